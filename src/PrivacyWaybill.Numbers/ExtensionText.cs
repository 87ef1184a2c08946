namespace PrivacyWaybill.Numbers;

/// <summary>Reads an extension that stands in a field of its own.</summary>
internal static class ExtensionText
{
    /// <summary>The longest field that is looked at, in characters: an address fits.</summary>
    private const int MaximumLength = 512;

    /// <summary>One to six digits, behind a separator or not, or the only digits in brackets of a longer text.</summary>
    public static bool TryParse(ReadOnlySpan<char> field, out int value, out byte digits)
    {
        (value, digits) = (0, 0);
        if (field.Length > MaximumLength) return false;
        Span<char> narrow = stackalloc char[field.Length];
        for (var i = 0; i < field.Length; i++) narrow[i] = NumberText.Narrow(field[i]);
        ReadOnlySpan<char> text = narrow.Trim();
        if (text.Contains('[')) return TryReadBrackets(text, out value, out digits);
        if (text is [< '0' or > '9', ..] && !NumberText.TrySkipSeparator(ref text)) return false;
        return IsExtension(text.TrimStart(), out value, out digits);
    }

    /// <summary>Brackets with words in them (<c>[家]</c>) are no extension; two with digits could each be one.</summary>
    private static bool TryReadBrackets(ReadOnlySpan<char> text, out int value, out byte digits)
    {
        (value, digits) = (0, 0);
        for (var open = text.IndexOf('['); open >= 0; open = text.IndexOf('['))
        {
            text = text[(open + 1)..];
            var close = text.IndexOf(']');
            if (close < 0) return false;
            var inside = text[..close].Trim();
            text = text[(close + 1)..];
            if (!inside.ContainsAnyInRange('0', '9')) continue;
            if (digits > 0 || !IsExtension(inside, out value, out digits))
            {
                (value, digits) = (0, 0);
                return false;
            }
        }
        return digits > 0;
    }

    private static bool IsExtension(ReadOnlySpan<char> text, out int value, out byte digits)
    {
        var isRead = NumberText.TryReadDigits(ref text, 1, NumberText.MaximumExtensionDigits, out var number, out digits) && text.IsEmpty;
        value = isRead ? (int)number : 0;
        if (!isRead) digits = 0;
        return isRead;
    }
}
