using System.Diagnostics;

namespace PrivacyWaybill.LoadTest.Measuring;

/// <summary>What the operating system says that processes have used.</summary>
internal static class ProcessAccount
{
    /// <summary>Processor time of all of them together.</summary>
    public static TimeSpan Cpu(IReadOnlyList<Process> processes)
    {
        var sum = TimeSpan.Zero;
        foreach (var process in processes)
        {
            process.Refresh();
            sum += process.TotalProcessorTime;
        }
        return sum;
    }

    /// <summary>Resident bytes of all of them together.</summary>
    public static long Resident(IReadOnlyList<Process> processes)
    {
        var sum = 0L;
        foreach (var process in processes)
        {
            process.Refresh();
            sum += process.WorkingSet64;
        }
        return sum;
    }
}
