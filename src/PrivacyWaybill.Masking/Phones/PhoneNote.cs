using PrivacyWaybill.Masking.Names;
using PrivacyWaybill.Masking.Text;

namespace PrivacyWaybill.Masking.Phones;

/// <summary>What stands beside the numbers of a phone field: 转, 分机, 白天打 stay; a person does not.</summary>
internal static class PhoneNote
{
    private const int ShortestName = 2;
    private const int LongestName = 4;

    private static readonly string[] s_known =
    [
        "手机", "电话", "座机", "固话", "分机", "内线", "转接", "白天", "晚上", "上午", "下午", "中午", "备用", "同号", "短信",
        "微信", "家里", "单位", "公司", "办公", "或者", "联系", "打不通", "请打", "优先", "工作日", "周末", "时间", "传真",
    ];

    /// <summary>Writes a range between numbers.</summary>
    public static void Mask(FieldText text, int from, int to, MaskOutput output)
    {
        const uint word = CharKinds.AllHan | 1u << (int)CharKind.Mask;
        for (var i = from; i < to;)
        {
            var end = i;
            while (end < to && text.Is(end, word)) end = text.NextGrapheme(end);
            if (end == i)
            {
                var next = Math.Min(to, text.NextGrapheme(i));
                output.Keep(i, next);
                i = next;
                continue;
            }

            if (IsPerson(text, i, end))
            {
                PersonName.Mask(text, i, end, output);
                output.Note(MaskNotes.PersonFound);
            }
            else
            {
                output.Keep(i, end);
            }

            i = end;
        }
    }

    private static bool IsPerson(FieldText text, int from, int to)
    {
        foreach (var word in s_known)
            if (text.Chars[from..to].Contains(word, StringComparison.Ordinal)) return false;
        return NameWords.TitleLength(text, from, to) > 0
            || to - from is >= ShortestName and <= LongestName
                && (Surnames.IsSingle(text[from]) || Surnames.IsCompound(text, from));
    }
}
