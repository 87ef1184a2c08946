using PrivacyWaybill.Masking.Text;

namespace PrivacyWaybill.Masking.Phones;

/// <summary>Extensions behind a number in text that is no phone field: <c>-801</c>, <c>转801</c>, <c>ext.305</c>, <c>,,801</c>.</summary>
internal static class PhoneExtension
{
    private const int LongestExtension = 6;

    /// <summary>Whether an extension stands behind a number.</summary>
    /// <param name="text">The text.</param>
    /// <param name="index">The index after the number.</param>
    /// <param name="start">The index of the extension's first digit.</param>
    /// <param name="end">The index after its last.</param>
    public static bool TryFind(FieldText text, int index, out int start, out int end)
    {
        start = end = index;
        if (index >= text.Length) return false;
        if (text.Has(start, " ")) start++;
        if (text.KindAt(start) is CharKind.Open && text.Has(start + 1, "分机")) start++;
        if (IsTag(text, start, out end))
        {
            start++;
            return true;
        }

        // 13812345678，转7576
        var isApart = text[start] is ',' or '，' && text[start + 1] is '转' or '轉';
        if (isApart) start++;
        // 13812345678,2件 has no extension: one comma leads to three or four digits and nothing more.
        var isList = isApart || text[start] is ',' or '，' && text[start + 1] is not (',' or '，');
        if (text.Has(start, "转分机") || text.Has(start, "轉分機")) start += 3;
        else if (text[start] is 'x' or 'X' or '×' && text.Is(start + 1, CharKinds.PlainDigits)) start++;
        else if (text[start] is '-' or '－' or '—' or '转' or '轉' or '#' or ',' or '，') start++;
        else if (text.Has(start, "分机") || text.Has(start, "内线")) start += 2;
        else if (text.Chars[Math.Min(start, text.Length)..].StartsWith("ext", StringComparison.OrdinalIgnoreCase)) start += 3;
        else return false;
        while (!isList && text[start] is '.' or ' ' or ':' or '：' or ',' or '，' && start < text.Length) start++;
        end = start;
        while (text.Is(end, CharKinds.PlainDigits | 1u << (int)CharKind.Mask)) end = text.NextGrapheme(end);
        return end - start is >= 1 and <= LongestExtension
            && (!isList || end - start is 3 or 4 && !text.Is(end, CharKinds.AllHan | 1u << (int)CharKind.Latin | 1u << (int)CharKind.Dash));
    }

    // 13577076131[3563]
    private static bool IsTag(FieldText text, int index, out int end)
    {
        end = index + 1;
        if (text[index] is not ('[' or '［' or '【')) return false;
        while (text.Is(end, CharKinds.PlainDigits | 1u << (int)CharKind.Mask) && end - index <= LongestExtension) end++;
        return end > index + 1 && text[end] is ']' or '］' or '】';
    }
}
