namespace PrivacyWaybill.LoadTest.Suites;

/// <summary>A day of <c>seeds/volumes.json</c>.</summary>
/// <param name="Name">Which.</param>
/// <param name="ParcelsPerDay">National total.</param>
/// <param name="AveragePerSecond">Over the day.</param>
/// <param name="PeakHourPerSecond">If the busiest hour carries the assumed share.</param>
/// <param name="BurstPerSecond">If a burst is the assumed multiple of it.</param>
internal sealed record DailyVolume(string Name, long ParcelsPerDay, double AveragePerSecond, double PeakHourPerSecond, double BurstPerSecond);
