using PrivacyWaybill.V1;
using PrivacyWaybill.Vault.Records;

namespace PrivacyWaybill.Engine.Work;

/// <summary>An item whose shipment the store knows already, while it is found out what that means.</summary>
internal sealed class KnownShipment
{
    private readonly PartyNumber _recipient = new();
    private readonly PartyNumber _sender = new();

    /// <summary>The item.</summary>
    public required int Item { get; init; }

    /// <summary>The stored value, as last seen.</summary>
    public required ReadOnlyMemory<byte> Value { get; set; }

    /// <summary>The stored value's header.</summary>
    public RecordHeader Header { get; set; }

    /// <summary>The stored value's sealed content.</summary>
    public ReadOnlyMemory<byte> Sealed { get; set; }

    /// <summary>What it has come to.</summary>
    public KnownAs As { get; set; }

    /// <summary>The stored content, if it had to be opened.</summary>
    public byte[]? Content { get; set; }

    /// <summary>Of an update: the label that was printed before no longer says the truth.</summary>
    public bool IsRelabelRequired { get; set; }

    /// <summary>What is known of a party's number.</summary>
    public PartyNumber Number(PartyRole party) => party == PartyRole.Sender ? _sender : _recipient;

    /// <summary>The stored value is to be replaced: with other content, or with other numbers.</summary>
    public bool IsToBeReplaced => As is KnownAs.Overdue or KnownAs.Updated or KnownAs.Confirmed || _recipient.Claim >= 0 || _sender.Claim >= 0
        || _recipient.IsRelinked || _sender.IsRelinked;

    /// <summary>Begins anew with a value that somebody else has written meanwhile.</summary>
    public void Restart(ReadOnlyMemory<byte> value)
    {
        Value = value;
        As = KnownAs.Undecided;
        Content = null;
        _recipient.Clear();
        _sender.Clear();
    }
}
