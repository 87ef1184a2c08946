using PrivacyWaybill.Numbers;
using PrivacyWaybill.Vault.Calls;

namespace PrivacyWaybill.Engine.Calls;

/// <summary>A main number that a pair may have: the places of both phones there, and what is stored in them.</summary>
internal sealed class PairCandidate(ExtendedNumber mainNumber, string courierKey, string partyKey)
{
    public ExtendedNumber MainNumber => mainNumber;

    public string CourierKey => courierKey;

    public string PartyKey => partyKey;

    /// <summary>What is stored for the courier's phone; empty for nothing.</summary>
    public ReadOnlyMemory<byte> CourierValue { get; set; }

    /// <summary>What is stored for the party's phone; empty for nothing.</summary>
    public ReadOnlyMemory<byte> PartyValue { get; set; }

    /// <summary>The pair of the courier's phone, if it opens.</summary>
    public CallPair? Courier { get; set; }

    /// <summary>The pair of the party's phone, if it opens.</summary>
    public CallPair? Party { get; set; }
}
