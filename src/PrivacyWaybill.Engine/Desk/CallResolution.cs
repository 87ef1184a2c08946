using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Desk;

/// <summary>Whom to connect when a number is called, or why nobody.</summary>
/// <param name="Found">Unavailable or unreadable if it could not be found out; otherwise yes, whatever the answer.</param>
/// <param name="Answer">What the number is.</param>
/// <param name="ConnectTo">If active: the phone's digits.</param>
/// <param name="Party">If active: whose it is.</param>
/// <param name="ExpiresAt">If active: when the number ends, Unix seconds.</param>
public sealed record CallResolution(
    Found Found, CallAnswer Answer = CallAnswer.Unknown, string ConnectTo = "", PartyRole Party = PartyRole.Unspecified, uint ExpiresAt = 0);
