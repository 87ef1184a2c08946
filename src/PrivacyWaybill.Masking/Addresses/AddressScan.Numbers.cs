using PrivacyWaybill.Masking.Leaks;
using PrivacyWaybill.Masking.Phones;
using PrivacyWaybill.Masking.Text;

namespace PrivacyWaybill.Masking.Addresses;

/// <content>What a number of an address is: part of a name, a house, a building, or what lies inside.</content>
internal partial struct AddressScan
{
    // A district or road may hold three digits (798艺术区), a stall or room has three at least.
    private const int RoomDigits = 3;
    private const int PostcodeDigits = 6;
    private const int LongestLetters = 2;
    private const int LongestTail = 32;
    private const int ShortestCue = 2;

    // No word, number or local part of an e-mail address is longer.
    private const int LongestToken = 64;

    private int OnNumber(int i)
    {
        if (PhoneAt(i) is { } phone) return OnPhone(phone);
        AddressNumber.TryRead(_text, i, out var first);
        var last = first;
        var parts = 1;
        while (AddressNumber.IsDash(_text, last.End) && AddressNumber.TryRead(_text, last.End + 1, out var next)
            && (next.Digits > 0 || next.Length == 1) && PhoneAt(next.Start) is null)
        {
            last = next;
            parts++;
        }

        // 12/F
        if (parts > 1 && last.Digits == 0 && _text[last.Start] is 'F' or 'f') return Hide(i);
        return parts > 1 ? OnDashForm(first, last, parts) : OnSingle(first);
    }

    private int OnSingle(in AddressNumber number)
    {
        var marker = Markers.Read(_text, number.End, out var length);
        if (marker is Marker.None) marker = Markers.ReadSpaced(_text, number.End, out length);
        var end = number.End + length;
        if (number.IsHan && !_building && Markers.IsName(_text, marker, length, end, isBehindHouse: _houseEnd == number.Start))
        {
            _runs.KeepByContext();
            return end;
        }

        switch (marker)
        {
            case Marker.Unit:
            case Marker.Door when _building || !number.IsHan && _text[end - 2] is not ('号' or '號'):
                return Hide(_text[number.Start - 1] is '第' || IsSide(number.Start - 1) && _buildingEnd == number.Start - 1 ? number.Start - 1 : number.Start);
            case Marker.Floor when !UnitFollows(end):
                return Hide(number.Start);
            case Marker.Building when _text[end - 1] is '#' or '＃' && (_text.Has(end, "单元") || _text.Has(end, "單元")):
            case Marker.Building or Marker.Floor when _hidden:
                return Hide(number.Start);
            case Marker.Building or Marker.Floor:
                EndBuilding(end);
                return end;
            case Marker.House:
                return OnHouse(number, end);
            case Marker.Yard:
                _houseEnd = -1;
                _yard = true;
                _wordStart = end;
                return end;
            case Marker.Village:
                _villageEnd = end;
                return end;
            case Marker.Door when _houseEnd >= 0 || _yard || AddressNumber.TryRead(_text, end, out _):
                // 232号1号门2008号: what is numbered behind the door lies inside.
                EndBuilding(end);
                return end;
            case Marker.Place or Marker.Door:
                return end;
            default:
                return OnBare(number);
        }
    }

    // 108楼2门: a storey has no units of its own, so the number names a building.
    private readonly bool UnitFollows(int index)
    {
        while (_text.KindAt(index) is CharKind.Space && index < _text.Length) index++;
        // The units of a building that arrives masked are stars.
        return !_building && (_text.KindAt(index) is CharKind.Mask || IsRoomOfBuilding(index) || AddressNumber.TryRead(_text, index, out var number)
            && Markers.Read(_text, number.End, out var length) is var marker && (marker is Marker.Door || marker is Marker.Unit && length == 2 && _text[number.End] is '单' or '單'));
    }

    // 410楼2108: no tower here has a hundred storeys, so the number is a building's and a room follows.
    private readonly bool IsRoomOfBuilding(int index)
    {
        var start = index - 1;
        while (start > 0 && _text.Is(start - 1, CharKinds.PlainDigits)) start--;
        return index - 1 - start >= RoomDigits && AddressNumber.TryRead(_text, index, out var room) && room.Digits >= RoomDigits;
    }

    private int OnHouse(in AddressNumber number, int end)
    {
        var start = number.Start;
        if (IsStem(start - 1) || _text[start - 1] is '副') start--;
        if (_building || _hidden || _houseEnd == start) return Hide(start);
        if (IsHousehold(start, end) || IsInsideHouse(number)) return Hide(start);
        _houseEnd = _wordStart = end;
        return end;
    }

    // A number in a village that no road or estate leads to is a household (村/组/社/屯/连 + number + 号).
    private bool IsHousehold(int start, int end)
    {
        if (_villageEnd < 0 || _villageEnd > start) return false;
        // 曹杨八村123号502室 is an estate of the city.
        if (_villageEnd == start && _text.Is(start - 2, CharKinds.Digits) && _text.Is(end, CharKinds.PlainDigits | 1u << (int)CharKind.Mask)) return false;
        // What was seen to lead nowhere is not looked at again.
        for (_villageReach = Math.Max(_villageReach, _villageEnd); _villageReach < start; _villageReach++)
        {
            var i = _villageReach;
            if (!_text.Is(i, CharKinds.AllHan | 1u << (int)CharKind.Space) || IsRoad(_text[i]) || Markers.IsEstate(_text, i)) return false;
        }

        return true;
    }

    // 恒基大厦1203号, 服装市场B803号
    private readonly bool IsInsideHouse(in AddressNumber number) =>
        number.Digits >= RoomDigits && (_text[number.Start - 1] is '厦' or '寓' or '楼' or '樓' or '舍' or '店' or '馆' or '厂' or '司'
            || number.Digits < number.Length && !number.IsHan && !IsRoad(_text[number.Start - 1]));

    private int OnDashForm(in AddressNumber first, in AddressNumber last, int parts)
    {
        var marker = Markers.Read(_text, last.End, out var length);
        var end = last.End + length;
        if (_building || _hidden) return marker is Marker.Building && !_hidden ? end : Hide(first.Start);
        switch (marker)
        {
            case Marker.Building:
                EndBuilding(end);
                return end;
            case Marker.House when IsRoad(_text[first.Start - 1]):
                _houseEnd = _wordStart = end;
                return end;
            case Marker.Place or Marker.Yard or Marker.Village:
                return end;
            // 2-19层 is a range of storeys.
            case Marker.Floor or Marker.Door:
            case Marker.Unit when Markers.IsStorey(_text[last.End]) || IsStorey(first):
                return Hide(first.Start);
            case Marker.House when IsHousehold(first.Start, end):
                return Hide(first.Start);
            case Marker.None when NamesPlace(last.End) && (_houseEnd != first.Start || _text.Has(first.Start, "7-11")):
                _runs.KeepByContext();
                return last.End;
        }

        // 158号-4-3-2
        if (_houseEnd >= 0 && _houseEnd == first.Start - 1 && AddressNumber.IsDash(_text, _houseEnd)) return Hide(first.Start);
        // 27号5-301: the building is the one at the road. 大厦23-5: it is the one before.
        if (_houseEnd == first.Start || IsStorey(first) || _text.Is(first.Start, CharKinds.PlainDigits) && _text[first.Start - 1] is '厦' or '廈') return Hide(first.Start);
        var namesBuilding = marker is Marker.Unit && length == 2 || parts > 2 && first.Length <= 4
            || first.Length < last.Length && first.Length <= RoomDigits || first.Digits <= 2 && first.Length <= RoomDigits;
        if (!namesBuilding) return Hide(first.Start);
        _building = true;
        return Hide(first.End + 1);
    }

    private int OnBare(in AddressNumber number)
    {
        var before = _text[number.Start - 1];
        if (_text[number.End] is '至' or '到' && AddressNumber.TryRead(_text, number.End + 1, out var upper)
            && Markers.Read(_text, upper.End, out _) is Marker.Floor or Marker.Unit) return Hide(number.Start);
        if (number.IsHan && !(number.Digits >= RoomDigits || _building || _houseEnd == number.Start)) return number.End;
        // 第101中学; 张三, whose numeral is his name.
        if (before is '第' || number is { IsHan: true, Length: 1 }) return number.End;
        if (AddressNumber.IsDash(_text, number.End) && _text.KindAt(number.End + 1) is CharKind.Mask)
        {
            // 5-***
            if (_building || _hidden) return Hide(number.Start);
            _building = true;
            return number.End + 1;
        }

        if (_building || _hidden) return Hide(number.Start);
        if (IsRoad(before)) return number.End;
        if (IsPartOfName(number, before, out var nameEnd)) return nameEnd;
        if (_text.Is(number.End, CharKinds.AllHan))
        {
            _runs.KeepByContext();
            var namesPlace = _houseEnd == number.Start ? NamesQuarter(number.End) : number.Digits < RoomDigits || NamesPlace(number.End);
            return number.IsHan || namesPlace ? number.End : Hide(number.Start);
        }

        if (number.IsHan && _houseEnd != number.Start && !AtEnd(number.End)) return number.End;
        // A number in front of everything is a postcode, or a room with the estate behind it.
        if (number.Start == 0 && !AtEnd(number.End))
        {
            if (number.Digits != PostcodeDigits) Conceal(number.Start, number.End);
            return number.End;
        }

        return Hide(number.Start);
    }

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
        // 台北101, 邮编100081
        if (before is '北' && _text[number.Start - 2] is '台' or '臺' && _text.Has(number.Start, "101")) return true;
        if (before is '编' or '編' && number.Digits == PostcodeDigits) return true;
        // 971台灣省
        return number is { Start: 0, Digits: 3 or 5, IsHan: false } && _text.Is(end, CharKinds.AllHan) && Divisions.StartsAt(_text, end);
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

    // 2号798艺术区: right behind a house only a quarter or a works has a number for a name; 27号1101花店 has a room.
    private readonly bool NamesQuarter(int index)
    {
        for (var i = index; i < index + 4 && _text.Is(i, CharKinds.AllHan); i++)
            if (_text[i] is '区' or '园' or '厂' or '街' or '路' or '村' or '坊' || _text.Has(i, "空间") || _text.Has(i, "医院") || _text.Has(i, "公寓")) return true;
        return false;
    }

    private static bool IsRoad(char c) =>
        c is '路' or '街' or '道' or '巷' or '弄' or '条' or '段' or '线' or '同' or '环' or '衢' or '径' or '里';

    private int OnLetters(int i)
    {
        var end = i;
        while (end - i < LongestToken && _text.Is(end, CharKinds.PlainDigits | 1u << (int)CharKind.Latin)) end = _text.NextGrapheme(end);
        var letters = i;
        while (letters < end && _text.KindAt(letters) is CharKind.Latin) letters = _text.NextGrapheme(letters);
        // The shortest cue, qq, has two letters.
        if ((letters - i >= ShortestCue || _text[end] is '@' or '.' or '_') && _text.KindAt(i - 1) is not CharKind.Latin
            && (AccountLeaks.TryFindEmail(_text, i, out var account) || AccountLeaks.TryFindAnnounced(_text, i, out account))) return OnAccount(account);
        // SOHO5号: the number is the 5.
        if (letters - i > LongestLetters && letters < end) return letters;
        AddressNumber.TryRead(_text, i, out var token);
        if (IsMilestone(token)) return MilestoneEnd(token);
        if (token.Digits > 0 || token.Length == 1 && (Markers.Read(_text, token.End, out _) is not Marker.None || AddressNumber.IsDash(_text, token.End)))
            return IsStorey(token) ? Hide(i) : OnNumber(i);
        // LG层
        if (token.Length == LongestLetters && Markers.Read(_text, token.End, out _) is Marker.Unit && (Markers.IsStorey(_text[token.End]) || _building)) return Hide(i);
        if (LatinWords.IsUnit(_text, i, end)) return Hide(i);
        if (!LatinWords.IsBuilding(_text, i, end)) return end;
        while (_text.KindAt(end) is CharKind.Space or CharKind.Dot && end < _text.Length) end++;
        return AddressNumber.TryRead(_text, end, out var number) && number.Digits > 0 && PhoneAt(end) is null ? number.End : end;
    }

    // 国道K351+779
    private readonly bool IsMilestone(in AddressNumber token) =>
        token.Digits > 0 && _text[token.Start] is 'K' or 'k' && IsRoad(_text[token.Start - 1]) || token.Digits > 0 && _text[token.Start] is 'K' or 'k' && _text[token.Start - 1] is '速';

    private readonly int MilestoneEnd(in AddressNumber token) =>
        _text.KindAt(token.End) is CharKind.Plus && AddressNumber.TryRead(_text, token.End + 1, out var metres) ? metres.End : token.End;

    // 12F, 3/F
    private readonly bool IsStorey(in AddressNumber token) =>
        token.Digits > 0 && _text[token.End - 1] is 'F' or 'f' && _text.Is(token.Start, CharKinds.PlainDigits);

    private readonly PhoneNumber? PhoneAt(int i)
    {
        // Most numbers of an address are too short to look closer.
        var run = 0;
        while (run < 8 && _text.Is(i + run, CharKinds.Digits | 1u << (int)CharKind.Mask)) run++;
        if (run < 7 && !(run >= 3 && DigitChain.IsJoint(_text, i + run, _text.KindAt(i + run))) && _text[i + run] is not '^') return null;
        // 1609 152 7919 8874, 1609(152 7919 8874): a room before a phone.
        if (run is >= 3 and <= 4 && _text.KindAt(i + run) is CharKind.Space or CharKind.Open
            && PhoneScan.TryMatchAt(_text, i + run + 1, _text.Length, unknown: false, out var behind, out _) && behind.Shape.IsMobile) return null;
        return PhoneScan.TryMatchAt(_text, i, _text.Length, unknown: true, out var phone, out _) ? phone : null;
    }
}
