namespace PrivacyWaybill.Masking.Text;

/// <summary>The tag <c>[1234]</c> by which a platform marks its virtual extension in a name or an address; it stays.</summary>
internal static class PlatformTag
{
    private const int LongestDigits = 6;

    /// <summary>The index after the tag that starts at an index, or after the one character when it starts none.</summary>
    public static int EndAt(FieldText text, int index)
    {
        if (text[index] is not ('[' or '［' or '【')) return index + 1;
        var end = index + 1;
        while (text.Is(end, CharKinds.PlainDigits) && end - index <= LongestDigits) end++;
        return end > index + 1 && text[end] is ']' or '］' or '】' && text.IsCut(end + 1) ? end + 1 : index + 1;
    }
}
