namespace PrivacyWaybill.LoadTest.Suites;

/// <summary>What a day's volume asks of nodes like the one measured.</summary>
/// <param name="Volume">The day.</param>
/// <param name="NodesForPeakHour">Nodes that hold the busiest hour; null if none was seen to hold anything.</param>
/// <param name="NodesForBurst">The same for a burst.</param>
/// <param name="HoursAtFullSpeed">How long one node takes for the whole day without pause.</param>
/// <param name="RedisGigabytes">Redis' memory for all live waybills, 10^9 bytes; null if it was not measured.</param>
internal sealed record VerdictDay(DailyVolume Volume, int? NodesForPeakHour, int? NodesForBurst, double HoursAtFullSpeed, double? RedisGigabytes);
