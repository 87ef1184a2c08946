using PrivacyWaybill.Masking.Text;

namespace PrivacyWaybill.Masking.Addresses;

/// <content>Which numbers belong to a name.</content>
internal partial struct AddressScan
{
    private const int LongestTail = 32;
    private const int LongestEstate = 8;

    /// <summary>Numbers that belong to a name by what stands beside them.</summary>
    private readonly bool IsPartOfName(in AddressNumber number, char before, out int end)
    {
        end = number.End;
        // 8.2馆
        if (_text[end] is '.' && AddressNumber.TryRead(_text, end + 1, out var fraction) && _text.Is(fraction.End, CharKinds.AllHan))
        {
            end = fraction.End;
            return true;
        }

        // 高三（12）班
        if (_text.KindAt(end) is CharKind.Close && _text[end + 1] is '班') return true;
        // 751D·PARK
        if (_text.KindAt(end) is CharKind.Interpunct && _text.KindAt(end + 1) is CharKind.Latin) return true;
        // 台北101
        if (before is '北' && _text[number.Start - 2] is '台' or '臺' && _text.Has(number.Start, "101")) return true;
        // 971台灣省
        return number is { Start: 0, Digits: 3 or 5, IsHan: false } && _text.Is(end, CharKinds.AllHan) && Divisions.StartsAt(_text, end);
    }

    // 邮编100081, (100081) behind the room
    private readonly bool IsPostcode(in AddressNumber number) => number is { Digits: PostcodeDigits, Length: PostcodeDigits, IsHan: false }
        && (_text[number.Start - 1] is '编' or '編' || (_building || _hidden) && _text.KindAt(number.Start - 1) is CharKind.Open && _text.KindAt(number.End) is CharKind.Close);

    // 路北第三家; 第一家园 is an estate.
    private readonly bool IsHouseholdByRank(in AddressNumber number) =>
        _text[number.End] is '家' && !_text.Is(number.End + 1, CharKinds.AllHan);

    // 88号2049国际5号楼: what has buildings of its own is an estate, and the digits begin its name.
    private readonly bool BuildingFollows(int index)
    {
        var end = index;
        while (end < index + LongestEstate && _text.KindAt(end) is CharKind.Han) end++;
        return AddressNumber.TryRead(_text, end, out var number) && number.Digits > 0 && Markers.Read(_text, number.End, out _) is Marker.Building;
    }

    private readonly bool AtEnd(int index)
    {
        var end = Math.Min(_text.Length, index + LongestTail);
        while (index < end && _text.KindAt(index) is not (CharKind.Han or CharKind.Latin)) index++;
        return index >= end;
    }

    // 798艺术区, 101中学, 7-11便利店: what the number is part of.
    private readonly bool NamesPlace(int index)
    {
        for (var i = index; i < index + 12 && _text.Is(i, CharKinds.AllHan); i++)
        {
            if (_text[i] is '区' or '园' or '校' or '院' or '厦' or '场' or '心' or '厂' or '店' or '城' or '馆' or '街' or '路' or '道' or '桥'
                or '站' or '寓' or '库' or '基' or '部' or '局' or '所' or '吧' or '里' or '谷' or '墅' or '團' or '团' or '村') return true;
            if (_text[i] is '中' or '大' or '小' && _text[i + 1] is '学' || _text[i] is '空' && _text[i + 1] is '间') return true;
        }

        return false;
    }

    // 2号798艺术区: right behind a house only a quarter or a works has a number for a name, or the house itself (360大厦); 27号1101花店 has a room.
    private readonly bool NamesQuarter(int index)
    {
        for (var i = index; i < index + 4 && _text.Is(i, CharKinds.AllHan); i++)
            if (_text[i] is '区' or '园' or '厂' or '街' or '路' or '村' or '坊' || i == index && _text.Has(i, "大厦") || _text.Has(i, "空间") || _text.Has(i, "医院") || _text.Has(i, "公寓")) return true;
        return false;
    }

    private static bool IsRoad(char c) =>
        c is '路' or '街' or '道' or '巷' or '弄' or '条' or '段' or '线' or '同' or '环' or '衢' or '径' or '里';
}
