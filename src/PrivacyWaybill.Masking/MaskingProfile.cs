using System.Diagnostics.CodeAnalysis;
using PrivacyWaybill.Masking.Profiles;

namespace PrivacyWaybill.Masking;

/// <summary>
/// A named, compiled and immutable choice of what a masked waybill shows. Every profile satisfies
/// GB/T 41833-2022: at least one character of the name, at least six digits of the phone, and the unit and room hidden.
/// </summary>
public sealed class MaskingProfile
{
    private MaskingProfile(string name, PhoneStyle phone)
    {
        Name = name;
        Phone = phone;
    }

    /// <summary>
    /// The version of all rules and tables together, told to clients and stored beside what was masked.
    /// It changes whenever the same input may be rendered differently.
    /// </summary>
    public static string RuleSetVersion => "1";

    /// <summary>The default: <c>张*</c>, <c>138******78</c>, everything up to the building.</summary>
    public static MaskingProfile Gb41833 { get; } = new("gb41833", PhoneStyle.Gb41833);

    /// <summary>The profile's name in configuration and requests: lower-case ASCII.</summary>
    public string Name { get; }

    internal PhoneStyle Phone { get; }

    /// <summary>Finds a profile by its name, which is compared exactly.</summary>
    /// <param name="name">Such as <c>gb41833</c>.</param>
    /// <param name="profile">The profile, when there is one.</param>
    public static bool TryGet(ReadOnlySpan<char> name, [NotNullWhen(true)] out MaskingProfile? profile)
    {
        profile = name.SequenceEqual(Gb41833.Name) ? Gb41833 : null;
        return profile is not null;
    }

    /// <summary>Finds a profile by the UTF-8 bytes of its name, which are compared exactly.</summary>
    /// <param name="name">Such as <c>gb41833</c>.</param>
    /// <param name="profile">The profile, when there is one.</param>
    public static bool TryGet(ReadOnlySpan<byte> name, [NotNullWhen(true)] out MaskingProfile? profile)
    {
        profile = name.SequenceEqual("gb41833"u8) ? Gb41833 : null;
        return profile is not null;
    }
}
