namespace PrivacyWaybill.LoadTest.Suites;

/// <summary>What stands in no source.</summary>
/// <param name="PeakHourShareOfDay">Share of the day in its busiest hour.</param>
/// <param name="BurstFactorOverPeakHour">How much higher than that hour a burst is.</param>
internal sealed record VolumeAssumptions(double PeakHourShareOfDay, double BurstFactorOverPeakHour);
