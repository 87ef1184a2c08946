using PrivacyWaybill.Conformance.Text;

namespace PrivacyWaybill.Conformance.Names;

/// <summary>Surnames by which a person is told in a text. Single ones that are mostly other words are left out.</summary>
internal static class Surnames
{
    private static readonly CharacterSet s_single = new(
        "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许邓冯韩曹曾彭萧肖蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹闫段雷龙黎史陶贺毛郝顾龚邵覃武钱严莫孔汤葛易乔庞樊殷庄翟申倪骆齐柯童鲁凌俞阮舒聂岳焦柴甄欧吉柳邢耿涂苗盛翁詹霍蓝鲍辛温佟尚裴闵臧柏亓蔺鄢邝麦冼阙娄桂屈冉牟仝隋宁奚郁饶储谷晏甘丘岑祝祁卞滕卓宫娜冀甯巫靳缪解宗宿芦米麻牛游强荣商邬樱湛康施洪尤房包梅万卜苟蒲丛景费纪喻路水於");

    private static readonly WordList s_compound = new(
        "欧阳", "司马", "诸葛", "上官", "皇甫", "尉迟", "令狐", "慕容", "长孙", "宇文", "东方", "公孙", "轩辕", "夏侯", "司徒", "司空", "闻人", "申屠",
        "钟离", "淳于", "独孤", "南宫", "西门", "端木", "百里", "东郭", "呼延", "万俟", "公冶", "澹台");

    /// <summary>Length of the surname that starts at a place; 0 if none.</summary>
    public static int LengthAt(ReadOnlySpan<Glyph> text, int at) =>
        at >= text.Length || at < 0 ? 0 : text.AnyAt(at, s_compound) is > 0 and var compound ? compound : s_single.Contains(text[at]) ? 1 : 0;

    /// <summary>Length of the surname that ends before a place; 0 if none.</summary>
    public static int LengthBefore(ReadOnlySpan<Glyph> text, int end) =>
        end <= 0 ? 0 : text.AnyBefore(end, s_compound) is > 0 and var compound ? compound : s_single.Contains(text[end - 1]) ? 1 : 0;
}
