using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Masking;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Stages;

/// <summary>Which phone of a party a call can be connected to. Why there is none, is <see cref="UnreachablePhones"/>'s to say.</summary>
internal static class Reachability
{
    /// <summary>
    /// The digits of the party's mainland mobile, or of its landline with area code. False for foreign numbers, hotlines,
    /// numbers without area code, several numbers in one field, and what is masked already. This is the phone by its form: it
    /// tells whether two parties are the same person.
    /// </summary>
    /// <param name="mobile">The mobile field.</param>
    /// <param name="landline">The landline field.</param>
    /// <param name="digits">At least <see cref="PhoneText.MaxDigits"/> bytes.</param>
    /// <param name="length">Digits written.</param>
    public static bool TryFindPhone(ReadOnlySpan<byte> mobile, ReadOnlySpan<byte> landline, Span<byte> digits, out int length) =>
        TryRead(mobile, digits, out length) || TryRead(landline, digits, out length);

    /// <inheritdoc cref="TryFindPhone(ReadOnlySpan{byte}, ReadOnlySpan{byte}, Span{byte}, out int)"/>
    public static bool TryFindPhone(WaybillBatch batch, int item, PartyRole party, Span<byte> digits, out int length) =>
        TryFindPhone(batch.Input(item, TextFields.Of(party, PartyField.Mobile)), batch.Input(item, TextFields.Of(party, PartyField.Landline)), digits, out length);

    /// <summary>The same for a phone that a call is to be connected to: also false for one that is virtual itself.</summary>
    public static bool TryFindPhone(VirtualPhones known, ReadOnlySpan<byte> mobile, ReadOnlySpan<byte> landline, Span<byte> digits, out int length) =>
        (TryRead(mobile, digits, out length) && !known.Contains(digits[..length]))
        || (TryRead(landline, digits, out length) && !known.Contains(digits[..length]));

    /// <summary>Whether a virtual number could lead to the party.</summary>
    public static bool IsReachable(VirtualPhones known, WaybillBatch batch, int item, PartyRole party)
    {
        Span<byte> digits = stackalloc byte[PhoneText.MaxDigits];
        return TryFindPhone(known, batch.Input(item, TextFields.Of(party, PartyField.Mobile)), batch.Input(item, TextFields.Of(party, PartyField.Landline)), digits, out _);
    }

    private static bool TryRead(ReadOnlySpan<byte> phone, Span<byte> digits, out int length)
    {
        if (PhoneText.TryNormalise(phone, digits, out length, out var isForeign) && !isForeign
            && (PhoneText.IsMainlandMobile(digits[..length]) || IsLandlineWithArea(digits[..length]))) return true;
        length = 0;
        return false;
    }

    private static bool IsLandlineWithArea(ReadOnlySpan<byte> digits) =>
        digits.Length is >= 10 and <= 12 && digits[0] == (byte)'0' && digits[1] != (byte)'0';
}
