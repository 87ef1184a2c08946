using PrivacyWaybill.Conformance.Text;

namespace PrivacyWaybill.Conformance.Phones;

/// <summary>
/// Phones in a text that may hold anything. A number has to look like one on its own: eleven digits of a mobile, area code
/// and local number, a country code, or any number behind a word that announces one.
/// </summary>
internal static class PhoneInText
{
    private static readonly WordList s_phoneWords = new(
        "电话号码", "手机号码", "联系方式", "电话", "手机号", "手机", "座机", "致电", "拨打", "号码", "tel", "phone", "mobile", "mob", "call");

    private static readonly WordList s_orderWords = new(
        "单号", "订单", "运单", "快递单", "编号", "流水号", "取件码", "提货码", "取货码", "验证码", "发票", "合同号", "货号", "条码", "批号", "券码",
        "兑换码", "序列号");

    private static readonly WordList s_carriers = new(
        "jdva", "jdvb", "jdvc", "jdve", "jdx", "jd", "sf", "yt", "jt", "dpk", "zto", "sto", "yto", "ems");

    private static readonly WordList s_amounts = new(
        "mm", "cm", "km", "kg", "ml", "元", "米", "件", "片", "克", "只", "个", "箱", "块", "%", "m", "g", "w");

    private static readonly CharacterSet s_orderJoints = new(":#号是为");

    /// <summary>Judges all phones of a text, and marks their glyphs as used.</summary>
    public static Violations Judge(Span<Glyph> text)
    {
        var violations = Violations.None;
        for (var i = 0; i < text.Length;)
        {
            if (!(DigitRun.StartsAt(text, i) ? TryNumber(text, i, out var run, out var holds) : TryBehindMask(text, i, out run, out holds)))
            {
                i++;
                continue;
            }
            if (!holds) violations |= Violations.PhoneInText;
            for (var k = i; k < run.End; k++) text[k].Kind |= GlyphKind.Used;
            i = Math.Max(run.End, i + 1);
        }
        return violations;
    }

    /// <summary>A mobile number right behind the mask of something else: 张*13812345678, 6栋***138******78.</summary>
    private static bool TryBehindMask(ReadOnlySpan<Glyph> text, int at, out DigitRun run, out bool holds)
    {
        holds = false;
        run = default;
        if (!text[at].IsDigit || !text.KindAt(at - 1, GlyphKind.Mask)) return false;
        if (TryPartlyMasked(text, at, out run))
        {
            holds = PhoneRule.HoldsOpen(true, run.Shown);
            return true;
        }
        if (!DialPlan.TryMobile(text, at, out run)) return false;
        if (run.Head < 3 && run.Masks < PhoneRule.LeastHidden || !IsMobileAsTyped(text, run)) return false;
        holds = PhoneRule.Holds(run.Places, run.Shown);
        return true;
    }

    private static bool TryNumber(ReadOnlySpan<Glyph> text, int start, out DigitRun run, out bool holds)
    {
        holds = false;
        if (IsOrderNumber(text, start))
        {
            // The whole of it, so that none of its blocks is taken for a phone.
            run = DigitRun.ReadBlock(text, start);
            holds = true;
            return true;
        }
        if (DialPlan.TryMobile(text, start, out run) && IsMobileAsTyped(text, run))
        {
            holds = PhoneRule.Holds(run.Places, run.Shown);
            return true;
        }
        if (TryPartlyMasked(text, start, out run))
        {
            holds = PhoneRule.HoldsOpen(true, run.Shown);
            return true;
        }
        if (TryInternational(text, start, out run) || TryLandline(text, start, out run) || TryAnnounced(text, start, out run))
        {
            holds = PhoneRule.Holds(run.Places, run.Shown);
            return true;
        }
        return false;
    }

    /// <summary>Whether eleven digits over several blocks are spelt as a number is, and not a list of sizes or amounts.</summary>
    private static bool IsMobileAsTyped(ReadOnlySpan<Glyph> text, DigitRun run)
    {
        if (run.Places == run.Masks || run.MaskStretches > 1 && run.Blocks == 1) return false;
        if (run.Masks is 1 or 2 && run.Blocks == 1 && run.Head < 3) return false;
        if (run.Blocks == 1) return true;
        if (run.LongestBlock == 1 || run.Blocks >= 6 && run.LongestBlock == 2 && run.FirstBlock is 1 or 3) return true;
        return run.FirstBlock >= 3 && run.Blocks <= 5 && text.AnyAt(text.SkipSpaces(run.End), s_amounts) == 0;
    }

    /// <summary>Digits of a mobile number at both ends of a mask that stands for uncounted ones: 138^_^5678, 138***5678.</summary>
    private static bool TryPartlyMasked(ReadOnlySpan<Glyph> text, int start, out DigitRun run)
    {
        run = DigitRun.ReadBlock(text, start);
        if (run.Head >= 3 && !run.Open) DigitRun.TryOverSmile(text, ref run);
        return run.First == 1 && run.Second >= 3 && run.Head >= 3 && run.MaskStretches == 1
            && (run.Open || run.LongestMask >= 2 && run.Places is >= 8 and <= 13)
            && run.Shown < PhoneRule.MobileDigits && (run.Open || run.Shown > run.Head);
    }

    private static bool TryInternational(ReadOnlySpan<Glyph> text, int start, out DigitRun run)
    {
        run = default;
        if (text.RuneAt(start - 1) != '+' || DialPlan.CountryCode(text, start) is not (> 0 and var code)) return false;
        var national = start + code;
        while (national < text.Length && DigitRun.IsJoiner(text[national])) national++;
        if (national >= text.Length) return false;
        run = DigitRun.Read(text, national, 13);
        return run.Places + code >= 8 && !run.Open;
    }

    private static bool TryLandline(ReadOnlySpan<Glyph> text, int start, out DigitRun run)
    {
        run = default;
        // A block in the middle of a longer number in groups is no area code.
        if (text.RuneAt(start - 1) is '-' or '.' or ':' or '/' && start > 1 && text[start - 2].IsDigit) return false;
        if (DialPlan.AreaCode(text, start) is > 0 and var area)
        {
            // SN:C0267038377 is a serial number.
            var isSerial = text.KindAt(start - 1, GlyphKind.Latin) && start + area < text.Length && text[start + area].IsDigitPlace;
            return (!isSerial || text.AnyBefore(start, s_phoneWords) > 0) && TryLocal(text, start + area, out run);
        }
        // 86-10-12345678: behind the country code the area code has lost its zero.
        if (!DialPlan.HasDigits(text, start, "86") || text.RuneAt(start + 2) is not ('-' or ' ' or ')')) return false;
        var national = start + 3;
        if (national >= text.Length || text[national].Digit is not (>= 1 and <= 9)) return false;
        var end = national + (text[national].Digit <= 2 ? 2 : 3);
        return end < text.Length && !text[end].IsDigitPlace && DigitRun.ReadBlock(text, national).Places == end - national && TryLocal(text, end, out run);
    }

    /// <summary>Seven or eight digits behind an area code, and an extension.</summary>
    private static bool TryLocal(ReadOnlySpan<Glyph> text, int local, out DigitRun run)
    {
        run = default;
        var gap = 0;
        while (local < text.Length && gap < 3 && text[local].Rune is ' ' or '-' or ')' or '(') (local, gap) = (local + 1, gap + 1);
        if (local >= text.Length || !text[local].IsDigitPlace) return false;
        if (!DigitRun.TryLocal(text, local, out run)) return false;
        TakeExtension(text, ref run);
        return true;
    }

    /// <summary>Any number of seven to thirteen digits behind a word for phones; public hotlines excepted.</summary>
    private static bool TryAnnounced(ReadOnlySpan<Glyph> text, int start, out DigitRun run)
    {
        run = default;
        var before = start;
        while (before > 0 && start - before < 4 && (text[before - 1].Is(GlyphKind.Space) || text[before - 1].Rune is ':' or '是' or '为' or '号' or '(' or '.')) before--;
        if (text.AnyBefore(before, s_phoneWords) == 0 && text.AnyBefore(start, s_phoneWords) == 0) return false;
        if (DialPlan.HasDigits(text, start, "400") || DialPlan.HasDigits(text, start, "800") || DialPlan.HasDigits(text, start, "95")) return false;
        run = DigitRun.ReadBlock(text, start);
        while (run.Places < 7)
        {
            var more = DigitRun.Read(text, start, run.Places + 1);
            if (more.Places == run.Places || more.Open) break;
            run = DigitRun.Read(text, start, run.Places + DigitRun.ReadBlock(text, more.End - 1).Places);
        }
        return run.Places is >= 7 and <= 13 && !run.Open;
    }

    /// <summary>A company extension behind a landline leads to one person: its shown digits count with the number's.</summary>
    private static void TakeExtension(ReadOnlySpan<Glyph> text, ref DigitRun run)
    {
        var at = text.RuneAt(run.End) is '-' or '转' || text.KindAt(run.End, GlyphKind.Mask) ? run.End + 1 : run.End;
        if (at == run.End || at >= text.Length || !text[at].IsDigitPlace) return;
        var extension = DigitRun.ReadBlock(text, at);
        if (extension.Places > PhoneRule.LeastHidden || text.KindAt(extension.End, GlyphKind.Han)) return;
        run.End = extension.End;
        // Shown beside a number that is hidden enough, it would still be enough to reach the one person.
        if (extension.Shown > 0) run.Shown = Math.Max(run.Shown, PhoneRule.LeastHidden);
    }

    private static bool IsOrderNumber(ReadOnlySpan<Glyph> text, int start)
    {
        // Only JD's numbers have eleven digits behind their letters; other letters before eleven digits are no carrier's.
        if (text.AnyBefore(start, s_carriers) is > 0 and var carrier && !text.KindAt(start - carrier - 1, GlyphKind.Latin)
            && (text.HasAt(start - carrier, "jd") || DigitRun.ReadBlock(text, start).Places != PhoneRule.MobileDigits)) return true;
        // Order numbers may start with letters: 订单号F054770484978.
        var letters = start;
        while (start - letters < 4 && text.KindAt(letters - 1, GlyphKind.Latin)) letters--;
        return text.IsAnnounced(letters, s_orderWords, s_orderJoints, 4);
    }
}
