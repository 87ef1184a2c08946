using PrivacyWaybill.Masking.Text;

namespace PrivacyWaybill.Masking.Names;

/// <summary>Recognises organisations by the words that their names end with. They are not personal data.</summary>
internal static class Organisations
{
    // 张大学 is a person. Shorter organisations are masked like one.
    private const int Shortest = 4;

    // With the spaces around it.
    private const int LongestOffice = 8;

    // No name of a person is as long, so a weak end inside a word counts: 恒达电子厂肖寿.
    private const int ShortestWhenJoined = 6;

    // 网络技术有限, 电子商务信息咨询
    private const int LongestBusiness = 12;

    private static readonly CharSet s_weakEnds = new("厂廠店局馆館院所部站处處铺吧园");

    // These only join: 人民医院骨科王小明, 三年级二班王小明.
    private static readonly CharSet s_joiningEnds = new("科系班组队");

    private static readonly string[] s_ends =
    [
        "公司", "集团", "集團", "医院", "醫院", "学校", "學校", "大学", "大學", "中学", "中學", "小学", "小學", "学院", "學院",
        "银行", "銀行", "支行", "分行", "总行", "超市", "商店", "商行", "茶行", "车行", "琴行", "花行", "粮行", "商场", "商場", "药店", "药房", "酒店", "宾馆", "饭店", "餐厅", "餐馆", "面馆",
        "幼儿园", "门诊", "诊所", "工厂", "工廠", "仓库", "驿站", "服务部", "经营部", "门市部", "小卖部", "便利店", "专卖店",
        "旗舰店", "工作室", "事务所", "委员会", "派出所", "办事处", "营业部", "分部", "财务部", "人事部", "采购部", "中心",
        "协会", "俱乐部", "研究院", "研究所", "有限责任公司", "股份有限公司", "居委会", "村委会", "合作社", "出版社", "杂志社",
        "收发室", "传达室", "物业", "保安亭", "快递柜", "智能柜", "丰巢", "人民政府", "法院", "检察院", "公安局", "税务局", "管理局", "消防队",
        "物流园", "产业园", "科技园", "工业园", "创业园", "速运", "快运", "物流", "加油站", "服务站", "工作站",
        "Ltd", "Ltd.", "LTD", "LTD.", "Inc", "Inc.", "INC", "LLC", "Corp", "Corp.", "GmbH",
        "Limited", "LIMITED", "Company", "COMPANY", "Corporation", "CORPORATION", "University", "UNIVERSITY", "Hospital", "Bank",
    ];

    // Offices and posts that stand alone in a name field.
    private static readonly string[] s_offices =
    [
        "客服", "前台", "门卫", "保安", "财务", "行政", "人事", "采购", "仓管", "售后", "销售", "物业", "值班室", "办公室", "收发室", "传达室",
        "门卫室", "保安室", "财务部", "行政部", "人事部", "采购部", "售后部", "销售部", "市场部", "客服部", "技术部", "仓储部", "运营部",
        "法务部", "生产部", "质检部", "研发部", "工程部", "退货部", "退货组", "项目部", "仓库", "代收点", "快递柜", "中国邮政", "总务部", "后勤部", "电商部", "财务处", "总务处", "教务处", "售后中心", "客服中心",
    ];

    private static readonly WordTable s_endsByLast = WordTable.ByLast(s_ends);

    /// <summary>The characters with which organisations and offices end.</summary>
    public static string LastCharacters { get; } = string.Concat(Array.ConvertAll([.. s_ends, .. s_offices], word => word[^1..])) + "厂廠店局馆館院所部站处處铺吧园";

    private static readonly CharSet s_lastChars = new(LastCharacters);

    // Behind a bracket these go on with a company's name: 某某（中国）有限公司.
    private static readonly string[] s_continuations = ["有限", "股份", "集团", "集團", "分公司", "公司", "科技", "贸易", "投资", "实业", "控股"];

    /// <summary>Whether an organisation's name may end with the character.</summary>
    public static bool MayEndWith(char c) => s_lastChars.Contains(c);

    /// <summary>The index after the last organisation's name in a range; <paramref name="from"/> when there is none.</summary>
    public static int FindEnd(FieldText text, int from, int to)
    {
        if (to - from <= LongestOffice && IsOffice(text, from, to)) return to;
        for (var end = to; end > from; end--)
        {
            if (text.KindAt(end - 1) is not CharKind.Space && end - from <= LongestOffice && IsOffice(text, from, end) && (!text.Is(end, CharKinds.Content) || IsPerson(text, end, to))) return end;
            if (end - from < Shortest) continue;
            if (s_joiningEnds.Contains(text[end - 1]) && end - from >= ShortestWhenJoined && IsPerson(text, end, to)) return end;
            if (!s_lastChars.Contains(text[end - 1]) || !text.IsCut(end)) continue;
            if (s_endsByLast.LengthBefore(text, from, end) is > 0 and var word && IsWordStart(text, end - word)) return end;
            // A weak end counts at the end of its word only: 张店生 is a person.
            if (s_weakEnds.Contains(text[end - 1]) && (!text.Is(end, CharKinds.Content) || end - from >= ShortestWhenJoined && IsPerson(text, end, to))) return end;
        }

        return from;
    }

    /// <summary>Whether a bracket that opens at an index stands inside an organisation's name: 某某（中国）有限公司, 百果园（万象城店）.</summary>
    /// <param name="text">The name.</param>
    /// <param name="from">The start of what stands before.</param>
    /// <param name="index">The index of the opening bracket.</param>
    /// <param name="close">The index of the closing one.</param>
    public static bool BracketIsInside(FieldText text, int from, int index, out int close)
    {
        close = index + 1;
        while (text.Is(close, CharKinds.AllHan) && close - index < 12) close++;
        if (text.KindAt(close) is not CharKind.Close || close == index + 1 || close >= text.Length) return false;
        foreach (var word in s_continuations)
            if (text.Has(close + 1, word)) return true;
        return (IsContinued(text, close + 1) || text[close - 1] is '店' && MayEndWith(text[index - 1]))
            && !MayBePerson(text, Math.Max(from, WordStart(text, index)), index, isOwner: true) && !MayBePerson(text, index + 1, close, isOwner: false);
    }

    // 阿里巴巴（中国）网络技术有限公司, 京东（朝阳）店
    private static bool IsContinued(FieldText text, int index)
    {
        if (text[index] is '店') return true;
        for (var end = index; end < index + LongestBusiness && text.Is(end, CharKinds.AllHan); end++)
            if (text.Has(end, "公司")) return true;
        return false;
    }

    // Whose the shop is may have any surname; a place in brackets starts like one, too: 南京, 成都.
    private static bool MayBePerson(FieldText text, int from, int to, bool isOwner) =>
        to - from < 2 || NameWords.TitleLength(text, from, to) > 0 || NameWords.SuffixLength(text, from, to) > 0 || PersonShape.IsFamiliar(text, to - 2, to)
        || text[from] is '小' or '老' or '阿' && to - from < Shortest || PersonShape.Is(text, from, to, expected: true)
        || to - from <= Shortest && (isOwner ? Surnames.StartsName(text, from) : Surnames.IsCommon(text[from])) && !PersonWords.IsWord(text, from, to);

    private static int WordStart(FieldText text, int index)
    {
        while (text.Is(index - 1, CharKinds.AllHan)) index--;
        return index;
    }

    /// <summary>Whether a comma at an index stands inside a company's name: Example Co., Ltd.</summary>
    public static bool CommaIsInside(FieldText text, int index)
    {
        if (text[index] is not ',') return false;
        var next = index + 1;
        while (text[next] is ' ') next++;
        return text.Has(next, "Ltd") || text.Has(next, "LTD") || text.Has(next, "Inc") || text.Has(next, "INC") || text.Has(next, "LLC") || text.Has(next, "Limited") || text.Has(next, "LIMITED");
    }

    /// <summary>Whether a range is an office or a post, such as 财务部.</summary>
    public static bool IsOffice(FieldText text, int from, int to)
    {
        while (to > from && text.KindAt(to - 1) is CharKind.Space) to--;
        while (to > from && text.KindAt(from) is CharKind.Space) from++;
        if (to - from is < 2 or > 4 || !s_lastChars.Contains(text[to - 1])) return false;
        foreach (var office in s_offices)
            if (text.Chars[from..to].SequenceEqual(office)) return true;
        return false;
    }

    // Latin words count whole: Burbank is a person.
    private static bool IsWordStart(FieldText text, int index) =>
        text.KindAt(index) is not CharKind.Latin || text.KindAt(index - 1) is not CharKind.Latin;

    private static bool IsPerson(FieldText text, int from, int to)
    {
        if (text[from] is '转' or '小' or '老') from++;
        return to - from is >= 1 and <= 5 && Surnames.StartsName(text, from) && (to - from >= 2 || text[from - 1] is '小' or '老');
    }
}
