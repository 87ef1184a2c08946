using PrivacyWaybill.V1;

namespace PrivacyWaybill.LoadTest.Load;

/// <summary>A waybill that the server said is stored.</summary>
/// <param name="WaybillNo">Its number.</param>
/// <param name="Sent">What came in under it, but for the number.</param>
/// <param name="RecipientNumber">The recipient's virtual number as printed, or null without one.</param>
internal readonly record struct AcknowledgedWaybill(string WaybillNo, Waybill Sent, string? RecipientNumber);
