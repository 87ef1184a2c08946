namespace PrivacyWaybill.Seeds.Waybills;

/// <summary>Who sends or receives: the contract's <c>Party</c>. What is <see langword="null"/> is not set.</summary>
public sealed record SyntheticParty
{
    /// <summary>Name as a shipper would type it, at most 200 bytes of UTF-8.</summary>
    public string? Name { get; init; }

    /// <summary>Mobile number in any spelling, at most 48 bytes.</summary>
    public string? Mobile { get; init; }

    /// <summary>Landline in any spelling, at most 48 bytes.</summary>
    public string? Landline { get; init; }

    /// <summary>Company, at most 200 bytes.</summary>
    public string? Company { get; init; }

    /// <summary>Where; all parts together at most 600 bytes.</summary>
    public required SyntheticAddress Address { get; init; }

    /// <summary>A number that another platform says it issued.</summary>
    public SyntheticPlatformNumber? PlatformNumber { get; init; }
}
