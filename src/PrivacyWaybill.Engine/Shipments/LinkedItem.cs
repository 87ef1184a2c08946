using PrivacyWaybill.V1;
using PrivacyWaybill.Vault.Records;

namespace PrivacyWaybill.Engine.Shipments;

/// <summary>An item that continues another shipment and may be created, and what was found out about that one.</summary>
internal sealed class LinkedItem
{
    /// <summary>The item.</summary>
    public required int Item { get; init; }

    /// <summary>The record of the shipment that it continues: by the active naming key until it is found, then by the one that names it.</summary>
    public required RecordId Target { get; set; }

    /// <summary>What the other naming key calls that record while naming keys change; null while they do not.</summary>
    public RecordId? OtherTarget { get; init; }

    /// <summary>Nothing that lives is stored of the item itself: it is about to be created.</summary>
    public bool IsNew { get; set; }

    /// <summary>In which turn it is created, from 1: after what it continues; 0 until that is known.</summary>
    public int Turn { get; set; }

    /// <summary>The root of the chain that it belongs to; null if what it continues is not stored.</summary>
    public RecordId? Root { get; set; }

    /// <summary>The number that the recipient keeps, if any.</summary>
    public PartyShare? Recipient { get; private set; }

    /// <summary>The number that the sender keeps, if any.</summary>
    public PartyShare? Sender { get; private set; }

    /// <summary>The number that a party keeps, if any.</summary>
    public PartyShare? Share(PartyRole party) => party == PartyRole.Sender ? Sender : Recipient;

    /// <summary>Says which number a party keeps; null for none.</summary>
    public void Keep(PartyRole party, PartyShare? share) => _ = party == PartyRole.Sender ? Sender = share : Recipient = share;

    /// <summary>It stands alone: what it continues is gone.</summary>
    public void StandAlone() => (Root, Recipient, Sender) = (null, null, null);

    /// <summary>When the last of the kept numbers ends, Unix seconds; 0 if none is kept.</summary>
    public uint EndOfKept => Math.Max(Recipient?.ExpiresAt ?? 0, Sender?.ExpiresAt ?? 0);

    /// <summary>The link as its record will hold it; null if it is none.</summary>
    public RecordLink? Link => Root is { } root ? new RecordLink(root, Recipient?.Shared, Sender?.Shared) : null;
}
