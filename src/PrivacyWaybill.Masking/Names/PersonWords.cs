using System.Buffers;
using PrivacyWaybill.Masking.Text;

namespace PrivacyWaybill.Masking.Names;

/// <summary>Words that start like a name and are none.</summary>
internal static class PersonWords
{
    private static readonly SearchValues<char> s_places =
        SearchValues.Create("省市区區县縣乡鄉镇鎮村州旗盟路街巷道号號楼樓栋幢座店厂廠园園院校站苑城");

    /// <summary>Whether a character of places stands in a range behind its first, which may be a surname: 江苏省, 龙岗区.</summary>
    public static bool IsPlace(in FieldText text, int from, int to) => text.Chars[(from + 1)..to].ContainsAny(s_places);
}
