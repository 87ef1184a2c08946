using PrivacyWaybill.Masking.Text;

namespace PrivacyWaybill.Masking.Phones;

/// <summary>One number found in a text.</summary>
/// <param name="Start">The index of its first digit.</param>
/// <param name="End">The index after its last.</param>
/// <param name="Shape">How its digits fall into parts.</param>
internal readonly record struct PhoneNumber(int Start, int End, PhoneShape Shape)
{
    private const int LongestTail = 2;

    // Shorter numbers are extensions.
    private const int ShortestSmiling = 7;

    /// <summary>Writes the number masked, its separators kept.</summary>
    public void Mask(FieldText text, MaskOutput output)
    {
        var style = output.Styles.Phone;
        var prefix = style.ShowsPrefix ? Shape.Prefix : 0;
        var body = Shape.Count - prefix;
        var masked = CountMasked(text);
        if (masked > 0)
        {
            var kept = (masked >= style.Hidden || masked == body) && body - masked <= style.MostShown(Shape.HasHead);
            output.Note(kept ? MaskNotes.AlreadyMasked : MaskNotes.MaskedFurther);
            if (kept)
            {
                output.Keep(Start, End);
                return;
            }
        }

        // What is hidden of the prefix counts for nothing, and only of a mobile number may more than two digits show at the tail.
        var spare = Math.Max(0, Shape.Count - Shape.Prefix - style.Hidden);
        var head = Shape.HasHead && prefix == Shape.Prefix ? Math.Min(style.MobileHead, spare) : 0;
        var tail = Math.Min(Shape.IsMobile ? style.Tail : Math.Min(style.Tail, LongestTail), spare - head);
        var (firstHidden, firstTail) = (prefix + head, Shape.Count - tail);
        if (style.Smiles && body >= ShortestSmiling) WriteSmiley(text, firstHidden, firstTail, output);
        else WriteStars(text, firstHidden, firstTail, output);
    }

    /// <summary>Stars for the digits from one number of digits up to another; everything else stays.</summary>
    private void WriteStars(FieldText text, int firstHidden, int firstTail, MaskOutput output)
    {
        var kept = Start;
        var digit = 0;
        for (int i = Start, length; i < End; i += length)
        {
            if (!DigitChain.IsDigit(text, i, out length, out var digits)) continue;
            // An x that hides a digit is read as one only beside others, so it becomes a star everywhere.
            if (digits == 1 && (digit >= firstHidden && digit < firstTail || text.KindAt(i) is CharKind.Latin))
            {
                output.Keep(kept, i);
                output.Stars(1);
                kept = i + length;
            }

            digit += digits;
        }

        output.Keep(kept, End);
    }

    /// <summary>One smiley for the digits from one number of digits up to another, and for what separates them.</summary>
    private void WriteSmiley(FieldText text, int firstHidden, int firstTail, MaskOutput output)
    {
        var (from, to) = (-1, Start);
        var digit = 0;
        for (int i = Start, length; i < End; i += length)
        {
            if (!DigitChain.IsDigit(text, i, out length, out var digits)) continue;
            if (digit + digits > firstHidden && digit < firstTail)
            {
                if (from < 0) from = i;
                to = i + length;
            }

            digit += digits;
        }

        output.Keep(Start, from);
        output.Smiley();
        output.Keep(to, End);
    }

    private int CountMasked(FieldText text)
    {
        if ((text.Seen & (1u << (int)CharKind.Mask | 1u << (int)CharKind.Latin | 1u << (int)CharKind.Punctuation)) == 0) return 0;
        var masked = 0;
        for (int i = Start, length; i < End; i += length)
        {
            if (DigitChain.IsDigit(text, i, out length, out var digits) && !text.Is(i, CharKinds.Digits)) masked += digits;
        }

        return masked;
    }
}
