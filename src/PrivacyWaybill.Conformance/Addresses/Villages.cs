using PrivacyWaybill.Conformance.Text;

namespace PrivacyWaybill.Conformance.Addresses;

/// <summary>Households in villages: by a number behind the village, or by a person.</summary>
internal static class Villages
{
    private static readonly WordList s_others = new(
        "新村", "关村", "旅行社", "报社", "合作社", "杂志社", "出版社", "供销社", "信用社", "通讯社", "部队", "支队", "中队", "总队", "车队", "消防队");

    /// <summary>Whether a village, or a group or company of one, ends here: not an urban quarter, a publisher or a fire brigade.</summary>
    public static bool EndsAt(ReadOnlySpan<Glyph> text, int end)
    {
        if (text.RuneAt(end - 1) is not ('村' or '组' or '社' or '屯' or '连' or '队' or '查') || text.AnyBefore(end, s_others) > 0) return false;
        return text[end - 1].Rune switch
        {
            '查' => text.HasBefore(end, "嘎查"),
            '连' => end > 1 && (text[end - 2].IsDigit || text[end - 2].Rune == '十'), // 大连 is a city
            _ => true,
        };
    }

    /// <summary>Whether a household by a person ends with the character at a place: 扎西家.</summary>
    public static bool IsHousehold(ReadOnlySpan<Glyph> text, int at)
    {
        if (text[at].Rune != '家' || text.KindAt(at + 1, GlyphKind.Han)) return false;
        // 农家, 酒家 and the like are no persons.
        if (text.RuneAt(at - 1) is '人' or '农' or '酒' or '老' or '之' or '世' or '国' or '店') return false;
        for (var start = at - 2; start >= at - 4 && start > 0; start--)
        {
            if (text[start - 1].Rune is not ('村' or '组' or '社' or '屯' or '号' or '队')) continue;
            return AllHanShown(text[start..at]);
        }
        return false;
    }

    private static bool AllHanShown(ReadOnlySpan<Glyph> text)
    {
        foreach (var glyph in text)
            if (!glyph.Is(GlyphKind.Han) || !glyph.Is(GlyphKind.Shown)) return false;
        return true;
    }
}
