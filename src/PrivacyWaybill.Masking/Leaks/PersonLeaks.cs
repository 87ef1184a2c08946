using System.Buffers;
using PrivacyWaybill.Masking.Names;
using PrivacyWaybill.Masking.Text;

namespace PrivacyWaybill.Masking.Leaks;

/// <summary>People in free text: behind a cue, or with a form of address.</summary>
internal static class PersonLeaks
{
    private const int LongestName = 4;
    private const int LongestTitled = 7;

    private static readonly SearchValues<char> s_places = SearchValues.Create("路街镇村市区号楼店厂");

    /// <summary>The words that announce a person.</summary>
    public static readonly string[] Cues =
        ["收件人", "收货人", "联系人", "寄件人", "发件人", "改为", "改成", "转交给", "转交", "转给", "交给", "请打", "打给", "请找", "联系", "找", "姓名", "名叫", "我是", "@"];

    private static readonly string[] s_labels =
        ["收件人", "收货人", "收貨人", "寄件人", "发件人", "發件人", "联系人", "聯繫人", "聯絡人", "姓名", "收件", "收货"];

    private static readonly string[] s_stops =
        ["电话", "手机", "电話", "联系", "先生", "女士", "代收", "签收", "收", "代", "签", "来", "取", "送", "拿", "的", "家", "号", "验"];

    // Words behind a cue that start like a name.
    private static readonly string[] s_words =
        ["谢谢", "马上", "包装", "包好", "包裹", "方式", "时间", "方便", "时", "周一", "周二", "周三", "周四", "周五", "周六", "周日", "周末", "平邮", "高新", "安全", "安排", "路口", "何时", "何处", "万一", "公司", "管理", "都", "单位", "楼下", "楼上", "门卫", "车间", "顺丰", "京东", "晚", "明天", "房东", "师傅", "幸", "左", "右", "元", "米", "门口", "和", "于", "相", "解", "经", "由", "成", "能", "支", "常", "原", "计", "向", "全", "空", "那", "但", "信", "干", "别", "应", "满", "官", "费", "单", "温", "党", "习"];

    /// <summary>Finds the person behind a cue that starts at an index.</summary>
    public static bool TryFindAnnounced(in FieldText text, int index, out Leak leak)
    {
        leak = default;
        var cue = Leaks.Cues.MatchAt(text, index, Cues);
        if (cue == 0) return false;
        var start = index + cue;
        while (start < text.Length && (text.KindAt(start) is CharKind.Space || text[start] is ':' or '：' or '是' or '为' or '一' or '下')) start++;
        if (!Surnames.IsSingle(text[start]) && !Surnames.IsCompound(text, start) || Leaks.Cues.MatchAt(text, start, s_words) > 0) return false;
        var end = start;
        while (text.Is(end, CharKinds.AllHan | 1u << (int)CharKind.Interpunct | 1u << (int)CharKind.Mask)) end++;
        end = NameEnd(text, start, end);
        if (end - start < 2 || !text.IsCut(start) || !text.IsCut(end)) return false;
        leak = new(start, end, LeakKind.Person);
        return true;
    }

    /// <summary>Finds the person behind a form's label (收件人：张三) that starts at an index; no surname is asked for.</summary>
    public static bool TryFindLabelled(in FieldText text, int index, out Leak leak)
    {
        leak = default;
        var label = Leaks.Cues.MatchAt(text, index, s_labels);
        if (label == 0) return false;
        var start = index + label;
        if (text.Has(start, "姓名")) start += 2;
        var linked = false;
        while (text.KindAt(start) is CharKind.Space || text[start] is ':' or '：')
        {
            if (start >= text.Length) return false;
            linked = true;
            start++;
        }

        if (!linked && !Surnames.IsSingle(text[start]) && !Surnames.IsCompound(text, start)) return false;
        var end = start;
        while (text.Is(end, CharKinds.AllHan | 1u << (int)CharKind.Interpunct | 1u << (int)CharKind.Mask)) end++;
        end = NameEnd(text, start, end);
        leak = new(start, end, LeakKind.Person);
        return end - start >= 2 && text.IsCut(start) && text.IsCut(end);
    }

    /// <summary>Finds the person with a form of address whose surname stands at an index.</summary>
    public static bool TryFindTitled(in FieldText text, int index, out Leak leak)
    {
        leak = default;
        if (!Surnames.IsCommon(text[index]) && !Surnames.IsCompound(text, index)) return false;
        var bounded = !text.Is(index - 1, CharKinds.AllHan) || text[index - 1] is '给' or '找' or '打' or '是' or '叫' or '交' or '和' or '与' or '跟' or '请';
        for (var end = index + 2; end <= index + LongestTitled && end <= text.Length; end++)
        {
            if (!text.Is(end - 1, CharKinds.AllHan)) return false;
            if (!NameWords.MayEndWith(text[end - 1]) || NameWords.TitleLength(text, index, end) is not (> 0 and var title)) continue;
            var name = end - title - index;
            // 王总 alone may be half a word (王总会): a short title needs bounds, a given name too.
            if (title == 1 && !(bounded && (text[end] is '收' || !text.Is(end, CharKinds.AllHan))) || name > 1 && !bounded && !Surnames.IsCompound(text, index)) continue;
            if (name > LongestName || !text.IsCut(index) || !text.IsCut(end)) return false;
            leak = new(index, end, LeakKind.Person);
            return true;
        }

        return false;
    }

    /// <summary>Whether a range is a word that stands beside a phone or a company and reads like a person.</summary>
    public static bool TryFindBeside(in FieldText text, int from, int to, out Leak leak)
    {
        leak = new(from, to, LeakKind.Person);
        return to - from is 2 or 3 or LongestName && Surnames.IsCommon(text[from]) | Surnames.IsCompound(text, from)
            && (to - from < LongestName || Surnames.IsCompound(text, from))
            && Leaks.Cues.MatchAt(text, from, s_words) == 0 && !text.Chars[from..to].ContainsAny(s_places)
            && text.IsCut(from) && text.IsCut(to);
    }

    private static int NameEnd(in FieldText text, int start, int end)
    {
        for (var i = start + 2; i <= Math.Min(end, start + LongestTitled); i++)
            if (NameWords.TitleLength(text, start, i) > 0) return i;
        for (var i = start + 2; i < Math.Min(end, start + LongestName + 1); i++)
            if (Leaks.Cues.MatchAt(text, i, s_stops) > 0) return i;
        // Nothing says where a long run stops being a name: surname and two characters are what most names have.
        return end - start <= LongestName || text.Chars[start..end].Contains('·') ? end : start + 3;
    }
}
