namespace PrivacyWaybill.Engine.Shipments;

/// <summary>How a waybill continues another shipment.</summary>
public enum LinkKind : byte
{
    /// <summary>It does not.</summary>
    None,

    /// <summary>It brings the parcel back: who received it sends it now, and the other way round.</summary>
    Return,

    /// <summary>It takes the parcel elsewhere.</summary>
    Redirect,

    /// <summary>It takes the other's place.</summary>
    Replacement,
}
