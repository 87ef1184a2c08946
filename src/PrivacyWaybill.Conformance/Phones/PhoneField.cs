using PrivacyWaybill.Conformance.Text;

namespace PrivacyWaybill.Conformance.Phones;

/// <summary>A field that holds phones: every number in it, of whatever kind, has to be hidden.</summary>
internal static class PhoneField
{
    /// <summary>The most digits of a number with its prefix.</summary>
    private const int LongestInGroups = 15;

    private static readonly string[] s_prefixes = ["0086", "86", "0"];
    private static readonly WordList s_extensionWords = new("分机号", "分机", "转接", "转", "ext.", "ext", "extension", "x");

    /// <summary>Judges all numbers of a field.</summary>
    /// <param name="text">The field.</param>
    /// <param name="declaredVirtual">A single number may be shown whole, with its extension.</param>
    /// <param name="candidates">Mobile numbers that the shown digits fit, the fewest of the field; null without a mobile number.</param>
    public static Violations Judge(ReadOnlySpan<Glyph> text, bool declaredVirtual, out long? candidates)
    {
        candidates = null;
        var violations = Violations.None;
        var numbers = 0;
        for (var i = 0; i < text.Length;)
        {
            if (!DigitRun.StartsAt(text, i) || IsTag(text, i))
            {
                i++;
                continue;
            }
            var run = ReadNumber(text, i, out var holds, out var mobile);
            var end = Math.Max(run.End, i + 1);
            // Fewer than seven digits are a number of their own (a short or inner one) where nothing else stands before.
            if (run.Places >= 3 && (numbers == 0 || run.Places > PhoneRule.LeastHidden) || run.Open)
            {
                numbers++;
                if (!holds) violations |= Violations.PhoneDigitsShown;
                if (mobile)
                {
                    var hidden = run.Open ? PhoneRule.MobileDigits - run.Shown : run.Hidden;
                    var fit = PhoneRule.Candidates(Math.Max(hidden, 0), run.First < 0, run.Second < 0);
                    candidates = candidates is { } other ? Math.Min(other, fit) : fit;
                }
                if (TryExtension(text, end, out var extension))
                {
                    if (extension.Shown > 0) violations |= Violations.ExtensionShown;
                    end = extension.End;
                }
            }
            i = end;
        }
        return declaredVirtual && numbers <= 1
            ? violations & ~(Violations.PhoneDigitsShown | Violations.ExtensionShown)
            : violations;
    }

    private static DigitRun ReadNumber(ReadOnlySpan<Glyph> text, int start, out bool holds, out bool mobile)
    {
        var international = text.RuneAt(start - 1) == '+' || text.RuneAt(start - 1) == '(' && text.RuneAt(start - 2) == '+';
        mobile = false;
        if (!international && DialPlan.TryMobile(text, start, out var run))
        {
            mobile = text[run.Start].Digit == 1 || run.Shown > 0 || run.Masks == 0;
            // Behind a prefix that is hidden as well, the number ends later: *******-****-***6.
            if (run.Masks == run.Places) TakeGroups(text, ref run, whole: run.FirstBlock is 5 or 7);
            holds = PhoneRule.Holds(run.Places, run.Shown);
            return run;
        }
        var code = international ? DialPlan.CountryCode(text, start)
            : DialPlan.HasDigits(text, start, "00") && DialPlan.CountryCode(text, start + 2) is > 0 and var after ? after + 2
            : DialPlan.HasDigits(text, start, "86") && IsCodeOfItsOwn(text, start + 2) ? 2
            : 0;
        if (code > 0)
        {
            var national = start + code;
            while (national < text.Length && DigitRun.IsJoiner(text[national])) national++;
            if (code is 2 or 4 && DialPlan.HasDigits(text, start + code - 2, "86")) return ReadDomestic(text, national, out holds, out mobile);
            run = DigitRun.Read(text, national, 15);
            // Hong Kong and Macau have eight digits, others up to twelve.
            var isShort = code is 3 or 5 && (DialPlan.HasDigits(text, start + code - 3, "852") || DialPlan.HasDigits(text, start + code - 3, "853"));
            holds = run.Open ? PhoneRule.HoldsOpen(!isShort, run.Shown) : PhoneRule.Holds(run.Places, run.Shown);
            return run;
        }
        if (DialPlan.AreaCode(text, start) is > 0 and var area && TryLocal(text, start + area, out run))
        {
            holds = run.Open ? PhoneRule.HoldsOpen(false, run.Shown) : PhoneRule.Holds(run.Places, run.Shown);
            return run;
        }
        return ReadAny(text, start, out holds, out mobile);
    }

    /// <summary>After the country code 86: a mobile number, or an area code that has lost its zero.</summary>
    private static DigitRun ReadDomestic(ReadOnlySpan<Glyph> text, int start, out bool holds, out bool mobile)
    {
        mobile = false;
        if (start < text.Length && DialPlan.TryMobile(text, start, out var run))
        {
            mobile = true;
            holds = PhoneRule.Holds(run.Places, run.Shown);
            return run;
        }
        var area = DialPlan.AreaCode(text, start);
        if (area == 0) area = text.RuneAt(start) == '2' || DialPlan.HasDigits(text, Math.Min(start, text.Length), "10") ? 2 : 3;
        if (TryLocal(text, start + area, out run))
        {
            holds = run.Open ? PhoneRule.HoldsOpen(false, run.Shown) : PhoneRule.Holds(run.Places, run.Shown);
            return run;
        }
        return ReadAny(text, Math.Min(start, text.Length), out holds, out mobile);
    }

    /// <summary>The seven or eight digits behind an area code.</summary>
    private static bool TryLocal(ReadOnlySpan<Glyph> text, int start, out DigitRun run)
    {
        run = default;
        var gap = 0;
        while (start < text.Length && gap <= 4 && DigitRun.IsJoiner(text[start])) (start, gap) = (start + 1, gap + 1);
        if (start >= text.Length || !text[start].IsDigitPlace) return false;
        var block = DigitRun.ReadBlock(text, start);
        if (IsOpen(block))
        {
            run = block with { Open = true };
            return true;
        }
        return DigitRun.TryLocal(text, start, out run);
    }

    /// <summary>Any other number: blocks are joined until they make a number.</summary>
    private static DigitRun ReadAny(ReadOnlySpan<Glyph> text, int start, out bool holds, out bool mobile)
    {
        mobile = false;
        if (start >= text.Length)
        {
            holds = true;
            return new DigitRun { Start = start, End = start };
        }
        var run = DigitRun.ReadBlock(text, start, int.MaxValue);
        if (IsOpen(run) || DigitRun.TryOverSmile(text, ref run))
        {
            // The end may stand in a group of its own: 1^_^-5133.
            mobile = IsMobileHead(run);
            if (mobile || run.First < 0) TakeGroups(text, ref run);
            holds = HoldsOpen(text, run);
            return run with { Open = true };
        }
        // **-138…: a country code that is hidden as well.
        if (run.Masks == run.Places && run.Places <= 4 && IsNumberOfItsOwn(text, SkipJoiners(text, run.End)))
        {
            holds = true;
            return run;
        }
        // ****-**2-815 may be one number in groups, as long as it shows no more than one may.
        if (run.First < 0) TakeGroups(text, ref run);
        var enough = text[start].Digit == 0 || IsService(text, start) ? 10 : 7;
        while (run.Places < 15)
        {
            var more = DigitRun.Read(text, start, run.Places + 1);
            if (more.Places == run.Places) break;
            var block = DigitRun.ReadBlock(text, more.End - 1);
            if (block.Open || run.Places + block.Places > 15) break;
            // A block that is hidden in part belongs to the number; an extension is hidden or shown as a whole.
            if (run.Places >= enough && (block.Masks == 0 || block.Shown == 0 || IsNumberOfItsOwn(text, more.End - 1))) break;
            run = DigitRun.Read(text, start, run.Places + block.Places);
        }
        holds = PhoneRule.Holds(run.Places, run.Shown);
        return run;
    }

    private static void TakeGroups(ReadOnlySpan<Glyph> text, ref DigitRun run, bool whole = true)
    {
        while (true)
        {
            var more = DigitRun.Read(text, run.Start, run.Places + 1);
            if (more.Places == run.Places) return;
            var block = DigitRun.ReadBlock(text, more.End - 1);
            if (!whole && block.Masks == 0 || IsNumberOfItsOwn(text, more.End - 1)) return;
            if (block.Open || run.Places + block.Places > LongestInGroups || run.Shown + block.Shown > PhoneRule.MobileDigits - PhoneRule.LeastHidden) return;
            run = DigitRun.Read(text, run.Start, run.Places + block.Places);
        }
    }

    private static bool IsMobileHead(DigitRun run) => run.First == 1 && run.Second is < 0 or >= 3;

    private static bool IsService(ReadOnlySpan<Glyph> text, int start) => DialPlan.HasDigits(text, start, "400") || DialPlan.HasDigits(text, start, "800");

    /// <summary>How many digits a number with a smiley may show depends on how many it has: ten of a service, eleven of a mobile.</summary>
    private static bool HoldsOpen(ReadOnlySpan<Glyph> text, DigitRun run)
    {
        if (IsService(text, run.Start)) return run.Shown <= 4;
        foreach (var prefix in s_prefixes)
            if (DialPlan.HasDigits(text, run.Start, prefix) && text.RuneAt(run.Start + prefix.Length) is '1' or '*') return PhoneRule.HoldsOpen(true, run.Shown - prefix.Length);
        // (02)2^_^0, 10-^_^16: the first group is an area code.
        if (!IsMobileHead(run) && run.First >= 0 && run.Blocks > 1 && run.FirstBlock is >= 2 and <= 4) return PhoneRule.HoldsOpen(false, run.Shown - run.FirstBlock);
        // ^_^5678 may be the end of a mobile number.
        return PhoneRule.HoldsOpen(IsMobileHead(run) || run.First < 0, run.Shown);
    }

    /// <summary>A mask of up to three characters beside digits may stand for more than it has, as the smiley does.</summary>
    private static bool IsOpen(DigitRun block) => block.Open || block.MaskStretches == 1 && block.LongestMask == 3 && block.Shown > 0;

    private static bool TryExtension(ReadOnlySpan<Glyph> text, int end, out DigitRun extension)
    {
        extension = default;
        var at = end;
        if (IsNumberOfItsOwn(text, SkipJoiners(text, end))) return false;
        while (at < text.Length && at - end < 8)
        {
            if (text[at].IsDigitPlace && !text[at].Is(GlyphKind.Mask)) break;
            if (text[at].Is(GlyphKind.Mask) && at > end) break;
            var word = text.AnyAt(at, s_extensionWords);
            if (word == 0 && text[at].Rune is not (' ' or '-' or ',' or '#' or '*' or '.' or ';' or ':' or '(')) return false;
            at += Math.Max(word, 1);
        }
        // A space alone, or a new bracket, starts something else.
        if (at == end || at >= text.Length || !text[at].IsDigitPlace || text[(end)..at].IndexOfAnyJoint() < 0) return false;
        extension = DigitRun.ReadBlock(text, at);
        return !extension.Open && extension.Places <= PhoneRule.LeastHidden;
    }

    /// <summary>13812345678,138 1234 5678 or ,0755-83712345: what follows is no extension.</summary>
    private static bool IsNumberOfItsOwn(ReadOnlySpan<Glyph> text, int at)
    {
        if (at >= text.Length) return false;
        if (DialPlan.TryMobile(text, at, out _) || DialPlan.HasDigits(text, at, "86") && IsCodeOfItsOwn(text, at + 2)) return true;
        if (DialPlan.AreaCode(text, at) is > 0 and var area && TryLocal(text, at + area, out _)) return true;
        var run = DigitRun.ReadBlock(text, at);
        return run.Open || DigitRun.TryOverSmile(text, ref run) && (IsMobileHead(run) || run.First == 0);
    }

    private static int SkipJoiners(ReadOnlySpan<Glyph> text, int at)
    {
        while (at < text.Length && DigitRun.IsJoiner(text[at])) at++;
        return at;
    }

    private static int IndexOfAnyJoint(this ReadOnlySpan<Glyph> gap)
    {
        for (var i = 0; i < gap.Length; i++)
            if (!gap[i].Is(GlyphKind.Space) && gap[i].Rune is not ('(' or '.' or ':' or ';')) return i;
        return -1;
    }

    /// <summary>86 as a block of its own, before further digits.</summary>
    private static bool IsCodeOfItsOwn(ReadOnlySpan<Glyph> text, int end) =>
        end + 1 < text.Length && DigitRun.IsJoiner(text[end]) && (text[end + 1].IsDigitPlace || DigitRun.IsJoiner(text[end + 1]));

    /// <summary>The tag in square brackets that platforms append to a party, no more than a reference: [1234].</summary>
    private static bool IsTag(ReadOnlySpan<Glyph> text, int start)
    {
        var end = start;
        while (end < text.Length && end - start < 7 && text[end].IsDigitPlace) end++;
        return end - start <= PhoneRule.LeastHidden && text.RuneAt(start - 1) is '[' or '【' && text.RuneAt(end) is ']' or '】';
    }
}
