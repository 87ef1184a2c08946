using PrivacyWaybill.Conformance.Names;
using PrivacyWaybill.Conformance.Text;

namespace PrivacyWaybill.Conformance.Notes;

/// <summary>People named outside of a name field: by a title, behind a word that announces a name, before 收.</summary>
internal static class PersonsInText
{
    private static readonly WordList s_announcements = new(
        "收件人改为", "收件人改成", "收件人换成", "收件人是", "收件人为", "收件人:", "收货人改为", "收货人改成", "收货人:", "联系人:", "联系人是", "联系人改为",
        "姓名:", "收件人", "收货人", "联系人", "姓名", "转交给", "转交", "请交给", "交给");

    private static readonly WordList s_titles = new(
        "先生", "女士", "小姐", "老师", "师傅", "大爷", "大妈", "大叔", "大哥", "大姐", "阿姨", "太太", "同学", "经理", "主任", "老板", "医生", "教授",
        "会计", "司机", "店长", "班长", "队长", "组长", "校长", "院长", "厂长", "局长", "科长", "处长", "大夫", "医师", "叔叔", "爷爷", "奶奶");

    /// <summary>Words before a title that end like a surname: 保安师傅, 门卫大爷.</summary>
    private static readonly WordList s_offices = new(
        "对方", "官方", "双方", "我方", "门卫", "宿管", "保安", "食堂", "物流", "顺丰", "电商", "厂商", "客服", "快递", "收费", "出纪", "高铁", "地铁",
        "公路", "客商");

    /// <summary>What a title and the characters behind it make another word of: 会计师事务所, and a brand of noodles.</summary>
    private static readonly WordList s_otherTitles = new(
        "会计师事务所", "师傅红烧", "师傅牛肉", "师傅老坛", "师傅方便面", "师傅泡面", "师傅冰红茶", "师傅绿茶", "师傅矿泉水");

    private static readonly WordList s_behindNames = new("本人", "签收", "代收", "亲收", "收");
    private static readonly WordList s_receipts = new("代收", "亲收", "签收");
    private static readonly WordList s_companies = new("公司", "集团", "厂");

    /// <summary>Words and short phrases that start with a character that is also a surname.</summary>
    private static readonly WordList s_words = new(
        "易碎", "易燃", "易爆", "易腐", "麻烦", "方便", "白天", "白色", "周一", "周二", "周三", "周四", "周五", "周六", "周日", "周末", "黄色", "金色",
        "高端", "高价", "常温", "马上", "安全", "时间", "毛重", "任何", "温馨", "路上", "路过", "水果", "游戏", "景区", "石材", "金属", "牛奶", "牛肉",
        "米面", "管理", "包装", "封箱", "毛巾", "包裹", "包邮", "包好", "房东", "房主", "房门", "施工", "洪水", "梅花", "苗木", "康复", "田间", "万一",
        "万能", "于是", "解冻", "解释", "强力", "荣誉", "谢谢");

    /// <summary>A remark, goods, or anything else.</summary>
    public static Violations JudgeRemark(ReadOnlySpan<Glyph> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!text[i].Is(GlyphKind.Han)) continue;
            if (IsTitledPerson(text, i) || IsAnnouncedPerson(text, i) || IsPersonBeside(text, i)) return Violations.PersonShown;
        }
        return JudgeAddress(text);
    }

    /// <summary>In an address, a person is told by 收 behind a name at the end of a phrase.</summary>
    public static Violations JudgeAddress(ReadOnlySpan<Glyph> text)
    {
        for (var i = 2; i < text.Length; i++)
        {
            if (text[i].Rune != '收' || text.KindAt(i + 1, GlyphKind.Han)) continue;
            // 代收: its first character is none of a name's.
            var end = text.AnyBefore(i + 1, s_receipts) > 0 ? i - 1 : i;
            for (var length = 2; length <= 4; length++)
            {
                var start = end - length;
                if (start < 0 || text.KindAt(start - 1, GlyphKind.Han) || !IsName(text, start, end) || text.AnyAt(start, s_words) > 0) continue;
                return Violations.PersonShown;
            }
        }
        return Violations.None;
    }

    private static bool IsTitledPerson(ReadOnlySpan<Glyph> text, int at)
    {
        var length = text.AnyAt(at, s_titles);
        if (length == 0 && (text.HasAt(at, "总") || text.HasAt(at, "工")) && !text.KindAt(at + 1, GlyphKind.Han)) length = 1;
        if (length == 0 || text.AnyAt(at, s_otherTitles) > 0) return false;
        var surname = Surnames.LengthBefore(text, at);
        if (surname == 0 || text.AnyBefore(at, s_offices) > 0) return false;
        for (var i = at - surname; i < at; i++)
            if (!text[i].Is(GlyphKind.Shown)) return false;
        return true;
    }

    private static bool IsAnnouncedPerson(ReadOnlySpan<Glyph> text, int at)
    {
        var length = text.AnyAt(at, s_announcements);
        if (length == 0) return false;
        var start = text.SkipSpaces(at + length);
        if (text.AnyAt(start, s_words) > 0) return false;
        for (var end = start + 2; end <= start + 4; end++)
        {
            var ends = !text.KindAt(end, GlyphKind.Han | GlyphKind.Mask) || text.AnyAt(end, s_behindNames) > 0;
            if (ends && end <= text.Length && IsName(text, start, end)) return true;
        }
        return false;
    }

    /// <summary>A name as a phrase of its own behind a company or before a phone: 某某公司 王小明, 张三 138….</summary>
    private static bool IsPersonBeside(ReadOnlySpan<Glyph> text, int at)
    {
        if (text.KindAt(at - 1, GlyphKind.Han | GlyphKind.Mask)) return false;
        var end = at;
        while (end < text.Length && end - at <= 4 && text[end].Is(GlyphKind.Han)) end++;
        if (text.KindAt(end, GlyphKind.Mask) && !text.KindAt(end, GlyphKind.Used) || !IsName(text, at, end) || text.AnyAt(at, s_words) > 0) return false;
        var company = at - 1;
        while (company > 0 && at - company < 3 && text[company].Rune is ' ' or '(' or ',' or ':') company--;
        if (company > 0 && company < at - 1 && text.AnyBefore(company + 1, s_companies) > 0) return true;
        var phone = end;
        while (phone < text.Length && phone - end < 3 && text[phone].Rune is ' ' or ',' or ':' or '(' or '、') phone++;
        return text.KindAt(phone, GlyphKind.Used) && text[phone].IsDigitPlace;
    }

    /// <summary>Whether two to four characters are a name of which nothing is hidden.</summary>
    private static bool IsName(ReadOnlySpan<Glyph> text, int start, int end)
    {
        var surname = Surnames.LengthAt(text, start);
        var length = end - start;
        if (length is < 2 or > 4 || surname == 0 || length > surname + 2) return false;
        for (var i = start; i < end; i++)
            if (!text[i].Is(GlyphKind.Han) || !text[i].Is(GlyphKind.Shown)) return false;
        return true;
    }
}
