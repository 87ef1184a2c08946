using PrivacyWaybill.Vault.Records;
using PrivacyWaybill.Vault.Tokens;

namespace PrivacyWaybill.Vault.Calls;

/// <summary>
/// What one phone of a call pair leads to at the pair's main number. It holds no phone: the other one is named by its place,
/// the party's stands in the shipment's record alone, and so goes with it when that is erased.
/// </summary>
/// <param name="Peer">The other phone's place, of <see cref="CallVault.PairKey"/>.</param>
/// <param name="IsCourier">Whether the phone that leads here is the courier's, so that the peer is the party's.</param>
/// <param name="Party">Which party of the shipment it is that the courier calls.</param>
/// <param name="Id">The shipment's record.</param>
/// <param name="Revision">The record's revision when the pair was bound.</param>
/// <param name="ExpiresAt">When the pair ends, Unix seconds.</param>
/// <param name="FreeAt">From when the phone may be in another pair of the same main number, Unix seconds.</param>
public sealed record CallPair(string Peer, bool IsCourier, TokenParty Party, RecordId Id, uint Revision, uint ExpiresAt, uint FreeAt)
{
    /// <inheritdoc/>
    /// <remarks>Times alone: what leads to a person must not get into a text.</remarks>
    public override string ToString() => $"{nameof(CallPair)} {ExpiresAt}–{FreeAt}";
}
