using System.Numerics;
using PrivacyWaybill.Masking.Profiles;

namespace PrivacyWaybill.Masking.Phones;

/// <summary>
/// The forms of phone numbers (ITU-T E.164; the Chinese numbering plan). Whether a segment is in use classifies
/// nothing here: tomorrow's segments are masked like today's.
/// </summary>
internal static class PhoneShapes
{
    private const int MobileDigits = 11;
    private const int ServiceDigits = 10;
    private const int ServiceCode = 3;
    private const int LocalDigits = 7;

    /// <summary>Matches a number in a phone field, where every digit belongs to one.</summary>
    public static PhoneShape Match(in DigitChain chain)
    {
        if (TryMatch(chain, strict: false, out var shape)) return shape;
        var d = chain.Digits;
        var ends = chain.Boundaries;
        if (d is [1, >= 3 or DigitChain.Hidden, ..])
        {
            // One digit too few, one or two too many.
            var count = Ends(ends, MobileDigits - 1) ? MobileDigits - 1
                : Ends(ends, MobileDigits + 1) ? MobileDigits + 1
                : Ends(ends, MobileDigits + 2) ? MobileDigits + 2 : 0;
            if (count > 0) return new(count, 0, HasHead: true, IsMobile: false);
        }

        // ******78 8613987654321, 400^_^3 010-…: a run that arrives masked up to its tail is a number by itself when another follows.
        var run = BitOperations.TrailingZeroCount(ends);
        if (run >= LocalDigits && d.Length - run >= LocalDigits && d[run - 1] != DigitChain.Hidden && d[..run].Count(DigitChain.Hidden) >= PhoneStyle.StandardHidden) return new(run, 0, false, false);

        // Local numbers start with no zero; what does, or has its first digit hidden, is taken as one number.
        if (d[0] <= 0) return new(chain.Count, 0, false, false);
        return new(Ends(ends, 8) ? 8 : Ends(ends, 7) ? 7 : chain.Count, 0, false, false);
    }

    /// <summary>Matches a complete number of a known form at the start of a chain.</summary>
    /// <param name="chain">The digits.</param>
    /// <param name="strict">Whether runs must fall as people write them.</param>
    /// <param name="shape">The number's form.</param>
    public static bool TryMatch(in DigitChain chain, bool strict, out PhoneShape shape)
    {
        var d = chain.Digits;
        var ends = chain.Boundaries;
        if (chain.International || d is [0, 0, > 0, ..])
        {
            var skip = chain.International ? 0 : 2;
            var prefix = skip + CountryCodes.LengthOf(d[skip..]);
            if (prefix == skip + 2 && d[skip] == 8 && d[skip + 1] == 6)
            {
                if (TryMainland(chain, prefix, strict, out shape)) return true;
            }
            else if (prefix > skip)
            {
                // E.164: at most 15 digits with the country code.
                for (var digits = 12; digits >= 7; digits--)
                {
                    if (!Ends(ends, prefix + digits)) continue;
                    // Some write the long-distance zero behind the country code, too.
                    shape = new(prefix + digits, d[prefix] == 0 ? prefix + 1 : prefix, false, false);
                    return true;
                }
            }
        }
        else if (d is [8, 6, ..] && (Ends(ends, 2) || d is [_, _, 0 or 1, ..] && IsOneRun(ends, chain.Count)) && TryMainland(chain, 2, strict, out shape))
        {
            return true;
        }

        return TryMainland(chain, 0, strict, out shape);
    }

    private static bool TryMainland(in DigitChain chain, int prefix, bool strict, out PhoneShape shape)
    {
        shape = default;
        var d = chain.Digits;
        var ends = chain.Boundaries;
        if (d.Length < prefix + 7) return false;
        var rest = d[prefix..];
        var trunk = rest is [0, 1, >= 3 or DigitChain.Hidden, ..] ? 1 : 0;
        if (rest[trunk] == 1 && (!strict || rest[trunk + 1] >= 3))
        {
            shape = new(prefix + trunk + MobileDigits, prefix + trunk, HasHead: true, IsMobile: true);
            if (Ends(ends, shape.Count) && (!strict || IsUsual(chain.Breaks >> shape.Prefix))) return true;
        }

        // 4005973-924 is a local number with an extension.
        if (rest is [4 or 8, 0, 0, ..] && !strict && (ends >> prefix & ((1u << ServiceDigits) - 2)) != 1u << LocalDigits)
        {
            shape = new(prefix + ServiceDigits, prefix + ServiceCode, HasHead: false, IsMobile: false);
            if (Ends(ends, shape.Count)) return true;
        }

        // 03 08 16 21 28 31: no area code is written in halves.
        shape = default;
        return !(strict && prefix == 0 && (chain.Breaks & (1 << 2 | 1 << 1)) == 1 << 2) && TryLandline(rest, ends, prefix, strict, out shape);
    }

    private static bool TryLandline(ReadOnlySpan<sbyte> rest, uint ends, int prefix, bool strict, out PhoneShape shape)
    {
        shape = default;
        // 010 and 02x; all other area codes have four digits with their zero, which a country code replaces.
        var area = rest[0] switch
        {
            0 => rest[1] is 1 or 2 ? 3 : rest[1] >= 3 ? 4 : 0,
            1 when prefix > 0 && rest[1] == 0 => 2,
            2 when prefix > 0 => 2,
            >= 3 when prefix > 0 => 3,
            _ => 0,
        };
        if (area == 0) return false;
        area += prefix;
        if (strict && !Ends(ends, area) && (ends & ((1u << (area + 7)) - 1) & ~((1u << (prefix + 1)) - 1)) != 0) return false;
        for (var local = 8; local >= 7; local--)
        {
            shape = new(area + local, area, false, false);
            if (Ends(ends, shape.Count)) return true;
        }

        return false;
    }

    private static bool IsOneRun(uint boundaries, int digits) => (boundaries & ((1u << Math.Min(digits, 31)) - 2)) == 0;

    private static bool Ends(uint boundaries, int digits) => digits < 32 && (boundaries >> digits & 1) != 0;

    // In text that is not a phone field, digits in several runs are one number only if people write it so:
    // whole, 3-4-4, 3-8, 7-4, 3-3-5, 5-6, 4-3-4, and digit by digit.
    private static bool IsUsual(uint breaks) =>
        (breaks & ((1u << MobileDigits) - 2)) is 0 or (1 << 3 | 1 << 7) or 1 << 3 or 1 << 7 or (1 << 3 | 1 << 6) or 1 << 5
            or (1 << 4 | 1 << 7) or (1 << MobileDigits) - 2;
}
