using PrivacyWaybill.Masking.Text;

namespace PrivacyWaybill.Masking.Addresses;

/// <summary>Tells how far an address starts with administrative divisions, from province to town or street office.</summary>
internal static class Divisions
{
    // 自治区 and 街道 at the end, 新疆生产建设兵团 in all.
    private const int LongestName = 14;
    private const int ShortestName = 2;

    private static readonly CharSet s_ends = new("省市区區县縣旗盟镇鎮乡鄉道木州");

    // What stands behind the divisions: once met, nothing more is one.
    private static readonly CharSet s_places = new("路街巷弄村号號栋幢楼座苑园園厦院科室");

    // 小区, 园区, 校区, 社区, 库区, 景区, 厂区, 超市, 门市, 大道: not divisions though they end like one.
    private static readonly CharSet s_notBeforeDistrict = new("小园園校社库庫景厂廠院矿礦住街片病");
    private static readonly CharSet s_notBeforeCity = new("超门門夜花菜");

    /// <summary>The index after the last division with which the text starts; 0 when it starts with none.</summary>
    public static int EndOf(FieldText text)
    {
        var (start, end) = (0, 0);
        for (var i = 0; i < text.Length && i - start < LongestName; i++)
        {
            if (text.KindAt(i) is CharKind.Space && i == start)
            {
                start++;
                continue;
            }

            if (!text.Is(i, CharKinds.AllHan) || !text.IsCut(i + 1)) break;
            var isStreetOffice = text[i] is '街' && text[i + 1] is '道';
            if (s_places.Contains(text[i]) && !isStreetOffice && !EndsBehind(text, i)) break;
            if (!IsEnd(text, start, i)) continue;
            start = end = i + 1;
        }

        return end;
    }

    /// <summary>Whether a province, a city or a county starts at an index.</summary>
    public static bool StartsAt(FieldText text, int index)
    {
        for (var i = index + ShortestName; i < index + LongestName && text.Is(i - 1, CharKinds.AllHan); i++)
            if (text[i - 1] is '省' or '市' or '县' or '縣' or '区' or '區' && text[i - 2] is not '小') return true;
        return false;
    }

    // 街 of 街口镇 and 园 of 园洲镇 are part of a division's name.
    private static bool EndsBehind(FieldText text, int index) =>
        text[index + 1] is '镇' or '鎮' or '乡' or '鄉' or '县' or '縣' || text[index + 2] is '镇' or '鎮' or '乡' or '鄉' or '县' or '縣';

    private static bool IsEnd(FieldText text, int start, int index)
    {
        if (index - start + 1 < ShortestName || !s_ends.Contains(text[index])) return false;
        var before = text[index - 1];
        return text[index] switch
        {
            '区' or '區' => !s_notBeforeDistrict.Contains(before),
            '市' => !s_notBeforeCity.Contains(before) && text[index + 1] is not ('场' or '場'),
            '道' => before is '街',
            '木' => before is '苏' or '蘇',
            '州' => before is '治',
            // 市 and 县 in the middle of a longer word (市镇, 县城) end nothing.
            _ => text[index + 1] is not '城',
        };
    }
}
