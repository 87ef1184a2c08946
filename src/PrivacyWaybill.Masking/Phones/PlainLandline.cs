using PrivacyWaybill.Masking.Profiles;

namespace PrivacyWaybill.Masking.Phones;

/// <summary>The fast path of the phone field for <c>0755-83712345</c>: an area code, a hyphen, a local number, in ASCII digits.</summary>
internal static class PlainLandline
{
    private const int Hidden = PhoneStyle.StandardHidden;

    /// <summary>Masks such a field as <see cref="PhoneRule"/> would by the default style, without decoding it; false for any other.</summary>
    public static bool TryMask(PhoneStyle style, ReadOnlySpan<byte> source, Span<byte> destination, out int written)
    {
        written = 0;
        if (source.Length is < 11 or > 13 || source[0] != '0' || !ReferenceEquals(style, PhoneStyle.Gb41833) || destination.Length < source.Length) return false;
        // 010 and 02x; all others have four digits. 013 is a mobile number with a zero before it.
        var area = source[1] switch
        {
            (byte)'1' when source[2] == '0' => 3,
            (byte)'2' => 3,
            >= (byte)'3' and <= (byte)'9' => 4,
            _ => 0,
        };
        var local = source.Length - area - 1;
        if (area == 0 || local is not (7 or 8) || source[area] != '-') return false;
        for (var i = 2; i < source.Length; i++)
            if ((uint)(source[i] - '0') > 9 && i != area) return false;
        // A loop over a handful of bytes is faster than calls. Six digits are hidden, and so the tail is one or two.
        for (var i = 0; i < source.Length; i++) destination[i] = i > area && i <= area + Hidden ? (byte)'*' : source[i];
        written = source.Length;
        return true;
    }
}
