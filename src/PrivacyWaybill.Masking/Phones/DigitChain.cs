using System.Runtime.CompilerServices;
using PrivacyWaybill.Masking.Profiles;
using PrivacyWaybill.Masking.Text;

namespace PrivacyWaybill.Masking.Phones;

/// <summary>
/// Digits of any spelling that may be one number: runs joined by spaces, hyphens, dots and round brackets. Characters
/// that hide a digit (<c>*</c>, <c>xx</c>, the smiley <c>^_^</c> for four) count as digits of unknown value.
/// </summary>
internal ref struct DigitChain
{
    /// <summary>Digits kept at most; the longest known form has 18.</summary>
    public const int Capacity = 24;

    /// <summary>The value of a hidden digit.</summary>
    public const sbyte Hidden = -1;

    // The shortest run for which the smile waybill prints its smiley.
    private const int FewestSmileyDigits = 4;
    private const int MobileHead = 3;
    private const int LongestName = 4;
    private const int MobileTail = 4;
    private const int SmileyLength = 3;

    private DigitBuffer _digits;
    private EndBuffer _ends;

    /// <summary>The number of digits, at most <see cref="Capacity"/>.</summary>
    public int Count { get; private set; }

    /// <summary>Bit k is set when a run ends after k digits.</summary>
    public uint Boundaries { get; private set; }

    /// <summary>Bit k is set when something stands between two digits after k of them.</summary>
    public uint Breaks { get; private set; }

    /// <summary>Whether a plus sign stands before the first digit.</summary>
    public bool International { get; private set; }

    /// <summary>The values, 0 to 9 or <see cref="Hidden"/>.</summary>
    [System.Diagnostics.CodeAnalysis.UnscopedRef]
    public readonly ReadOnlySpan<sbyte> Digits => ((ReadOnlySpan<sbyte>)_digits)[..Count];

    /// <summary>The index in the text after the digit with a number, counted from one.</summary>
    public readonly int EndOf(int digit) => _ends[digit - 1];

    /// <summary>Whether a digit, or what hides one, stands at an index, and how long it is there.</summary>
    /// <param name="text">The text.</param>
    /// <param name="index">Where to look.</param>
    /// <param name="length">Code units it takes.</param>
    /// <param name="digits">Digits it stands for.</param>
    public static bool IsDigit(FieldText text, int index, out int length, out int digits)
    {
        length = digits = 1;
        switch (text.KindAt(index))
        {
            // 49239678×062: one times sign between digits leads to an extension.
            case CharKind.Mask when text[index] is '×' && text.Is(index - 1, CharKinds.PlainDigits) && text.Is(index + 1, CharKinds.PlainDigits):
                return false;
            case CharKind.Digit or CharKind.WideDigit or CharKind.HanDigit or CharKind.Mask:
                length = text.NextGrapheme(index) - index;
                return true;
            case CharKind.Latin when IsLetterMask(text, index):
                length = text.NextGrapheme(index) - index;
                return true;
            case CharKind.Punctuation when text.Has(index, "^_^") && text.IsCut(index + SmileyLength):
                length = SmileyLength;
                digits = SmileyDigits(text, index);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Reads the chain that starts with the digit at an index.</summary>
    public static DigitChain Read(FieldText text, int from, int to)
    {
        var chain = new DigitChain { International = text.KindAt(from - 1) is CharKind.Plus };
        var previous = text.KindAt(from);
        var inside = false;
        var isPlain = (text.Seen & CharKinds.Complex) == 0;
        for (var i = from; i < to && chain.Count < Capacity;)
        {
            var kind = text.KindAt(i);
            // 13812345678*先生: the star is a person's.
            if (kind is CharKind.Mask && chain.Count >= PhoneStyle.MobileDigits && IsPersons(text, i)) break;
            if (IsDigit(text, i, out var length, out var digits))
            {
                if (chain.Count > 0 && !inside) chain.Breaks |= 1u << chain.Count;
                // 张三13812345678: a change of spelling may be the end of a run, too.
                if (chain.Count > 0 && (!inside || kind is CharKind.HanDigit != previous is CharKind.HanDigit && kind is not CharKind.Mask))
                    chain.Boundaries |= 1u << chain.Count;
                if (kind is CharKind.Digit && isPlain)
                {
                    for (var end = Math.Min(to, i + Math.Min(text.DigitsAt(i), Capacity - chain.Count)); i < end; i++)
                    {
                        chain._digits[chain.Count] = (sbyte)(text[i] - '0');
                        chain._ends[chain.Count++] = i + 1;
                    }

                    previous = kind;
                    inside = true;
                    continue;
                }

                i += length;
                chain.Append(text, i - length, kind, i, digits);
                previous = kind is CharKind.Mask ? previous : kind;
                inside = true;
            }
            else if (IsJoint(text, i, kind))
            {
                // What cannot be seen ends no run.
                inside &= kind is CharKind.Joining;
                i++;
            }
            else
            {
                break;
            }
        }

        if (chain.Count < Capacity || !IsDigit(text, chain.EndOf(Capacity), out _, out _) || chain.EndOf(Capacity) >= to)
            chain.Boundaries |= 1u << chain.Count;
        return chain;
    }

    private static bool IsPersons(FieldText text, int index)
    {
        for (var steps = 0; steps < LongestName && text.KindAt(index) is CharKind.Mask && index < text.Length; steps++) index++;
        return text.KindAt(index) is CharKind.Han;
    }

    // What a mobile number lacks: 138^_^5678 hides four digits, 138^_^78 six.
    private static int SmileyDigits(FieldText text, int index) => Math.Max(
        FewestSmileyDigits,
        PhoneStyle.MobileDigits - CountBeside(text, index - 1, -1, MobileHead) - CountBeside(text, index + SmileyLength, 1, MobileTail));

    /// <summary>Counts digits, masked ones too, from an index on in a direction, up to a limit.</summary>
    private static int CountBeside(FieldText text, int index, int step, int limit)
    {
        var count = 0;
        for (var steps = 0; steps < 2 * limit && count < limit; steps++, index += step)
        {
            if (text.Is(index, CharKinds.Digits | 1u << (int)CharKind.Mask)) count++;
            // 133^_^84 86-10-…: what stands behind a joint is another number's.
            else if (count > 0 || (uint)index >= (uint)text.Length || !IsJoint(text, index, text.KindAt(index))) break;
        }

        return count;
    }

    /// <summary>Whether a character may stand between two digits of one number.</summary>
    public static bool IsJoint(FieldText text, int index, CharKind kind) => kind switch
    {
        CharKind.Space or CharKind.Dash or CharKind.Dot or CharKind.Joining or CharKind.Interpunct => true,
        CharKind.Punctuation => text[index] is '_',
        CharKind.Open => text[index] is '(' or '（',
        CharKind.Close => text[index] is ')' or '）',
        _ => false,
    };

    private void Append(FieldText text, int index, CharKind kind, int end, int digits)
    {
        var value = kind is CharKind.Digit or CharKind.WideDigit or CharKind.HanDigit
            ? (sbyte)HanNumerals.ValueOf(text[index], kind)
            : Hidden;
        for (; digits > 0 && Count < Capacity; digits--)
        {
            _digits[Count] = value;
            _ends[Count] = end;
            Count++;
        }
    }

    // 138xxxx5678. One x alone is the x of an extension.
    private static bool IsLetterMask(FieldText text, int index) =>
        text[index] is 'x' or 'X' && (text[index + 1] is 'x' or 'X' || text[index - 1] is 'x' or 'X');

    [InlineArray(Capacity)]
    private struct DigitBuffer
    {
        private sbyte _first;
    }

    [InlineArray(Capacity)]
    private struct EndBuffer
    {
        private int _first;
    }
}
