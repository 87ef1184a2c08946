namespace PrivacyWaybill.LoadTest.Reporting;

/// <summary>Microseconds of processor time a waybill, by the operating system's accounting; null also if none was answered.</summary>
/// <param name="Server">All servers; null if they are not this machine's.</param>
/// <param name="Redis">All of Redis; null if it is not this machine's.</param>
/// <param name="Harness">The load test itself.</param>
internal sealed record CpuReport(double? Server, double? Redis, double? Harness);
