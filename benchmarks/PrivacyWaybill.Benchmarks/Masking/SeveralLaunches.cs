using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using Perfolizer.Horology;

namespace PrivacyWaybill.Benchmarks.Masking;

/// <summary>For the figure that is quoted: five processes, since code and data lie differently in each.</summary>
internal sealed class SeveralLaunches : ManualConfig
{
    public SeveralLaunches()
    {
        AddJob(Job.Default.WithLaunchCount(5).WithWarmupCount(5).WithIterationCount(12).WithIterationTime(TimeInterval.FromMilliseconds(200)));
        // A loaded machine needs longer than the two minutes allowed.
        WithBuildTimeout(TimeSpan.FromMinutes(15));
        AddColumn(StatisticColumn.Median, StatisticColumn.Min);
        HideColumns("Job", "LaunchCount", "WarmupCount", "IterationCount", "IterationTime", "RatioSD", "Gen0", "Gen1", "Gen2", "Alloc Ratio");
    }
}
