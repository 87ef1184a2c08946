using System.Text;

namespace PrivacyWaybill.Numbers;

/// <summary>Reads numbers with extensions as people and switches write them, and prints them in one form.</summary>
public static class NumberText
{
    /// <summary>The longest input that is looked at, in UTF-8 bytes or characters; longer ones are no numbers.</summary>
    public const int MaximumLength = 64;

    private const int MinimumMainDigits = 7, MaximumMainDigits = 13;

    internal const int MaximumExtensionDigits = 6;

    // Longest first: the first that fits is taken.
    private static readonly string[] Separators =
        ["extension", "分机号", "分機號", ";ext=", "转分机", "ext.", ",,,", "转接", "分机", "分機", "ext", ",,", "-", "–", "—", "转", "轉", ",", "、", "#", "x", "p"];

    // Mobiles, 95013 numbers, 400 numbers, and landlines behind their area code.
    private static readonly byte[][] GroupShapes = [[3, 4, 4], [5, 4, 4], [3, 3, 4], [3, 8], [4, 7], [4, 8]];

    /// <summary>
    /// Reads <c>18400913965-7576</c>, <c>18400913965转7576</c>, one to three commas, <c>#</c>, <c>ext</c>, <c>x</c>,
    /// <c>分机</c>, <c>;ext=</c>, <c>[7576]</c>; with spaces between the parts, full-width characters, and <c>+86</c>,
    /// <c>0086</c> or <c>86-</c> in front. A main number may be grouped as people group it (<c>184 0091 3965</c>,
    /// <c>95013-0000-0012</c>, <c>0755-12345678</c>). Without an extension, <see cref="ExtendedNumber.ExtensionDigits"/>
    /// is 0. What can be read in two ways is none: digits behind a main number with only a space between them, other groups.
    /// </summary>
    /// <returns>Whether the whole text is one such number: 7 to 13 digits, then up to 6.</returns>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out ExtendedNumber number)
    {
        number = default;
        if (utf8.Length > MaximumLength) return false;
        Span<char> text = stackalloc char[MaximumLength];
        return Encoding.UTF8.TryGetChars(utf8, text, out var length) && TryParse(text[..length], out number);
    }

    /// <inheritdoc cref="TryParse(ReadOnlySpan{byte}, out ExtendedNumber)"/>
    public static bool TryParse(ReadOnlySpan<char> text, out ExtendedNumber number)
    {
        number = default;
        if (text.Length > MaximumLength) return false;
        Span<char> buffer = stackalloc char[text.Length];
        for (var i = 0; i < text.Length; i++) buffer[i] = Narrow(text[i]);
        ReadOnlySpan<char> rest = buffer;
        rest = rest.Trim();
        if (rest.StartsWith("+86")) rest = rest[3..].TrimStart(" -");
        else if (rest.StartsWith("0086")) rest = rest[4..].TrimStart(" -");
        else if (rest is ['8', '6', ' ' or '-', ..]) rest = rest[3..].TrimStart(" -");

        var whole = rest;
        if (!TryReadDigits(ref rest, MinimumMainDigits, MaximumMainDigits, out var main, out var mainDigits))
        {
            rest = whole;
            if (!TryReadGroups(ref rest, out main, out mainDigits)) return false;
        }
        rest = rest.TrimStart();
        if (rest.IsEmpty)
        {
            number = new ExtendedNumber(main, 0, mainDigits, 0);
            return true;
        }
        if (rest is ['[', .. var inside, ']']) rest = inside.Trim();
        else if (!TrySkipSeparator(ref rest)) return false;
        rest = rest.TrimStart();
        if (!TryReadDigits(ref rest, 1, MaximumExtensionDigits, out var extension, out var extensionDigits) || !rest.IsEmpty) return false;
        number = new ExtendedNumber(main, (int)extension, mainDigits, extensionDigits);
        return true;
    }

    /// <summary>
    /// Reads a number whose extension stands in a field of its own: digits with their leading zeros, with or without a
    /// separator before them, or a name or address that has them in brackets (<c>王**[7576]</c>, <c>…501室【7576】</c>).
    /// </summary>
    /// <param name="text">The main number, in any spelling. If it has an extension too, it must be the same.</param>
    /// <param name="extension">The field; if it is empty, <paramref name="text"/> is all there is.</param>
    /// <param name="number">The number; default if false.</param>
    /// <returns>Whether both together name one number and no other.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, ReadOnlySpan<char> extension, out ExtendedNumber number)
    {
        if (!TryParse(text, out number)) return false;
        if (extension.IsWhiteSpace()) return true;
        if (ExtensionText.TryParse(extension, out var value, out var digits)
            && (number.ExtensionDigits == 0 || (number.Extension, number.ExtensionDigits) == (value, digits)))
        {
            number = number with { Extension = value, ExtensionDigits = digits };
            return true;
        }
        number = default;
        return false;
    }

    /// <summary>Prints <c>18400913965-7576</c> in ASCII; <see cref="ExtendedNumber.DisplayLength"/> bytes.</summary>
    /// <returns>False if the destination is too short; nothing useful is in it then.</returns>
    public static bool TryFormat(in ExtendedNumber number, Span<byte> destination, out int written)
    {
        written = number.DisplayLength;
        if (destination.Length < written)
        {
            written = 0;
            return false;
        }
        WriteDigits(number.MainNumber, destination[..number.MainDigits]);
        if (number.ExtensionDigits == 0) return true;
        destination[number.MainDigits] = (byte)'-';
        WriteDigits(number.Extension, destination.Slice(number.MainDigits + 1, number.ExtensionDigits));
        return true;
    }

    /// <inheritdoc cref="TryFormat(in ExtendedNumber, Span{byte}, out int)"/>
    public static bool TryFormat(in ExtendedNumber number, Span<char> destination, out int written)
    {
        Span<byte> ascii = stackalloc byte[32];
        return TryFormat(number, ascii, out written) && Encoding.ASCII.TryGetChars(ascii[..written], destination, out written);
    }

    /// <summary>Prints an extension alone, zero-padded (<c>0076</c>); nothing for a number without one.</summary>
    /// <returns>False if the destination is too short.</returns>
    public static bool TryFormatExtension(in ExtendedNumber number, Span<byte> destination, out int written)
    {
        written = number.ExtensionDigits;
        if (destination.Length < written)
        {
            written = 0;
            return false;
        }
        WriteDigits(number.Extension, destination[..written]);
        return true;
    }

    private static void WriteDigits(long value, Span<byte> destination)
    {
        for (var i = destination.Length - 1; i >= 0; i--)
        {
            (value, var digit) = Math.DivRem(value, 10);
            destination[i] = (byte)('0' + digit);
        }
    }

    internal static char Narrow(char c) => c switch
    {
        >= '\uFF01' and <= '\uFF5E' => char.ToLowerInvariant((char)(c - 0xFEE0)),
        '\u3000' or '\u00A0' or '\t' => ' ',
        '【' => '[',
        '】' => ']',
        _ => char.ToLowerInvariant(c),
    };

    internal static bool TrySkipSeparator(ref ReadOnlySpan<char> rest)
    {
        foreach (var separator in Separators)
        {
            if (!rest.StartsWith(separator, StringComparison.Ordinal)) continue;
            rest = rest[separator.Length..];
            return true;
        }
        return false;
    }

    /// <summary>
    /// A main number in groups, one kind of gap between them. None of the shapes is the beginning of another, and none
    /// begins with a group that could be a main number, so what follows can only be an extension.
    /// </summary>
    private static bool TryReadGroups(ref ReadOnlySpan<char> rest, out long value, out byte digits)
    {
        foreach (var shape in GroupShapes)
        {
            var at = rest;
            (value, digits) = (0, 0);
            var gap = '\0';
            var fits = true;
            foreach (var length in shape)
            {
                if (digits > 0)
                {
                    if (at is not [' ' or '-', ..] || (gap != '\0' && at[0] != gap)) { fits = false; break; }
                    gap = at[0];
                    at = at[1..];
                }
                if (!TryReadDigits(ref at, length, length, out var group, out var count)) { fits = false; break; }
                for (var i = 0; i < count; i++) value *= 10;
                value += group;
                digits += count;
            }
            if (!fits) continue;
            rest = at;
            return true;
        }
        (value, digits) = (0, 0);
        return false;
    }

    internal static bool TryReadDigits(ref ReadOnlySpan<char> rest, int minimum, int maximum, out long value, out byte digits)
    {
        (value, digits) = (0, 0);
        while (digits < rest.Length && char.IsAsciiDigit(rest[digits]))
        {
            if (digits == maximum) return false;
            value = value * 10 + (rest[digits++] - '0');
        }
        rest = rest[digits..];
        return digits >= minimum;
    }
}
