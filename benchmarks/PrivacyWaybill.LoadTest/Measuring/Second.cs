namespace PrivacyWaybill.LoadTest.Measuring;

/// <summary>One second of a run, for plots.</summary>
/// <param name="At">Seconds since counting began, at its end.</param>
/// <param name="WaybillsPerSecond">Waybills answered in it, a second.</param>
/// <param name="P50">Milliseconds; of batches answered in it. Null if none was.</param>
/// <param name="P99">The same.</param>
/// <param name="ServerProcessors">Processors that the servers used. Null if they are not this machine's.</param>
/// <param name="ServerRssMegabytes">Resident memory of the servers, 10^6 bytes.</param>
/// <param name="RedisMegabytes">Redis' <c>used_memory</c>, 10^6 bytes. Null without a Redis that can be asked.</param>
/// <param name="RedisKeys">Keys in Redis.</param>
/// <param name="Waybills">Fresh waybills answered since the run began, warm-up included.</param>
/// <param name="Backlog">Most waybills that were due and not answered in it. Null in a closed loop.</param>
internal sealed record Second(
    double At, double WaybillsPerSecond, double? P50, double? P99, double? ServerProcessors, double? ServerRssMegabytes,
    double? RedisMegabytes, long? RedisKeys, long Waybills, double? Backlog);
