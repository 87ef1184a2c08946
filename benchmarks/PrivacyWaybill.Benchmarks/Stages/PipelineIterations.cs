using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using Perfolizer.Horology;

namespace PrivacyWaybill.Benchmarks.Stages;

/// <summary>Some seconds in all: what is stored stays until the end, some 350 B a waybill.</summary>
internal sealed class PipelineIterations : ManualConfig
{
    public PipelineIterations()
    {
        AddJob(Job.Default.WithLaunchCount(1).WithWarmupCount(20).WithIterationCount(30)
            .WithIterationTime(TimeInterval.FromMilliseconds(150)).WithGcForce(false));
        WithBuildTimeout(TimeSpan.FromMinutes(15));
    }
}
