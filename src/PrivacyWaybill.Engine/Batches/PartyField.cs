namespace PrivacyWaybill.Engine.Batches;

/// <summary>The texts of one party, in the order in which they stand in <see cref="TextField"/>.</summary>
public enum PartyField : byte
{
    /// <summary>Name as written.</summary>
    Name,

    /// <summary>Mobile number in any spelling.</summary>
    Mobile,

    /// <summary>Landline in any spelling.</summary>
    Landline,

    /// <summary>Company.</summary>
    Company,

    /// <summary>The whole address as one text.</summary>
    AddressText,

    /// <summary>Province-level division.</summary>
    Province,

    /// <summary>Prefecture-level division.</summary>
    City,

    /// <summary>County-level division.</summary>
    District,

    /// <summary>Township-level division.</summary>
    Town,

    /// <summary>Everything below the divisions.</summary>
    Detail,

    /// <summary>Issuer of the platform's number.</summary>
    PlatformIssuer,

    /// <summary>The platform's number.</summary>
    PlatformNumber,

    /// <summary>The platform's reference.</summary>
    PlatformReference,

    /// <summary>Segment that the party's virtual number is asked from.</summary>
    NumberSegment,
}
