using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Desk;

/// <summary>Whom to connect when a number is called, or why nobody.</summary>
/// <param name="Found">Unavailable or unreadable if it could not be found out; otherwise yes, whatever the answer.</param>
/// <param name="Answer">What the number is.</param>
/// <param name="ConnectTo">If active: the phone's digits.</param>
/// <param name="Party">If active: whose it is; unspecified for a courier.</param>
/// <param name="ExpiresAt">If active: when the number or the pair ends, Unix seconds.</param>
/// <param name="Display">If active: the digits that the called phone is to show.</param>
/// <param name="Reason">If restricted: why.</param>
/// <param name="OpensAt">If restricted to other hours: when they begin.</param>
public sealed record CallResolution(
    Found Found, CallAnswer Answer = CallAnswer.Unknown, string ConnectTo = "", PartyRole Party = PartyRole.Unspecified, uint ExpiresAt = 0,
    string Display = "", CallReason Reason = CallReason.Unspecified, DateTimeOffset? OpensAt = null);
