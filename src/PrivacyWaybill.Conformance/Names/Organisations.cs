using PrivacyWaybill.Conformance.Text;

namespace PrivacyWaybill.Conformance.Names;

/// <summary>Companies, shops and offices: not personal data.</summary>
internal static class Organisations
{
    /// <summary>Words that end the name of an organisation.</summary>
    private static readonly WordList s_words = new(
        "公司", "集团", "工厂", "商店", "超市", "医院", "学校", "大学", "中学", "小学", "学院", "银行", "酒店", "宾馆", "饭店", "餐厅", "面馆", "茶馆",
        "饭馆", "会馆", "药店", "药房", "诊所", "中心", "市场", "商场", "商行", "商贸", "贸易", "事务所", "研究所", "研究院", "工作室", "俱乐部", "幼儿园",
        "驿站", "营业部", "门市部", "服务部", "经营部", "销售部", "旗舰店", "专卖店", "专营店", "便利店", "小卖部", "网点", "仓库", "物业", "法院", "检察院",
        "公安局", "派出所", "政府", "委员会", "居委会", "村委会", "合作社", "协会", "基金会", "出版社", "报社", "旅行社", "车间", "科技", "传媒", "物流",
        "速运", "快递", "服饰", "百货", "五金", "食品", "办事处", "收发室", "传达室", "办公室", "财务部", "人事部", "采购部", "客服部", "仓储部", "技术部",
        "行政部", "市场部", "中国邮政");

    private static readonly CharacterSet s_ends = new("厂店馆局部所站院坊铺行社柜");

    /// <summary>How an office of three characters ends; a person's name begins with a surname.</summary>
    private static readonly CharacterSet s_offices = new("部组室处柜");

    /// <summary>How a company's registered name goes on behind a place in brackets: 某某科技（深圳）有限公司.</summary>
    private static readonly WordList s_forms = new("有限", "股份", "集团", "公司", "分公司", "总公司", "网络", "信息", "科技", "技术");

    /// <summary>Brackets in registered names hold a place or 集团.</summary>
    private const int LongestBracket = 12;

    private static readonly WordList s_roles = new(
        "前台", "门卫", "保安", "保安室", "门卫室", "门房", "物业", "驿站", "菜鸟", "丰巢", "超市", "便利店", "快递柜", "快递", "快递员", "仓库", "客服",
        "售后", "售后部", "财务", "人事", "行政", "收发室", "传达室", "办公室", "收件人", "收货人", "代收人", "寄件人", "发件人", "联系人", "姓名", "手机", "电话",
        "男", "女", "收", "本人", "to", "from");

    private static readonly WordList s_english = new("ltd", "limited", "inc", "llc", "corp", "gmbh", "company", "group", "co");

    /// <summary>Whether a word is a role, a label or a kind of office, and names nobody.</summary>
    public static bool IsRole(ReadOnlySpan<Glyph> word) => s_roles.Has(word) || s_words.Has(word) || IsOffice(word);

    /// <summary>财务部, 退货组.</summary>
    private static bool IsOffice(ReadOnlySpan<Glyph> word) =>
        word.Length == 3 && s_offices.Contains(word[2]) && word[0].Is(GlyphKind.Han) && word[1].Is(GlyphKind.Han) && Surnames.LengthAt(word, 0) == 0;

    /// <summary>Length of a pair of brackets at a place that stands inside an organisation's name; 0 if none.</summary>
    public static int BracketAt(ReadOnlySpan<Glyph> text, int at)
    {
        // Nothing before it: the brackets are the organisation's whole beginning, or hold a person.
        if (at == 0 || text[at].Rune != '(') return 0;
        for (var end = at + 1; end < text.Length && end - at <= LongestBracket + 1; end++)
            if (text[end].Rune is '(' or ')') return text[end].Rune == ')' && end > at + 1 && text.AnyAt(end + 1, s_forms) > 0 ? end + 1 - at : 0;
        return 0;
    }

    /// <summary>End of the last organisation in a word; 0 if there is none.</summary>
    public static int EndIn(ReadOnlySpan<Glyph> word)
    {
        // Two or three characters are read as a person's name: 张大学.
        if (word.Length < 4) return 0;
        for (var end = word.Length; end >= 3; end--)
        {
            var length = word.AnyBefore(end, s_words);
            if (length > 0 && end - length > 0 && (end >= 4 || end == word.Length)) return end;
            if (end == word.Length ? s_ends.Contains(word[end - 1]) : word[end - 1].Rune is '厂' or '店' && end >= 4 && IsPersonBehind(word[end..])) return end;
        }
        return 0;
    }

    private static bool IsPersonBehind(ReadOnlySpan<Glyph> rest) => NameField.IsChineseName(rest[0].Rune == '-' ? rest[1..] : rest);

    /// <summary>Whether a word of Latin letters marks a company: Ltd, Inc., Co.</summary>
    public static bool IsEnglish(ReadOnlySpan<Glyph> word)
    {
        var length = word.Length;
        while (length > 0 && word[length - 1].Rune is '.' or ',') length--;
        return s_english.Has(word[..length]);
    }
}
