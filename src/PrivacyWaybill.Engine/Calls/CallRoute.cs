using PrivacyWaybill.Engine.Desk;
using PrivacyWaybill.V1;
using PrivacyWaybill.Vault.Records;

namespace PrivacyWaybill.Engine.Calls;

/// <summary>Where a call leads, before limits and hours are looked at.</summary>
/// <param name="Found">Unavailable or unreadable if it could not be found out; otherwise yes.</param>
/// <param name="Answer">What the number is.</param>
/// <param name="Id">Unless unknown: the shipment's record.</param>
/// <param name="ConnectTo">If active: the phone's digits.</param>
/// <param name="Party">If active: whose it is; unspecified for a courier.</param>
/// <param name="ExpiresAt">If active: when number or pair ends, Unix seconds.</param>
/// <param name="RetainUntil">Unless unknown: until when the record is kept, Unix seconds.</param>
/// <param name="Forbidden">If active: why this caller may not be connected.</param>
internal readonly record struct CallRoute(
    Found Found, CallAnswer Answer = CallAnswer.Unknown, RecordId Id = default, string ConnectTo = "", PartyRole Party = PartyRole.Unspecified,
    uint ExpiresAt = 0, uint RetainUntil = 0, CallReason Forbidden = CallReason.Unspecified)
{
    /// <summary>Leads nowhere.</summary>
    public static readonly CallRoute Unknown = new(Found.Yes);
}
