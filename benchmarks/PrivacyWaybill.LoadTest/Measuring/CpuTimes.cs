using PrivacyWaybill.LoadTest.Targets;

namespace PrivacyWaybill.LoadTest.Measuring;

/// <summary>Processor time used since the processes started.</summary>
/// <param name="Server">By all servers.</param>
/// <param name="Redis">By all of Redis.</param>
/// <param name="Harness">By this process.</param>
internal readonly record struct CpuTimes(TimeSpan Server, TimeSpan Redis, TimeSpan Harness)
{
    /// <summary>Until now.</summary>
    public static CpuTimes Now(Target target) => new(ProcessAccount.Cpu(target.Servers), ProcessAccount.Cpu(target.Redis), Environment.CpuUsage.TotalTime);
}
