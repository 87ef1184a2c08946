using PrivacyWaybill.Masking.Phones;
using PrivacyWaybill.Masking.Text;

namespace PrivacyWaybill.Masking;

/// <summary>Reads phone fields as numbers.</summary>
public static class PhoneText
{
    // A field that names one number is short.
    private const int LongestSource = 192;

    /// <summary>The most digits that <see cref="TryNormalise(ReadOnlySpan{byte}, Span{byte}, out int)"/> writes.</summary>
    public const int MaxDigits = 18;

    /// <summary>
    /// Reduces a phone field to the bare ASCII digits of its number: full-width digits, Han numerals and separators are
    /// resolved, the country code 86 in its spellings and a zero before a mobile number are dropped; other country codes stay,
    /// without their plus. A company extension is not part of the result.
    /// </summary>
    /// <param name="source">The phone field, UTF-8.</param>
    /// <param name="digits">Receives the digits; <see cref="MaxDigits"/> bytes suffice.</param>
    /// <param name="written">Digits written.</param>
    /// <returns>
    /// False when the field is not UTF-8, too long, holds no number of seven digits or more, holds several, or holds one
    /// that is partly masked.
    /// </returns>
    public static bool TryNormalise(ReadOnlySpan<byte> source, Span<byte> digits, out int written) => TryNormalise(source, digits, out written, out _);

    /// <inheritdoc cref="TryNormalise(ReadOnlySpan{byte}, Span{byte}, out int)"/>
    /// <param name="source">The phone field, UTF-8.</param>
    /// <param name="digits">Receives the digits; <see cref="MaxDigits"/> bytes suffice.</param>
    /// <param name="written">Digits written.</param>
    /// <param name="isForeign">Whether the digits begin with a country code that is not 86: they may look like a mainland mobile
    /// (+1 338 555 0123) and are none.</param>
    public static bool TryNormalise(ReadOnlySpan<byte> source, Span<byte> digits, out int written, out bool isForeign)
    {
        (written, isForeign) = (0, false);
        if (source.Length is 0 or > LongestSource) return false;
        var text = MaskOutput.OfThread(source.Length).Text;
        if (!text.TryDecode(source, CharClasses.WithoutStops)) return false;
        var found = false;
        for (var i = 0; i < text.Length;)
        {
            if (!DigitChain.IsDigit(text, i, out _, out _))
            {
                i++;
                continue;
            }

            var chain = DigitChain.Read(text, i, text.Length);
            var shape = PhoneShapes.Match(chain);
            i = chain.EndOf(shape.Count);
            // What is shorter is an extension or a note.
            if (shape.Count < 7) continue;
            if (found || shape.Count > MaxDigits || !TryWrite(chain, shape, digits, out written, out isForeign)) return Fail(out written);
            found = true;
        }

        return found;
    }

    /// <summary>Whether bare ASCII digits have the form of a mainland mobile number: eleven, the first 1, the second 3 to 9.</summary>
    /// <param name="digits">As written by <see cref="TryNormalise(ReadOnlySpan{byte}, Span{byte}, out int)"/>.</param>
    public static bool IsMainlandMobile(ReadOnlySpan<byte> digits) =>
        digits is [(byte)'1', >= (byte)'3' and <= (byte)'9', _, _, _, _, _, _, _, _, _]
        && !digits.ContainsAnyExceptInRange((byte)'0', (byte)'9');

    private static bool TryWrite(in DigitChain chain, PhoneShape shape, Span<byte> digits, out int written, out bool isForeign)
    {
        written = 0;
        var number = chain.Digits[..shape.Count];
        var isDialledOut = !chain.International && number is [0, 0, ..] && shape.Prefix > 2;
        if (isDialledOut) number = number[2..];
        var mainland = number is [8, 6, ..] && shape.Prefix > 0;
        isForeign = (chain.International || isDialledOut) && shape.Prefix > 0 && !mainland && number[0] != 0;
        if (mainland) number = number[2..];
        if (shape.IsMobile && number[0] == 0) number = number[1..];
        // An area code behind +86 comes without its zero.
        var zero = mainland && !shape.IsMobile && number[0] is not (0 or 4 or 8) ? 1 : 0;
        if (digits.Length < number.Length + zero || number.Contains(DigitChain.Hidden)) return false;
        if (zero == 1) digits[written++] = (byte)'0';
        foreach (var digit in number) digits[written++] = (byte)('0' + digit);
        return true;
    }

    private static bool Fail(out int written)
    {
        written = 0;
        return false;
    }
}
