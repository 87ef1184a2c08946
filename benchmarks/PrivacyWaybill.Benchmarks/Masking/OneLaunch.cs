using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using Perfolizer.Horology;

namespace PrivacyWaybill.Benchmarks.Masking;

/// <summary>For tables of some dozens of cases.</summary>
internal sealed class OneLaunch : ManualConfig
{
    public OneLaunch()
    {
        AddJob(Job.Default.WithLaunchCount(1).WithWarmupCount(5).WithIterationCount(15).WithIterationTime(TimeInterval.FromMilliseconds(100)));
        // A loaded machine needs longer than the two minutes allowed.
        WithBuildTimeout(TimeSpan.FromMinutes(15));
        AddColumn(StatisticColumn.Median, StatisticColumn.Min);
        HideColumns("Job", "LaunchCount", "WarmupCount", "IterationCount", "IterationTime", "RatioSD", "Gen0", "Gen1", "Gen2", "Alloc Ratio");
    }
}
