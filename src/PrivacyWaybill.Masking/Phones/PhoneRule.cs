using PrivacyWaybill.Masking.Leaks;
using PrivacyWaybill.Masking.Profiles;
using PrivacyWaybill.Masking.Text;

namespace PrivacyWaybill.Masking.Phones;

/// <summary>The phone field: numbers, extensions, notes.</summary>
internal readonly struct PhoneRule : IFieldRule
{
    // 张二三 at most: longer runs of Han numerals are numbers.
    private const int LongestNumeralName = 2;

    // Digits of one spelling and what joins them, nothing masked yet.
    private const uint Plain = CharKinds.PlainDigits | 1u << (int)CharKind.Space | 1u << (int)CharKind.Dash | 1u << (int)CharKind.Plus
        | 1u << (int)CharKind.Open | 1u << (int)CharKind.Close;

    /// <inheritdoc/>
    public static CharClasses Classes => CharClasses.WithoutStops;

    /// <inheritdoc/>
    public static void Mask(FieldText text, MaskOutput output)
    {
        var kept = 0;
        for (var i = 0; i < text.Length;)
        {
            if (!DigitChain.IsDigit(text, i, out _, out _))
            {
                if (!text.Is(i - 1, 1u << (int)CharKind.Latin) && AccountLeaks.TryFind(text, i, out var account))
                {
                    var start = Math.Max(kept, text.GraphemeStart(account.Start));
                    i = text.GraphemeEnd(account.End);
                    PhoneNote.Mask(text, kept, start, output);
                    output.Run(text.CountGraphemes(start, i));
                    output.Note(MaskNotes.IdentityFound);
                    kept = i;
                    continue;
                }

                i = text.NextGrapheme(i);
                continue;
            }

            // 伍林 16383362790, 李四13987654321: a numeral that is a name, or part of one.
            if (text.KindAt(i) is CharKind.HanDigit && IsName(text, i, out var name))
            {
                i = name;
                continue;
            }

            // *女士, 李*138******78: stars beside Han characters stand for one of them.
            if (text.KindAt(i) is CharKind.Mask && StarsEnd(text, i) is var stars
                && (text.KindAt(stars) is CharKind.Han || text.KindAt(i - 1) is CharKind.Han && StartsMobile(text, stars)))
            {
                i = stars;
                continue;
            }

            PhoneNote.Mask(text, kept, i, output);
            var chain = DigitChain.Read(text, i, text.Length);
            var shape = PhoneShapes.Match(chain);
            var end = chain.EndOf(shape.Count);
            if (shape.Count == DigitChain.Capacity) (end, shape) = Extend(text, end, shape);
            new PhoneNumber(i, end, shape).Mask(text, output);
            // One number that is the whole field is its own masked form; what stands beside it may not be.
            if (i == 0 && end == text.Length && (text.Seen & ~Plain) == 0 && output.Styles.Phone == PhoneStyle.Gb41833) output.Settle();
            kept = i = end;
        }

        PhoneNote.Mask(text, kept, text.Length, output);
    }

    private static bool IsName(FieldText text, int index, out int end)
    {
        end = index;
        while (text.KindAt(end) is CharKind.HanDigit) end++;
        return end - index <= LongestNumeralName && text[index - 1] is not ('转' or '轉' or '机' or '機' or '线')
            && (text.KindAt(end) is CharKind.Han or CharKind.Digit or CharKind.WideDigit || text.KindAt(index - 1) is CharKind.Han);
    }

    private static bool StartsMobile(FieldText text, int index)
    {
        while (text.KindAt(index) is CharKind.Space && index < text.Length) index++;
        return text.Is(index, CharKinds.PlainDigits)
            && PhoneScan.TryMatchAt(text, index, text.Length, unknown: false, out var phone, out _) && phone.Shape.IsMobile;
    }

    private static int StarsEnd(FieldText text, int index)
    {
        while (text.KindAt(index) is CharKind.Mask) index++;
        return index;
    }

    /// <summary>Takes what follows a chain without a known form into it: no number is that long, so nothing may show.</summary>
    private static (int End, PhoneShape Shape) Extend(FieldText text, int end, PhoneShape shape)
    {
        var count = shape.Count;
        for (var i = end; i < text.Length;)
        {
            var isDigit = DigitChain.IsDigit(text, i, out var length, out var digits);
            if (!isDigit && !DigitChain.IsJoint(text, i, text.KindAt(i))) break;
            i += length;
            if (!isDigit) continue;
            count += digits;
            end = i;
        }

        return (end, shape with { Count = count });
    }
}
