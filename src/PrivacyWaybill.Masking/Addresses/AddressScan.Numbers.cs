using PrivacyWaybill.Masking.Text;

namespace PrivacyWaybill.Masking.Addresses;

/// <content>What a number of an address is: part of a name, a house, a building, or what lies inside.</content>
internal partial struct AddressScan
{
    // A district or road may hold three digits (798艺术区), a stall or room has three at least.
    private const int RoomDigits = 3;
    private const int LongestRoom = 4;
    private const int PostcodeDigits = 6;
    private const int LongestMarket = 12;

    private static readonly CharSet s_stallAreas = new("区區厅廳场場街排");

    private const uint Joints = 1u << (int)CharKind.Dot | 1u << (int)CharKind.Space | 1u << (int)CharKind.Interpunct | 1u << (int)CharKind.Separator;

    private int OnNumber(int i)
    {
        // A few digits and a word behind them, or nothing: as in most addresses.
        var digits = _text.DigitsAt(i);
        if (digits is > 0 and < ShortestPhone && (_text.KindAt(i + digits) is CharKind.Han || i + digits == _text.Length) && (_text.Seen & CharKinds.Complex) == 0)
            return OnSingle(new(i, i + digits, digits, IsHan: false));
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
        if (parts == 1 && _text.Is(first.End, Joints) && TryReadSpread(first, out var room)) return OnDashForm(first, room, parts: 3);
        return parts > 1 ? OnDashForm(first, last, parts) : OnSingle(first);
    }

    // 12.2.301, 12 2 301: building, unit and room with something else than dashes between them.
    private readonly bool TryReadSpread(in AddressNumber first, out AddressNumber room)
    {
        room = first;
        return IsSpread(first) && _text[first.End] is var joint && AddressNumber.TryRead(_text, first.End + 1, out var unit) && unit is { IsHan: false, Digits: 1 or 2 } && _text[unit.End] == joint
            && AddressNumber.TryRead(_text, unit.End + 1, out room) && room is { IsHan: false, Digits: RoomDigits or LongestRoom } && PhoneAt(room.Start) is null;
    }

    private readonly bool IsSpread(in AddressNumber number) =>
        _text.Is(number.End, Joints) && _text[number.End] is not ('/' or '|') && number is { IsHan: false, Digits: 1 or 2 };

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

        // Whether a numeral stays may depend on what is hidden behind it, but not in 三环路 and 四川.
        if (number.IsHan && (marker is not (Marker.Place or Marker.None) || _text[number.Start - 1] is '第')) _runs.KeepByContext();
        switch (marker)
        {
            case Marker.Unit when IsHouseOfShops(number, end):
                return OnHouse(number, number.End + 1);
            case Marker.Unit:
            case Marker.Door when _building || !number.IsHan && _text[end - 2] is not ('号' or '號'):
                return Hide(_text[number.Start - 1] is '第' || IsSide(number.Start - 1) && _buildingEnd == number.Start - 1 ? number.Start - 1 : number.Start);
            case Marker.Floor when !UnitFollows(number, end):
                return Hide(number.Start);
            case Marker.Building when _text[end - 1] is '#' or '＃' && (_text.Has(end, "单元") || _text.Has(end, "單元") || IsRoomSign(number)):
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

    // 288号商铺48号: the shop has a number of its own.
    private readonly bool IsHouseOfShops(in AddressNumber number, int end) =>
        !_building && _text[number.End] is '号' or '號' && _text[end - 1] is '铺' or '舖' or '面' && _text.Is(end, CharKinds.PlainDigits | 1u << (int)CharKind.Mask);

    // 写字楼3801#, 5号楼502#: inside a building the sign stands for 室.
    private readonly bool IsRoomSign(in AddressNumber number) => number.Digits >= RoomDigits && (_building || EndsHouse(_text[number.Start - 1]));

    // 108楼2门: a storey has no units of its own, so the number names a building.
    private readonly bool UnitFollows(in AddressNumber storey, int index)
    {
        if (_building) return false;
        while (_text.KindAt(index) is CharKind.Space && index < _text.Length) index++;
        // 45楼乙3208
        if (IsStem(index)) index++;
        // The units of a building that arrives masked are stars.
        return _text.KindAt(index) is CharKind.Mask || AddressNumber.TryRead(_text, index, out var number)
            && (IsRoomOfBuilding(storey, number) || Markers.Read(_text, number.End, out var length) is var marker && (marker is Marker.Door || marker is Marker.Unit && length == 2 && _text[number.End] is '单' or '單'));
    }

    // 410楼2108, 新村乙5楼301: no tower here has a hundred storeys, and no storey a stem, so the number is a building's.
    // 园48楼1022: nor is the room one of the 48th storey.
    private readonly bool IsRoomOfBuilding(in AddressNumber storey, in AddressNumber room) => room.Digits >= RoomDigits
        && (storey.Digits >= RoomDigits || !room.IsHan && room.Digits <= LongestRoom
            && (IsStem(storey.Start - 1) || EndsCampus(storey.Start) && !IsOnStorey(storey, room)));

    // 12楼1203, 12楼A1203
    private readonly bool IsOnStorey(in AddressNumber storey, in AddressNumber room)
    {
        var digits = room.Start;
        while (_text.KindAt(digits) is CharKind.Latin || _text[digits] is '0' && digits < room.End - 1) digits++;
        return room.End - digits == storey.Length + 2 && _text.Chars[digits..room.End].StartsWith(_text.Chars[storey.Start..storey.End]);
    }

    // A campus or an estate has buildings; a mall, a tower or the house of a business park has storeys.
    private readonly bool EndsCampus(int end) => _text[end - 1] switch
    {
        '园' or '園' => !(_text[end - 2] is '件' or '技' or '业' or '業' or '意' or '流' or '商' or '创'),
        '村' or '里' or '学' or '校' or '苑' or '庄' or '坊' or '邸' or '府' => true,
        '区' or '區' => _text[end - 2] is '小' or '社' or '校' or '宿',
        _ => false,
    };

    private int OnHouse(in AddressNumber number, int end)
    {
        var start = number.Start;
        if (IsStem(start - 1) || _text[start - 1] is '副') start--;
        if (_building || _hidden || _houseEnd == start) return Hide(start);
        if (IsHousehold(start, end) || IsInsideHouse(number) || IsInYard(start, end) || s_stallAreas.Contains(_text[start - 1]) && IsStall(start)) return Hide(start);
        _houseEnd = _wordStart = end;
        return _text.KindAt(end) is CharKind.Han && Markers.IsInnerRoom(_text, end) ? Hide(end) : end;
    }

    // 8号附3号, A栋附1号; behind a unit, and without 号 behind a building, it is a room.
    private int OnAnnex(int start, in AddressNumber number)
    {
        var isHouse = _text[number.End] is '号' or '號';
        _houseEnd = number.End + (isHouse ? 1 : 0);
        if (_hidden || _building && !(isHouse && _buildingEnd == start)) return Hide(start);
        if (isHouse) _wordStart = _houseEnd;
        return _houseEnd;
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
        number.Digits >= RoomDigits && (EndsHouse(_text[number.Start - 1])
            || number.Digits < number.Length && !number.IsHan && !IsRoad(_text[number.Start - 1]));

    private static bool EndsHouse(char c) => c is '厦' or '寓' or '楼' or '樓' or '舍' or '店' or '馆' or '厂' or '司';

    // 12号院内3号; 12号院内3号502 has a room, so the 3 is a building.
    private readonly bool IsInYard(int start, int end) =>
        (_yard || _houseEnd == start - 1) && _text[start - 1] is '内' or '內' && !_text.Is(end, CharKinds.PlainDigits | 1u << (int)CharKind.Mask);

    // 农贸市场干货区28号, 五金城3街28号: a market numbers its stalls.
    private readonly bool IsStall(int start)
    {
        var last = _text[start - 1];
        if (last is '街' or '排' && !_text.Is(start - 2, CharKinds.Digits)) return false;
        for (var i = last is '街' ? start - 2 : start - 1; i > _wordStart && i > start - LongestMarket; i--)
        {
            if (IsRoad(_text[i]) || !_text.Is(i, CharKinds.AllHan | CharKinds.PlainDigits | 1u << (int)CharKind.Latin)) return false;
            if (_text[i] is '场' or '場' && _text[i - 1] is '市' or '商' || _text[i] is '厅' or '廳' && _text[i - 1] is '大'
                || _text[i] is '城' && _text[i - 1] is '装' or '金' or '材' or '贸' or '商' or '品' or '具' or '革' or '配' or '卉' or '茶' or '鞋') return true;
        }

        return false;
    }

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
        if (_houseEnd >= 0 && _houseEnd == first.Start - 1 && AddressNumber.IsDash(_text, _houseEnd)) return Hide(_houseEnd);
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
        if (before is '第' && IsHouseholdByRank(number)) return Hide(number.Start - 1);
        if (number.IsHan && !(number.Digits >= RoomDigits || _building || _houseEnd == number.Start)) return number.End;
        if (number.IsHan) _runs.KeepByContext();
        // 第101中学; 张三, whose numeral is his name.
        if (before is '第' || number is { IsHan: true, Length: 1 } || IsPostcode(number)) return number.End;
        if (_text.KindAt(number.End + 1) is CharKind.Mask && number.End + 1 < _text.Length
            && (AddressNumber.IsDash(_text, number.End) || IsSpread(number) && _houseEnd != number.Start))
        {
            // 5-***, 12.***
            if (_building || _hidden) return Hide(number.Start);
            _building = true;
            return number.End + 1;
        }

        if (_building || _hidden) return Hide(number.Start);
        // 테헤란로 123
        if (IsRoad(before) || before is ' ' && _text[number.Start - 2] is '로' or '길') return number.End;
        if (IsPartOfName(number, before, out var nameEnd)) return nameEnd;
        if (_text.Is(number.End, CharKinds.AllHan))
        {
            _runs.KeepByContext();
            var namesPlace = _houseEnd == number.Start ? NamesQuarter(number.End) || BuildingFollows(number.End) : number.Digits < RoomDigits || NamesPlace(number.End);
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
}
