using PrivacyWaybill.Masking.Text;

namespace PrivacyWaybill.Masking.Phones;

/// <summary>Finds phone numbers in text that is not a phone field, one after another.</summary>
internal struct PhoneScan(FieldText text, int from, int to)
{
    // Shorter runs are house and room numbers; the shortest local number has seven digits.
    private const int ShortestUnknown = 7;

    private readonly FieldText _text = text;
    private int _next = from;

    /// <summary>Finds the next number; false at the end of the range.</summary>
    /// <param name="phone">The number.</param>
    /// <param name="unknown">Whether a run of seven or more digits without a known form counts as a number.</param>
    public bool TryFind(out PhoneNumber phone, bool unknown = true)
    {
        phone = default;
        if ((_text.Seen & CharKinds.Digits) == 0) return false;
        while (_next < to)
        {
            // Stars that hide a name may stand before a number; what hides a number stands inside it.
            if (!_text.Is(_next, CharKinds.Digits))
            {
                _next = _text.NextGrapheme(_next);
                continue;
            }

            if (TryMatchAt(_text, _next, to, unknown, out phone, out _next)) return true;
        }

        return false;
    }

    /// <summary>Whether a number starts with the digit at an index.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">The index of a digit that no digit precedes.</param>
    /// <param name="to">The end of the range.</param>
    /// <param name="unknown">Whether a run of seven or more digits without a known form counts as a number.</param>
    /// <param name="phone">The number.</param>
    /// <param name="next">The index after the number, or after the run of digits that is none.</param>
    public static bool TryMatchAt(FieldText text, int start, int to, bool unknown, out PhoneNumber phone, out int next)
    {
        var chain = DigitChain.Read(text, start, to);
        if (PhoneShapes.TryMatch(chain, strict: true, out var shape))
        {
            next = chain.EndOf(shape.Count);
            phone = new(start, next, shape);
            return true;
        }

        // Only a number of unknown form is taken to its end; what has too many digits for any other is none, however long it is.
        next = SkipRun(text, start, to, unknown ? int.MaxValue : DigitChain.Capacity, out var known, out var digits);
        phone = new(start, next, new(digits, 0, false, false));
        return unknown && known >= ShortestUnknown;
    }

    private static int SkipRun(FieldText text, int start, int to, int most, out int known, out int digits)
    {
        known = digits = 0;
        var han = text.KindAt(start) is CharKind.HanDigit;
        while (start < to && digits < most && text.KindAt(start) is CharKind.HanDigit == han
            && DigitChain.IsDigit(text, start, out var length, out var count))
        {
            if (text.Is(start, CharKinds.Digits)) known++;
            digits += count;
            start += length;
        }

        return start;
    }
}
