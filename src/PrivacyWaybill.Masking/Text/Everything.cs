namespace PrivacyWaybill.Masking.Text;

/// <summary>Hides whatever says something: letters, digits, pictures. Also the rule of last resort.</summary>
internal static class Everything
{
    /// <summary>Writes a star for each grapheme of a range that is neither space nor punctuation.</summary>
    public static void Hide(FieldText text, int from, int to, MaskOutput output)
    {
        var kept = from;
        for (int i = from, next; i < to; i = next)
        {
            next = Math.Min(to, text.NextGrapheme(i));
            if (!text.Is(i, CharKinds.Content | 1u << (int)CharKind.Mask)) continue;
            output.Keep(kept, i);
            output.Stars(1);
            kept = next;
        }

        output.Keep(kept, to);
    }
}
