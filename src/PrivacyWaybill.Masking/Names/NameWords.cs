using PrivacyWaybill.Masking.Text;

namespace PrivacyWaybill.Masking.Names;

/// <summary>Words at the end of a name that are not part of it: forms of address, and 收 with its kin.</summary>
internal static class NameWords
{
    private const string ShortTitles = "总總工姐哥叔姨嫂爷爺董局处科婶伯";

    private static readonly string[] s_titles =
    [
        "先生", "女士", "小姐姐", "小姐", "老师", "老師", "太太", "夫人", "阿姨", "叔叔", "伯伯", "伯父", "伯母", "大爷", "大爺",
        "大妈", "大媽", "大叔", "大哥", "大姐", "大嫂", "大姨", "大娘", "大伯", "奶奶", "爷爷", "爺爺", "外婆", "外公", "姥姥", "姥爷",
        "婆婆", "公公", "师傅", "師傅", "师父", "总经理", "副经理", "经理", "經理", "主任", "主管", "医生", "醫生", "大夫", "护士",
        "教授", "博士", "同学", "同學", "同志", "队长", "厂长", "校长", "老板娘", "老板", "老闆", "店长", "会计", "律师", "院长",
        "局长", "科长", "处长", "部长", "组长", "班长", "村长", "书记", "助理", "秘书", "前台", "文员", "工程师", "设计师",
        "妈妈", "爸爸", "妈咪", "爹地", "哥哥", "姐姐", "弟弟", "妹妹", "董事长", "馆长", "站长", "所长", "司机", "教练",
        "护士长", "园长", "保安", "班主任", "总监", "太爷", "姑娘", "姑姑", "姨妈", "舅舅", "舅妈", "警官", "法官", "Mr", "Mr.", "Ms", "Mrs",
    ];

    private static readonly string[] s_labels =
        ["收件人", "收货人", "寄件人", "发件人", "联系人", "代收人", "签收人", "取件人", "姓名", "收件", "寄件", "手机", "手机号", "电话", "联系电话", "手機", "電話", "TO", "To", "Attn", "ATTN", "c/o"];

    /// <summary>What people are to others, in front of their names: 妻子李红, 财务李红.</summary>
    public static string[] Roles { get; } =
    [
        "妻子", "丈夫", "老婆", "老公", "儿子", "女儿", "母亲", "父亲", "我妈", "我爸", "宝宝", "家属", "家长", "室友", "邻居", "隔壁", "学生", "考生", "患者", "病人", "客户", "财务", "采购", "客服",
        "前台", "门卫", "保安", "库管", "司机", "主任", "护士长", "业务员", "提货人", "收款人", "下单人", "订购人", "投保人", "个体户", "门卫转", "传达室转", "前台转",
    ];

    // Alone too weak: 志工, 王建工. They count behind a bare surname only.
    private static readonly CharSet s_shortTitles = new(ShortTitles);

    private static readonly string[] s_suffixes =
        ["本人收", "本人", "代收", "亲收", "親收", "签收", "簽收", "查收", "接收", "收件", "亲启", "敬启", "启", "收", "转交", "转", "轉"];

    private static readonly WordTable s_rolesByFirst = WordTable.ByFirst(Roles);

    private static readonly CharSet s_notes = new("送放急勿签请拿催");

    private static readonly WordTable s_labelsByLast = WordTable.ByLast(s_labels);

    private static readonly WordTable s_titlesByLast = WordTable.ByLast(s_titles);

    private static readonly WordTable s_suffixesByLast = WordTable.ByLast(s_suffixes);

    /// <summary>The characters with which titles and suffixes end.</summary>
    public static string LastCharacters { get; } =
        string.Concat(Array.ConvertAll(s_titles, word => word[^1..])) + ShortTitles
        + string.Concat(Array.ConvertAll(s_suffixes, word => word[^1..]));

    private static readonly CharSet s_lastChars = new(LastCharacters);

    /// <summary>The characters with which forms of address start.</summary>
    public static string TitleStarts { get; } = string.Concat(s_titles.Select(word => word[0])) + ShortTitles;

    /// <summary>Whether a word of this table may end with the character: most names end here.</summary>
    public static bool MayEndWith(char c) => s_lastChars.Contains(c);

    /// <summary>Whether a range is a form's label and names nobody.</summary>
    public static bool IsLabel(FieldText text, int from, int to)
    {
        foreach (var label in s_labels)
            if (text.Chars[from..to].SequenceEqual(label)) return true;
        return false;
    }

    /// <summary>The length of the role with which a range starts before a person; 0 when there is none.</summary>
    public static int RoleLength(FieldText text, int from, int to)
    {
        var role = s_rolesByFirst.LengthAt(text, from);
        // 妻子李* is what this made of 妻子李红.
        return role > 0 && (text.KindAt(to - 1) is CharKind.Mask || PersonShape.Is(text, from + role, to, expected: true)) ? role : 0;
    }

    /// <summary>The length of the form's label, such as 电话, with which a range ends; 0 when there is none.</summary>
    public static int LabelLength(FieldText text, int from, int to) => to <= from ? 0 : s_labelsByLast.LengthBefore(text, from, to);

    /// <summary>Whether a range in brackets is a note to the courier: 放门口, 周末送, 急, 女.</summary>
    public static bool IsNote(FieldText text, int from, int to) =>
        s_notes.ContainsAny(text.Chars[from..to]) || text.Chars[from..to] is "女" or "男" or "家" or "公司"
        || TitleLength(text, from, to) == to - from;

    /// <summary>The length of the title at the end of a range; 0 when there is none.</summary>
    public static int TitleLength(FieldText text, int from, int to)
    {
        if (to <= from || !s_lastChars.Contains(text[to - 1])) return 0;
        if (s_titlesByLast.LengthBefore(text, from, to) is > 0 and var title && text.IsCut(to - title)) return title;
        var range = text.Chars[from..to];
        if (!s_shortTitles.Contains(range[^1]) || !text.IsCut(to - 1)) return 0;
        // 大董 and 老董 are what somebody is called.
        var bareSurname = range.Length == 2 && range[0] is not ('大' or '老' or '小' or '阿') || range.Length == 3 && Surnames.IsCompound(text, from);
        return bareSurname ? 1 : 0;
    }

    /// <summary>The length of the suffix, such as 收 or 代收, at the end of a range; 0 when there is none.</summary>
    public static int SuffixLength(FieldText text, int from, int to)
    {
        if (to <= from || !s_lastChars.Contains(text[to - 1])) return 0;
        var suffix = s_suffixesByLast.LengthBefore(text, from, to);
        return suffix > 0 && text.IsCut(to - suffix) ? suffix : 0;
    }
}
