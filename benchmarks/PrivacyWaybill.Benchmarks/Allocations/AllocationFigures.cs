using System.Globalization;
using PrivacyWaybill.Workload;

namespace PrivacyWaybill.Benchmarks.Allocations;

/// <summary>Prints where allocations come from: by type and by the method of ours that asked for them.</summary>
internal static class AllocationFigures
{
    private const int WarmUps = 400;

    // Less is told apart from nothing only by long runs.
    private const double LeastShare = 0.002;

    /// <summary>Those of the pipeline: new waybills over a real Redis, in batches of 256.</summary>
    /// <param name="batches">How many are looked at; an allocation in some 100 KB is.</param>
    public static async Task OfPipelineAsync(int batches)
    {
        const int batch = 256;
        await using var run = await PipelineRun.StartAsync(batch);
        await run.RunAsync(WarmUps);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await run.RunAsync(batches);
        var waybills = (double)batches * batch;
        Print($"{(GC.GetTotalAllocatedBytes(precise: true) - before) / waybills:N1} B a waybill allocated in {waybills:N0} waybills");
        Tables(await AllocationTrace.SampleAsync(Environment.ProcessId, () => run.RunAsync(batches)), waybills, "B a waybill");
    }

    /// <summary>Those of a process that is running and has something to do: a server under load.</summary>
    public static async Task OfProcessAsync(int processId, TimeSpan time) =>
        Tables(await AllocationTrace.SampleAsync(processId, () => Task.Delay(time)), 1_000 * time.TotalSeconds, "KB a second");

    private static void Tables(List<AllocationSample> samples, double divisor, string unit)
    {
        Table("type", static s => s.Type);
        Table("method of ours, and what it called", static s => s.Site);

        void Table(string heading, Func<AllocationSample, string> key)
        {
            Print($"\n{unit} by {heading}:");
            var least = samples.Sum(static s => s.Bytes) * LeastShare;
            foreach (var (name, bytes) in samples.GroupBy(key).Select(static g => (g.Key, g.Sum(static s => s.Bytes))).Where(g => g.Item2 >= least).OrderByDescending(static g => g.Item2))
                Print($"{bytes / divisor,10:N1}  {name}");
        }
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
