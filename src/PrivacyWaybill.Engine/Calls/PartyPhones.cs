using System.Text;
using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.Engine.Content;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Stages;
using PrivacyWaybill.Masking;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Calls;

/// <summary>The phones of a party in an opened record.</summary>
public static class PartyPhones
{
    /// <summary>The phone at which the party can be called; null if it has none.</summary>
    /// <param name="known">Which phones are virtual themselves.</param>
    /// <param name="content">The opened record.</param>
    /// <param name="party">The party.</param>
    public static string? Reachable(VirtualPhones known, ReadOnlySpan<byte> content, PartyRole party)
    {
        Span<byte> digits = stackalloc byte[PhoneText.MaxDigits];
        return Reachability.TryFindPhone(known, Text(content, party, PartyField.Mobile), Text(content, party, PartyField.Landline), digits, out var length)
            ? Encoding.ASCII.GetString(digits[..length])
            : null;
    }

    /// <summary>Whether one of the party's phones is this one.</summary>
    /// <param name="content">The opened record.</param>
    /// <param name="party">The party.</param>
    /// <param name="phone">Digits, as <see cref="Normalise"/> gives them.</param>
    public static bool Has(ReadOnlySpan<byte> content, PartyRole party, ReadOnlySpan<char> phone) =>
        IsSame(Text(content, party, PartyField.Mobile), phone) || IsSame(Text(content, party, PartyField.Landline), phone);

    /// <summary>The bare digits of a phone; null if the text is none.</summary>
    public static string? Normalise(string phone)
    {
        // What is longer is no phone; its bytes are not looked at.
        if (phone.Length is 0 or > 64) return null;
        Span<byte> digits = stackalloc byte[PhoneText.MaxDigits];
        return PhoneText.TryNormalise(Encoding.UTF8.GetBytes(phone), digits, out var length) ? Encoding.ASCII.GetString(digits[..length]) : null;
    }

    /// <summary>The digits of a phone that calls can be connected to; null for others, virtual ones among them.</summary>
    public static string? Connectable(VirtualPhones known, string phone)
    {
        if (phone.Length is 0 or > 64) return null;
        Span<byte> digits = stackalloc byte[PhoneText.MaxDigits];
        return Reachability.TryFindPhone(known, Encoding.UTF8.GetBytes(phone), default, digits, out var length) ? Encoding.ASCII.GetString(digits[..length]) : null;
    }

    private static bool IsSame(ReadOnlySpan<byte> field, ReadOnlySpan<char> phone)
    {
        Span<byte> digits = stackalloc byte[PhoneText.MaxDigits];
        return PhoneText.TryNormalise(field, digits, out var length) && Ascii.Equals(digits[..length], phone);
    }

    private static ReadOnlySpan<byte> Text(ReadOnlySpan<byte> content, PartyRole party, PartyField field)
    {
        var reader = new ContentReader(content);
        while (reader.Next())
            if (reader.Field == TextFields.Of(party, field)) return reader.Text;
        return default;
    }
}
