using System.Buffers;
using PrivacyWaybill.Masking.Text;

namespace PrivacyWaybill.Masking.Names;

/// <summary>Recognises organisations by the words that their names end with. They are not personal data.</summary>
internal static class Organisations
{
    // 张大学 is a person. Shorter organisations are masked like one.
    private const int Shortest = 4;

    private static readonly SearchValues<char> s_weakEnds = SearchValues.Create("厂廠店局馆館院所部站处處铺吧");

    private static readonly string[] s_ends =
    [
        "公司", "集团", "集團", "医院", "醫院", "学校", "學校", "大学", "大學", "中学", "中學", "小学", "小學", "学院", "學院",
        "银行", "銀行", "超市", "商店", "商行", "商场", "商場", "药店", "药房", "酒店", "宾馆", "饭店", "餐厅", "餐馆", "面馆",
        "幼儿园", "门诊", "诊所", "工厂", "工廠", "仓库", "驿站", "服务部", "经营部", "门市部", "小卖部", "便利店", "专卖店",
        "旗舰店", "工作室", "事务所", "委员会", "派出所", "办事处", "营业部", "分部", "财务部", "人事部", "采购部", "中心",
        "协会", "俱乐部", "研究院", "研究所", "有限责任公司", "股份有限公司", "居委会", "村委会", "合作社", "出版社", "杂志社",
        "收发室", "传达室", "物业", "保安亭", "快递柜", "丰巢", "Ltd", "Ltd.", "LTD", "LTD.", "Inc", "Inc.", "INC", "LLC", "Corp", "Corp.", "GmbH",
    ];

    private static readonly SearchValues<char> s_lastChars =
        SearchValues.Create(string.Concat(Array.ConvertAll(s_ends, word => word[^1..])) + "厂廠店局馆館院所部站处處铺吧");

    /// <summary>Whether an organisation's name may end with the character.</summary>
    public static bool MayEndWith(char c) => s_lastChars.Contains(c);

    /// <summary>The index after the last organisation's name in a range; <paramref name="from"/> when there is none.</summary>
    public static int FindEnd(in FieldText text, int from, int to)
    {
        for (var end = to; end > from; end--)
        {
            if (end - from < Shortest) return from;
            if (!s_lastChars.Contains(text[end - 1]) || !text.IsCut(end)) continue;
            var range = text.Chars[from..end];
            foreach (var word in s_ends)
                if (range.EndsWith(word)) return end;
            // A weak end counts at the end of its word only: 张店生 is a person.
            if (s_weakEnds.Contains(range[^1]) && !text.Is(end, CharKinds.Content)) return end;
        }

        return from;
    }
}
