using PrivacyWaybill.Masking.Profiles;

namespace PrivacyWaybill.Masking.Phones;

/// <summary>The fast path of the phone field: eleven ASCII digits that start with 1 and nothing else, as most fields are.</summary>
internal static class PlainMobile
{
    private const int Digits = 11;

    /// <summary>Masks such a field as <see cref="PhoneRule"/> would, without decoding it; false for any other.</summary>
    public static bool TryMask(PhoneStyle style, ReadOnlySpan<byte> source, Span<byte> destination)
    {
        if (source.Length != Digits || source[0] != '1' || destination.Length < Digits
            || source.ContainsAnyExceptInRange((byte)'0', (byte)'9')) return false;
        source.CopyTo(destination);
        destination[style.MobileHead..(Digits - style.Tail)].Fill((byte)'*');
        return true;
    }
}
