namespace PrivacyWaybill.Masking.Text;

/// <summary>The rule of last resort: no letter, digit or picture stays.</summary>
internal static class Everything
{
    /// <summary>Writes a star for each grapheme that is neither space nor punctuation.</summary>
    public static void Hide(in FieldText text, ref MaskOutput output)
    {
        var kept = 0;
        for (int i = 0, next; i < text.Length; i = next)
        {
            next = text.NextGrapheme(i);
            if (!text.Is(i, CharKinds.Content | 1u << (int)CharKind.Mask)) continue;
            output.Keep(kept, i);
            output.Stars(1);
            kept = next;
        }

        output.Keep(kept, text.Length);
    }
}
