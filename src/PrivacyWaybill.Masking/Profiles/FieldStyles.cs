namespace PrivacyWaybill.Masking.Profiles;

/// <summary>What a profile shows of the fields of one party, and of the texts that belong to neither.</summary>
internal sealed record FieldStyles
{
    /// <summary>The styles of the default profile.</summary>
    public static FieldStyles Gb41833 { get; } = new();

    /// <summary>Names, also of persons found in other fields.</summary>
    public NameStyle Name { get; init; } = NameStyle.Surname;

    /// <summary>Numbers, also those found in other fields.</summary>
    public PhoneStyle Phone { get; init; } = PhoneStyle.Gb41833;

    /// <summary>Addresses.</summary>
    public AddressStyle Address { get; init; } = AddressStyle.Building;

    /// <summary>Companies.</summary>
    public TextStyle Company { get; init; } = TextStyle.Swept;

    /// <summary>Goods.</summary>
    public TextStyle Goods { get; init; } = TextStyle.Swept;

    /// <summary>Remarks.</summary>
    public TextStyle Remark { get; init; } = TextStyle.Swept;
}
