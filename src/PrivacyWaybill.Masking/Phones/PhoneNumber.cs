using PrivacyWaybill.Masking.Profiles;
using PrivacyWaybill.Masking.Text;

namespace PrivacyWaybill.Masking.Phones;

/// <summary>One number found in a text.</summary>
/// <param name="Start">The index of its first digit.</param>
/// <param name="End">The index after its last.</param>
/// <param name="Shape">How its digits fall into parts.</param>
internal readonly record struct PhoneNumber(int Start, int End, PhoneShape Shape)
{
    // Of eleven digits less the six that the standard hides five stay; without a network code at the head no more than a tail.
    private const int MostShownWithHead = 5;
    private const int MostShown = 4;

    /// <summary>Writes the number masked, its separators kept.</summary>
    public void Mask(PhoneStyle style, in FieldText text, ref MaskOutput output)
    {
        var body = Shape.Count - Shape.Prefix;
        var masked = CountMasked(text);
        if (masked > 0)
        {
            var kept = (masked >= style.Hidden || masked == body) && body - masked <= (Shape.HasHead ? MostShownWithHead : MostShown);
            output.Note(kept ? MaskNotes.AlreadyMasked : MaskNotes.MaskedFurther);
            if (kept)
            {
                output.Keep(Start, End);
                return;
            }
        }

        var spare = Math.Max(0, body - style.Hidden);
        var head = Shape.HasHead ? Math.Min(style.MobileHead, spare) : 0;
        var tail = Math.Min(style.Tail, spare - head);
        Write(text, Shape.Prefix + head, Shape.Count - tail, ref output);
    }

    /// <summary>Stars for the digits from one number of digits up to another; everything else stays.</summary>
    private void Write(in FieldText text, int firstHidden, int firstTail, ref MaskOutput output)
    {
        var kept = Start;
        var digit = 0;
        var inside = false;
        for (int i = Start, length; i < End; i += length)
        {
            inside = DigitChain.IsDigit(text, i, inside, out length, out var digits);
            if (!inside) continue;
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

    private int CountMasked(in FieldText text)
    {
        if ((text.Seen & (1u << (int)CharKind.Mask | 1u << (int)CharKind.Latin | 1u << (int)CharKind.Punctuation)) == 0) return 0;
        var masked = 0;
        var inside = false;
        for (int i = Start, length; i < End; i += length)
        {
            inside = DigitChain.IsDigit(text, i, inside, out length, out var digits);
            if (inside && !text.Is(i, CharKinds.Digits)) masked += digits;
        }

        return masked;
    }
}
