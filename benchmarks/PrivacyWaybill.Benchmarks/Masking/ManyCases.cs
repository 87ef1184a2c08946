using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using Perfolizer.Horology;

namespace PrivacyWaybill.Benchmarks.Masking;

/// <summary>For hundreds of cases of which the order of magnitude counts.</summary>
internal sealed class ManyCases : ManualConfig
{
    public ManyCases()
    {
        AddJob(Job.Default.WithLaunchCount(1).WithWarmupCount(3).WithIterationCount(6).WithIterationTime(TimeInterval.FromMilliseconds(20)));
        // A loaded machine needs longer than the two minutes allowed.
        WithBuildTimeout(TimeSpan.FromMinutes(15));
        AddColumn(StatisticColumn.Median, StatisticColumn.Min);
        HideColumns("Job", "LaunchCount", "WarmupCount", "IterationCount", "IterationTime", "RatioSD", "Gen0", "Gen1", "Gen2", "Alloc Ratio");
    }
}
