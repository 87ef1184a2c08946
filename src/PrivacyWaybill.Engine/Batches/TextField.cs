namespace PrivacyWaybill.Engine.Batches;

/// <summary>
/// Every text of a waybill, flat. The values of the content fields are part of the sealed payload's format: never
/// renumber them. A party's fields follow each other, so a new one for parties needs a place behind the recipient's.
/// </summary>
public enum TextField : byte
{
    /// <summary>The caller's correlation.</summary>
    ObjectId,

    /// <summary>The waybill number.</summary>
    WaybillNo,

    /// <summary>Description of the goods.</summary>
    Goods,

    /// <summary>Free text for the courier.</summary>
    Remark,

    /// <summary>The carrier's routing code.</summary>
    RouteLabel,

    /// <summary>Waybill number of the parent shipment.</summary>
    ParentWaybillNo,

    /// <summary>Waybill number of the shipment that is returned.</summary>
    ReturnOf,

    /// <summary>Waybill number of the shipment that is redirected.</summary>
    RedirectOf,

    /// <summary>Waybill number of the shipment that is replaced.</summary>
    ReplacementOf,

    /// <summary>Name of the masking profile.</summary>
    Profile,

    /// <summary>Id of an exemption grant.</summary>
    ExemptionGrant,

    /// <summary>Purpose of the pseudonyms that are asked for.</summary>
    PseudonymPurpose,

    /// <summary>First of the sender's texts, in the order of <see cref="PartyField"/>.</summary>
    SenderName,

    /// <summary>First of the recipient's texts, in the order of <see cref="PartyField"/>.</summary>
    RecipientName = SenderName + PartyField.NumberSegment + 1,
}
