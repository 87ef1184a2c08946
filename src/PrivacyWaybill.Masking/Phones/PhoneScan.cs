using PrivacyWaybill.Masking.Text;

namespace PrivacyWaybill.Masking.Phones;

/// <summary>Finds phone numbers in text that is not a phone field, one after another.</summary>
internal ref struct PhoneScan(FieldText text, int from, int to)
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
            if (!DigitChain.IsDigit(_text, _next, false, out _, out _))
            {
                _next = _text.NextGrapheme(_next);
                continue;
            }

            var start = _next;
            var chain = DigitChain.Read(_text, start, to);
            if (PhoneShapes.TryMatch(chain, strict: true, out var shape))
            {
                phone = new(start, chain.EndOf(shape.Count), shape);
                _next = phone.End;
                return true;
            }

            var (known, digits) = SkipRun();
            if (!unknown || known < ShortestUnknown) continue;
            phone = new(start, _next, new(digits, 0, false, false));
            return true;
        }

        return false;
    }

    private (int Known, int Digits) SkipRun()
    {
        int known = 0, digits = 0;
        var inside = false;
        var han = _text.KindAt(_next) is CharKind.HanDigit;
        while (_next < to && _text.KindAt(_next) is CharKind.HanDigit == han
            && DigitChain.IsDigit(_text, _next, inside, out var length, out var count))
        {
            if (_text.Is(_next, CharKinds.Digits)) known++;
            digits += count;
            inside = true;
            _next += length;
        }

        return (known, digits);
    }
}
