using PrivacyWaybill.Conformance.Text;

namespace PrivacyWaybill.Conformance.Addresses;

/// <summary>The words by which parts of an address are told, in simplified form.</summary>
internal static class AddressWords
{
    /// <summary>Behind a number: a building, which stays.</summary>
    public static readonly WordList Buildings = new(
        "号住院楼", "号宿舍楼", "号教学楼", "号公寓楼", "号写字楼", "号办公楼", "号综合楼", "号楼", "号宿舍", "号公寓", "号大厦", "号商场", "号别墅", "号厂房",
        "号仓库", "号库", "号馆", "号塔", "#楼", "#栋", "#", "宿舍楼", "栋", "幢", "座", "塔", "舍", "排");

    /// <summary>Behind a number: another name with a number, which stays.</summary>
    public static readonly WordList Names = new(
        "号院", "号大院", "号门", "号线", "号地块", "号地", "号路", "号街", "号巷", "号弄", "号区", "号信箱", "号桥", "号站", "号岗", "号口", "号出口",
        "号卡口", "弄", "巷", "路", "街", "区", "期", "组团", "院", "村", "组", "社", "连", "团", "队", "里", "国道", "省道", "县道", "乡道",
        "米", "公里", "寸", "中学", "小学", "艺术", "创意");

    /// <summary>Behind a number: a part of a building, which is hidden wherever it stands.</summary>
    public static readonly WordList Rooms = new(
        "号商铺", "号店铺", "号铺", "号档", "号摊", "号床", "号病床", "号房", "号室", "号单元", "号包厢", "病区", "病房", "病室", "寝室", "办公室",
        "会议室", "单元", "商铺", "铺位", "档口", "室");

    /// <summary>Behind a number: a part of a building if a building or a road number stands before.</summary>
    public static readonly WordList PartsOfBuildings = new(
        "号柜", "号店", "房间", "宿舍", "房", "铺", "档", "摊", "柜", "床", "门", "梯", "户", "层", "楼");

    /// <summary>What a number may stand behind as a room: places that are buildings.</summary>
    public static readonly WordList Houses = new(
        "大厦", "公寓", "大楼", "写字楼", "宿舍楼", "宿舍", "教学楼", "办公楼", "住院楼", "门诊楼", "外科楼", "内科楼", "综合楼", "东塔", "西塔", "南塔",
        "北塔", "东座", "西座", "主楼", "副楼", "裙楼", "酒店", "宾馆");

    /// <summary>Estates and malls: a number of three digits or more behind them is a room.</summary>
    public static readonly WordList Estates = new(
        "中心", "科技园", "产业园", "创业园", "创意园", "软件园", "工业园", "广场", "国际", "商城", "花园", "小区", "家园", "山庄", "苑", "府", "湾");

    /// <summary>After the number of a floor, door or the like: the number belongs to the name of a place.</summary>
    private static readonly CharacterSet s_placeEnds = new("镇乡村县市州屯庄寨峡沟桥塘营岭湾旗团诊卫内外面头架板柜冰衣单被垫上品产");

    /// <summary>After a bare number: a note begins, so the number was a room.</summary>
    private static readonly CharacterSet s_noteStarts = new("之放送请电收转联找快到打先进敲近旁附对王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文欧");

    /// <summary>Names that start as a note does.</summary>
    private static readonly WordList s_nameStarts = new(
        "高速", "江路", "文化", "文创", "金融", "金街", "石油", "方舱", "龙湖", "江南", "万达", "万科", "武装", "近地", "田园", "高新", "石化", "林场",
        "马路", "高地", "康养", "白云");

    public static bool IsPlaceEnd(ReadOnlySpan<Glyph> text, int at) => (uint)at < (uint)text.Length && s_placeEnds.Contains(text[at]);

    /// <summary>Whether a bare number may end here: nothing follows that would make a name of it.</summary>
    public static bool EndsNumber(ReadOnlySpan<Glyph> text, int at) =>
        at >= text.Length
        || !text[at].Is(GlyphKind.Han | GlyphKind.Latin | GlyphKind.Letter) && !text[at].IsPlainDigit && text[at].Rune is not ('#' or '%' or ':')
            // 751D·PARK
            && !(text[at].Rune == '·' && text.KindAt(at + 1, GlyphKind.Latin | GlyphKind.Han))
        || s_noteStarts.Contains(text[at]) && text.AnyAt(at, s_nameStarts) == 0;
}
