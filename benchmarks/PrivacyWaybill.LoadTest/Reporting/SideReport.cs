using PrivacyWaybill.LoadTest.Measuring;

namespace PrivacyWaybill.LoadTest.Reporting;

/// <summary>What calls beside the masking came to, warm-up included.</summary>
/// <param name="Count">Numbers resolved, or waybills revealed.</param>
/// <param name="LatencyMs">Of a batch of 256.</param>
internal sealed record SideReport(long Count, Percentiles LatencyMs);
