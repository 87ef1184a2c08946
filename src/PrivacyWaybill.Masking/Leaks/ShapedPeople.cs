using PrivacyWaybill.Masking.Names;
using PrivacyWaybill.Masking.Text;

namespace PrivacyWaybill.Masking.Leaks;

/// <summary>People in free text who are told by the shape of their name and by where it starts and ends.</summary>
internal static class ShapedPeople
{
    private const int ShortestName = 2;
    private const int RoomDigits = 3;

    // Behind these stands more often something else: what places of work end with (财务部李红), papers (报告王丽娟), gifts (送李红).
    private static readonly WordTable s_unsureCues = WordTable.ByFirst("部", "室", "店", "科", "组", "队", "送", "报告", "文件", "合同", "病历", "材料");

    /// <summary>
    /// Words in front of a person that stand in front of much else, too: a role (财务李红收), a verb (让张三拿). What follows has to
    /// read like a name and to end where a name ends.
    /// </summary>
    public static readonly WordTable Cues = WordTable.ByFirst(
    [
        .. NameWords.Roles, "工地", "名字是", "名字", "实名", "署名", "抬头", "祝", "亲爱的", "我叫", "姓名是", "转账", "帮", "让", "叫", "请", "送给", "转", "是", "写", "和", "或", "刻字", "原收件人", "更名为",
        "班", "寄给", "送达", "落款", "改", "代", "打", "姓", .. s_unsureCues.Words,
    ]);

    // What only people do or have, and what may as well stand behind a thing.
    private static readonly WordTable s_acts = WordTable.ByFirst(
        "收", "签收", "本人", "代收", "代签", "代取", "亲启", "下来", "来拿", "来取", "自取", "的快递", "的包裹", "的东西", "的电话", "电话", "家长", "家属", "妈妈", "爸爸", "已离职", "生日", "身份证", "准考证", "不在", "个体");

    private static readonly WordTable s_states = WordTable.ByFirst("都可", "拿", "一起", "和", "或", "改", "买", "的");

    // 收藏册 and 收纳箱 are things.
    private static readonly CharSet s_notBehindReceive = new("藏纳据缩费款银割集拾腹腰音");

    // What papers end with: 身份证(张三) names its holder, 三体（刘慈欣） an author.
    private static readonly CharSet s_papers = new("证證件告卡单單历歷料同票照本表函");

    /// <summary>Finds the person behind a cue that starts at an index.</summary>
    public static bool TryFindAnnounced(FieldText text, int index, out Leak leak)
    {
        leak = default;
        var cue = Cues.LengthAt(text, index);
        if (cue == 0) return false;
        var start = index + cue;
        if (text[index] is '姓') return TryFindSurname(text, start, out leak);
        // 名字：张三
        if (cue > 1) while (text[start] is ':' or '：' or ' ') start++;
        if (s_unsureCues.LengthAt(text, index) == cue) return TryFindBounded(text, start, expected: PersonShape.IsFamiliar(text, start, start + ShortestName), out leak);
        // 祝江萱138… is called 祝, 祝江萱生日快乐 is not.
        return TryFindBounded(text, start, expected: true, out leak)
            && (text[index] is not '祝' || text.Is(leak.End, CharKinds.AllHan));
    }

    /// <summary>Finds the person who stands alone at an index (文件-张三, 502张三), or with what a person does behind (张三签收, 张三的快递).</summary>
    public static bool TryFindStanding(FieldText text, int index, out Leak leak)
    {
        leak = default;
        if (text.Is(index - 1, CharKinds.PlainDigits) && !text.Is(index - RoomDigits, CharKinds.PlainDigits)) return false;
        if (text.Is(index - 1, CharKinds.AllHan | 1u << (int)CharKind.Mask | 1u << (int)CharKind.Latin)) return false;
        // Who signs (——张三) is a person.
        var signs = text.KindAt(index - 1) is CharKind.Dash && text.KindAt(index - 2) is CharKind.Dash;
        return TryFindBounded(text, index, expected: signs, out leak)
            && !(text.KindAt(leak.End) is CharKind.Close && leak.End < text.Length && !s_papers.Contains(text[index - 2]))
            && !IsBranch(text, leak.End);
    }

    /// <summary>Finds the person whose name starts at an index and ends where names end.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">The index.</param>
    /// <param name="expected">Whether a person is who stands here.</param>
    /// <param name="leak">The person.</param>
    public static bool TryFindBounded(FieldText text, int start, bool expected, out Leak leak)
    {
        leak = default;
        if (!PersonShape.MayStart(text, start)) return false;
        for (var end = start + ShortestName; end <= start + PersonShape.Longest && text.Is(end - 1, CharKinds.AllHan); end++)
        {
            var acts = Acts(text, end);
            if (!acts && text.Is(end, CharKinds.AllHan | 1u << (int)CharKind.Latin) && s_states.LengthAt(text, end) == 0) continue;
            leak = new(start, end, LeakKind.Person);
            return PersonShape.Is(text, start, end, expected || acts);
        }

        return false;
    }

    // 王小明收, 王小明 收
    private static bool Acts(FieldText text, int end)
    {
        if (text.KindAt(end) is CharKind.Space && text[end + 1] is '收' && !text.Is(end + 2, CharKinds.AllHan)) return true;
        return s_acts.LengthAt(text, end) > 0 && !(text[end] is '收' && s_notBehindReceive.Contains(text[end + 1]));
    }

    // 张裕（上海店）
    private static bool IsBranch(FieldText text, int index)
    {
        if (text.KindAt(index) is not CharKind.Open || index >= text.Length) return false;
        do index++;
        while (text.Is(index, CharKinds.AllHan));
        return text.KindAt(index) is CharKind.Close && Organisations.MayEndWith(text[index - 1]);
    }

    // 我姓张, 她姓李的
    private static bool TryFindSurname(FieldText text, int start, out Leak leak)
    {
        leak = new(start, start + 1, LeakKind.Person);
        return Surnames.IsSingle(text[start]) && text.IsCut(start) && text.IsCut(start + 1) && (text[start + 1] is '的' || !text.Is(start + 1, CharKinds.AllHan));
    }
}
