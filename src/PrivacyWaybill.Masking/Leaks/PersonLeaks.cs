using PrivacyWaybill.Masking.Names;
using PrivacyWaybill.Masking.Text;

namespace PrivacyWaybill.Masking.Leaks;

/// <summary>People in free text: behind a cue, with a form of address, or beside a phone.</summary>
internal static class PersonLeaks
{
    private const int ShortestName = 2;
    private const int LongestName = 4;
    private const int LongestTitled = 7;
    private const int LongestRun = 8;
    private const int LongestDivision = 12;
    private const int LongestSpelt = 32;

    // 联系电话张三138…, 请拨打张三138…: what a name may follow without a gap.
    private static readonly CharSet s_beforeName = new("话話机機码碼号號打给給找系人是为為叫与和跟l");

    /// <summary>The words that announce a person.</summary>
    public static readonly WordTable Cues = WordTable.ByFirst(
        "改为", "改成", "换成", "转交给", "转交", "转给", "交给", "请打", "打给", "请找", "联系", "找", "名叫", "我是", "本人", "麻烦给", "身份证号码", "身份证号", "身份证", "由", "给",
        "改為", "換成", "轉交", "交給", "收件人换成", "收件人改为", "收件人改成", "收货人改为", "收货人改成", "收货人换成");

    /// <summary>The labels of forms behind which a person stands.</summary>
    public static readonly WordTable Labels = WordTable.ByFirst(
        "收件人", "收货人", "收貨人", "寄件人", "发件人", "發件人", "联系人", "聯繫人", "聯絡人", "代收人", "签收人", "簽收人", "取件人", "姓名", "户名", "戶名",
        "收件", "收货", "经办人", "负责人", "持卡人");

    // Without a colon only the first is one: contact me.
    private static readonly string[] s_latinLabels = ["attn", "to", "contact", "receiver", "consignee", "name"];

    private static readonly WordTable s_stops = WordTable.ByFirst(
        "电话", "手机", "电話", "联系", "先生", "女士", "代收", "代取", "签收", "收", "代", "签", "来", "取", "送", "拿", "的", "家", "号", "验", "打", "就", "行", "处", "本人", "转");

    /// <summary>Finds the person behind a cue that starts at an index.</summary>
    public static bool TryFindAnnounced(FieldText text, int index, out Leak leak)
    {
        leak = default;
        var cue = Cues.LengthAt(text, index);
        if (cue == 0) return false;
        var start = index + cue;
        while (start < text.Length && (text.KindAt(start) is CharKind.Space || text[start] is ':' or '：' or '是' or '为' or '一' or '下')) start++;
        // 交给小李
        if (!Surnames.StartsName(text, start)) return ShapedPeople.TryFindBounded(text, start, expected: true, out leak);
        var end = SpeltEnd(text, start);
        // 身份证号码:祝福强 150102…: in front of a number it is a name.
        var isBeforeNumber = end - start <= LongestName && text.KindAt(end) is CharKind.Space
            && (text.Is(end + 1, CharKinds.PlainDigits) || text.Has(end + 1, "电话") && !PersonWords.IsWeekday(text, start));
        var whole = end;
        end = NameEnd(text, start, end);
        // 交给高铁礼 is a person, 联系高铁站务 is none.
        var isWhole = end == whole && end - start == ShortestName + 1;
        if (!isBeforeNumber && (!isWhole && PersonWords.IsWord(text, start) || PersonWords.IsWord(text, start, end) || PersonWords.IsPlace(text, start, end) || PersonShape.IsUnlikely(text, start, end))) return false;
        // Behind 由 and 给 a name is sure only when what it does follows (由张伟代收), or by its shape.
        if (cue == 1 && text[index] is '由' or '给' && (end == whole && NameWords.TitleLength(text, start, end) == 0 || PersonWords.IsPlace(text, start, end)))
            return ShapedPeople.TryFindBounded(text, start, expected: true, out leak);
        if (end - start < ShortestName || !text.IsCut(start) || !text.IsCut(end)) return false;
        leak = new(start, end, LeakKind.Person);
        return true;
    }

    /// <summary>Finds the person behind a form's label (收件人：张三) that starts at an index; no surname is asked for behind a colon.</summary>
    public static bool TryFindLabelled(FieldText text, int index, out Leak leak)
    {
        leak = default;
        var label = Labels.LengthAt(text, index);
        if (label == 0) return false;
        var start = index + label;
        if (text.Has(start, "姓名")) start += 2;
        var linked = false;
        for (; text.KindAt(start) is CharKind.Space || text[start] is ':' or '：'; start++)
        {
            if (start >= text.Length) return false;
            linked |= text[start] is ':' or '：';
        }

        if (!linked && !Surnames.StartsName(text, start)) return false;
        var end = SpeltEnd(text, start);
        // 收件人：John Smith
        if (end == start && linked)
            while (text.KindAt(end) is CharKind.Latin && end < text.Length || text[end] is ' ' && text.KindAt(end + 1) is CharKind.Latin && end + 1 < text.Length) end++;
        else end = NameEnd(text, start, end);
        if (!linked && (PersonWords.IsWord(text, start) || PersonWords.IsWord(text, start, end) || PersonShape.IsUnlikely(text, start, end))) return false;
        leak = new(start, end, LeakKind.Person);
        return end - start >= ShortestName && text.IsCut(start) && text.IsCut(end) && !Organisations.IsOffice(text, start, end);
    }

    /// <summary>Whether a form of address may follow a surname at an index.</summary>
    public static bool MayBeTitled(FieldText text, int index) => text.HasHint(index + 1, index + 1 + LongestName);

    /// <summary>Finds the person with a form of address whose surname stands at an index.</summary>
    public static bool TryFindTitled(FieldText text, int index, out Leak leak)
    {
        leak = default;
        if (!MayBeTitled(text, index)) return false;
        var compound = Surnames.IsCompound(text, index);
        var common = compound || Surnames.IsCommon(text[index]);
        if (!common && !Surnames.IsSingle(text[index])) return false;
        var bounded = !text.Is(index - 1, CharKinds.AllHan)
            || text[index - 1] is '给' or '祝' or '找' or '打' or '是' or '叫' or '交' or '和' or '与' or '跟' or '请' or '由' or '话' or '人' or '系' or '位' or '为' or '成';
        if (!common && !bounded || PersonWords.IsWord(text, index) || PersonWords.IsBrand(text, index)) return false;
        for (var end = index + 2; end <= index + LongestTitled && end <= text.Length; end++)
        {
            if (!text.Is(end - 1, CharKinds.AllHan)) return false;
            if (!NameWords.MayEndWith(text[end - 1]) || NameWords.TitleLength(text, index, end) is not (> 0 and var title)) continue;
            var name = end - title - index;
            if (name == 0) continue;
            // 王总 alone may be half a word (王总会): a short title needs bounds, a given name too.
            if (title == 1 && !(bounded && (text[end] is '收' || text[index - 1] is '祝' || text.Has(end, "办公室") || !text.Is(end, CharKinds.AllHan)))
                || name > 1 && !bounded && !compound) continue;
            // 祝师傅一路平安 is a wish.
            if (text[index] is '祝' && name == 1 && text.Is(end, CharKinds.AllHan) && text[end] is not '收') return false;
            // 律师事务所, 会计师事务所, 妈妈驿站
            if (text[end] is '事' or '师' or '驿') return false;
            if (name > LongestName || !text.IsCut(index) || !text.IsCut(end)) return false;
            leak = new(index, end, LeakKind.Person);
            return true;
        }

        return false;
    }

    /// <summary>Finds the person right before a phone or an identity number: 张三 13812345678, 联系电话张三13812345678.</summary>
    /// <param name="text">The text.</param>
    /// <param name="from">The index up to which everything is decided.</param>
    /// <param name="to">The index of the number.</param>
    /// <param name="leak">The person.</param>
    public static bool TryFindBefore(FieldText text, int from, int to, out Leak leak)
    {
        while (to > from && text.Is(to - 1, 1u << (int)CharKind.Space | 1u << (int)CharKind.Separator | 1u << (int)CharKind.Open | 1u << (int)CharKind.Plus)) to--;
        var start = to;
        while (start > from && to - start < LongestRun && text.Is(start - 1, CharKinds.AllHan)) start--;
        for (var i = start; i <= to - ShortestName; i++)
        {
            if ((i == start && (i == from || !text.Is(i - 1, CharKinds.AllHan)) || s_beforeName.Contains(text[i - 1])) && TryFindBeside(text, i, to, out leak)) return true;
            if (text[i - 1] is '长' or '長' && IsVillager(text, i, to))
            {
                leak = new(i, to, LeakKind.Person);
                return true;
            }
        }

        leak = default;
        return false;
    }

    /// <summary>Finds the person behind a phone or a company: 13812345678 张三, 某某公司（张三）.</summary>
    /// <param name="text">The text.</param>
    /// <param name="from">The index after the number or the company.</param>
    /// <param name="leak">The person.</param>
    public static bool TryFindBehind(FieldText text, int from, out Leak leak)
    {
        while (text.KindAt(from) is CharKind.Space or CharKind.Separator or CharKind.Open or CharKind.Close or CharKind.Dash && from < text.Length) from++;
        var end = from;
        while (end - from < LongestRun && text.Is(end, CharKinds.AllHan)) end++;
        return TryFindBeside(text, from, end, out leak);
    }

    /// <summary>Finds the person with whom a whole label starts: 王小明 深圳市….</summary>
    public static bool TryFindFirst(FieldText text, out Leak leak)
    {
        leak = default;
        var end = 0;
        while (end < LongestRun && text.Is(end, CharKinds.AllHan)) end++;
        if (text.KindAt(end) is not CharKind.Space || end >= text.Length || !TryFindBeside(text, 0, end, out leak)) return false;
        for (var i = end + 1; i < end + LongestDivision && text.Is(i, CharKinds.AllHan); i++)
            if (text[i] is '省' or '市' or '区' or '县' && i > end + 2) return true;
        return false;
    }

    /// <summary>Finds the person behind an English label: Attn: John Smith.</summary>
    public static bool TryFindLatin(FieldText text, int index, out Leak leak)
    {
        leak = default;
        var start = index;
        foreach (var word in s_latinLabels)
            if ((text[index] | ' ') == word[0] && text.Chars[index..].StartsWith(word, StringComparison.OrdinalIgnoreCase)) start += word.Length;
        if (start == index) return false;
        var label = start;
        while (text[start] is ':' or '：' or '.' or ' ') start++;
        if (start == label || text[index] is not ('a' or 'A') && text[label] is not (':' or '：')) return false;
        var end = start;
        while (text.KindAt(end) is CharKind.Latin || text[end] is ' ' && text.KindAt(end + 1) is CharKind.Latin) end = text.NextGrapheme(end);
        leak = new(start, end, LeakKind.Person);
        return end - start >= ShortestName;
    }

    /// <summary>Whether a range is a word that stands beside a phone or a company and reads like a person.</summary>
    public static bool TryFindBeside(FieldText text, int from, int to, out Leak leak)
    {
        leak = new(from, to, LeakKind.Person);
        // 小张
        if (to - from == ShortestName && text[from] is '小' or '老' or '阿' && Surnames.IsCommon(text[from + 1])) return text.IsCut(from) && text.IsCut(to);
        return to - from is ShortestName or 3 or LongestName && Surnames.StartsName(text, from)
            && (to - from < LongestName || Surnames.IsCommon(text[from]) || Surnames.IsCompound(text, from) || NameWords.TitleLength(text, from, to) > 0 || IsAnnounced(text, from))
            && !PersonWords.IsWord(text, from, to) && !PersonWords.IsPlace(text, from, to)
            && text.IsCut(from) && text.IsCut(to);
    }

    // 村长次仁: behind a post of a village a name needs no surname.
    private static bool IsVillager(FieldText text, int from, int to) =>
        text[from - 2] is '村' or '社' or '组' or '組' or '队' or '隊' or '乡' or '鄉' && to - from <= LongestName
        && GivenNames.ContainsAny(text.Chars[from..to]) && text[to - 1] is not ('信' or '家' or '室') && NameWords.SuffixLength(text, from, to) == 0
        && NameWords.TitleLength(text, from, to) == 0 && !PersonWords.IsWord(text, from, to) && text.IsCut(from) && text.IsCut(to);

    // 电话：赖兰光芝
    private static bool IsAnnounced(FieldText text, int index)
    {
        while (index > 0 && text.KindAt(index - 1) is CharKind.Space or CharKind.Separator) index--;
        return index > 0 && s_beforeName.Contains(text[index - 1]);
    }

    // Where the run ends that starts with a name, or is longer than any name: a cue in each of its words would read all of it.
    private static int SpeltEnd(FieldText text, int start)
    {
        var end = start;
        while (end - start < LongestSpelt && text.Is(end, CharKinds.AllHan | 1u << (int)CharKind.Interpunct | 1u << (int)CharKind.Mask)) end++;
        return end;
    }

    private static int NameEnd(FieldText text, int start, int end)
    {
        for (var i = start + 2; i <= Math.Min(end, start + LongestTitled) && text[i - 1] is not '的'; i++)
            if (NameWords.TitleLength(text, start, i) > 0) return i;
        for (var i = start + 2; i < Math.Min(end, start + LongestName + 1); i++)
            if (s_stops.LengthAt(text, i) > 0) return i;
        // Nothing says where a long run stops being a name: surname and two characters are what most names have.
        return end - start <= LongestName || text.Chars[start..end].Contains('·') ? end : start + 3;
    }
}
