using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using Perfolizer.Horology;

namespace PrivacyWaybill.Benchmarks.Masking;

/// <summary>
/// Many short iterations instead of few long ones: on a machine with other work some of them are never interrupted,
/// and the fastest tells what the code costs. An iteration stays below the 3 ms that Linux gives a process at a time.
/// </summary>
internal abstract class ShortIterations : ManualConfig
{
    protected ShortIterations(int launches, int warmups, int iterations)
    {
        AddJob(Job.Default.WithLaunchCount(launches).WithWarmupCount(warmups).WithIterationCount(iterations)
            .WithIterationTime(TimeInterval.FromMilliseconds(2)).WithGcForce(false));
        // A loaded machine needs longer than the two minutes allowed.
        WithBuildTimeout(TimeSpan.FromMinutes(15));
        AddColumn(StatisticColumn.Median, StatisticColumn.Min);
        HideColumns("Job", "LaunchCount", "WarmupCount", "IterationCount", "IterationTime", "RatioSD", "Gen0", "Gen1", "Gen2", "Alloc Ratio");
    }
}
