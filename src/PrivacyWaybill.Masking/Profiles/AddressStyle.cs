namespace PrivacyWaybill.Masking.Profiles;

/// <summary>How far a profile shows an address.</summary>
internal enum AddressStyle : byte
{
    /// <summary>Up to the building; from the first unit, floor, room or household on, it is hidden.</summary>
    Building,

    /// <summary>Up to the town or street office, as far as it starts with divisions.</summary>
    Division,

    /// <summary>Not at all.</summary>
    Hidden,
}
