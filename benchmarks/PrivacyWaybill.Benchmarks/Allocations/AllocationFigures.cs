using System.Globalization;
using PrivacyWaybill.Workload;

namespace PrivacyWaybill.Benchmarks.Allocations;

/// <summary>Prints where the pipeline's allocations come from: by type and by the method of ours that asked for it.</summary>
internal static class AllocationFigures
{
    private const int WarmUps = 400;

    /// <summary>Runs new waybills through the pipeline over a real Redis, in batches of 256.</summary>
    /// <param name="batches">How many are looked at; an allocation in some 100 KB is.</param>
    public static async Task RunAsync(int batches)
    {
        const int batch = 256;
        await using var run = await PipelineRun.StartAsync(batch);
        await run.RunAsync(WarmUps);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await run.RunAsync(batches);
        var waybills = (double)batches * batch;
        Print($"{(GC.GetTotalAllocatedBytes(precise: true) - before) / waybills:N1} B a waybill allocated in {waybills:N0} waybills");
        var sampled = await AllocationTrace.SampleAsync(() => run.RunAsync(batches));
        Table("type", s => s.Type);
        Table("method of ours, and what it called", s => s.Site);

        void Table(string heading, Func<AllocationSample, string> key)
        {
            Print($"\nB a waybill by {heading}:");
            foreach (var group in sampled.GroupBy(key).Select(g => (g.Key, Bytes: g.Sum(s => s.Bytes) / waybills)).Where(g => g.Bytes >= 0.3).OrderByDescending(g => g.Bytes))
                Print($"{group.Bytes,8:N1}  {group.Key}");
        }
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
