using PrivacyWaybill.Numbers;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Desk;

/// <summary>A party's virtual number, and how a wish about it went.</summary>
/// <param name="Found">Whether the shipment was found.</param>
/// <param name="State">What the number is; unknown if the party has none.</param>
/// <param name="Number">The number, unless unknown.</param>
/// <param name="ExpiresAt">When it ends or ended, Unix seconds.</param>
/// <param name="Version">The record's version.</param>
/// <param name="Party">Whose it is, if the answer can be about either party.</param>
/// <param name="Change">How a change went; unspecified if none was wanted or the shipment was not found.</param>
/// <param name="LatestExpiry">If it could not be extended that far: how far it could.</param>
public sealed record NumberAnswer(
    Found Found, CallAnswer State = CallAnswer.Unknown, ExtendedNumber Number = default, uint ExpiresAt = 0, uint Version = 0,
    PartyRole Party = PartyRole.Unspecified, NumberChangeCode Change = NumberChangeCode.Unspecified, DateTimeOffset? LatestExpiry = null);
