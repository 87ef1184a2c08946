using PrivacyWaybill.Masking.Names;
using PrivacyWaybill.Masking.Phones;
using PrivacyWaybill.Masking.Text;

namespace PrivacyWaybill.Masking.Addresses;

/// <summary>
/// One pass over an address, from number to number: the word behind a number and what was seen before it decide
/// whether it belongs to a place, a building, or to what a label must not show.
/// </summary>
internal ref struct AddressScan(FieldText text, HiddenRuns runs)
{
    // A district or road may hold three digits (798艺术区), a stall or room has three at least.
    private const int RoomDigits = 3;
    private const int PostcodeDigits = 6;
    private const int LongestLetters = 2;
    private const int LongestTail = 32;

    /// <summary>The kinds that the scan has to look at.</summary>
    public const uint StopKinds = CharKinds.Digits | 1u << (int)CharKind.HanTen | 1u << (int)CharKind.Latin | 1u << (int)CharKind.Hash
        | 1u << (int)CharKind.Open | 1u << (int)CharKind.Close | 1u << (int)CharKind.Separator | 1u << (int)CharKind.Space | 1u << (int)CharKind.Mask;

    /// <summary>The Han characters that it has to look at: those of <see cref="OnHan"/>.</summary>
    public const string StopCharacters = "村组組社屯队寨查单單户戶室门門负地顶底阁楼樓附之";

    private readonly FieldText _text = text;

    // What has been seen.
    private bool _building;
    private bool _hidden;
    private int _hiddenDepth;
    private int _depth;
    private int _houseEnd = -1;
    private int _villageEnd = -1;
    private int _wordStart;

    public HiddenRuns Runs = runs;

    /// <summary>Scans the whole text.</summary>
    public void Run()
    {
        for (var i = _text.NextStop(0); i < _text.Length; i = _text.NextStop(i))
        {
            i = _text.KindAt(i) switch
            {
                CharKind.Han => OnHan(i),
                CharKind.Digit or CharKind.WideDigit or CharKind.HanDigit or CharKind.HanTen => OnNumber(i),
                CharKind.Latin => OnLetters(i),
                CharKind.Hash when _text.Is(i + 1, CharKinds.PlainDigits) => Hide(i),
                CharKind.Open or CharKind.Close => OnBracket(i),
                CharKind.Separator or CharKind.Space => OnBreak(i),
                CharKind.Mask when _text.Is(i + 1, CharKinds.PlainDigits) && PhoneAt(i) is { } phone => OnPhone(phone),
                _ => _text.NextGrapheme(i),
            };
        }

        OnWordEnd(_text.Length, beforePhone: false);
    }

    private int OnHan(int i)
    {
        switch (_text[i])
        {
            case '村' or '组' or '組' or '社' or '屯' or '队' or '寨' or '查':
                _villageEnd = i + 1;
                break;
            case '单' or '單' when _text[i + 1] is '元':
                return Hide(_text[i - 1] is '甲' or '乙' or '丙' or '丁' or '东' or '西' or '南' or '北' or '中' or '左' or '右' ? i - 1 : i);
            case '户' or '戶' or '室' or '门' or '門'
                when _building && _text[i - 1] is '东' or '西' or '南' or '北' or '中' or '左' or '右' or '東':
                return Hide(i - 1);
            case '负' when AddressNumber.TryRead(_text, i + 1, out var level) && Markers.Read(_text, level.End, out _) is Marker.Floor or Marker.Unit:
                return Hide(i);
            case '地' when _text[i + 1] is '下'
                && (_text[i + 2] is '室' || AddressNumber.TryRead(_text, i + 2, out var level) && Markers.Read(_text, level.End, out _) is Marker.Floor or Marker.Unit):
                return Hide(i);
            case '顶' or '底' or '阁' when (_building || _houseEnd >= 0) && _text[i + 1] is '楼' or '层':
                return Hide(i);
            case '楼' or '樓' when AddressNumber.TryRead(_text, i + 1, out _):
                // 教学楼, 宿舍楼: what is numbered behind it lies inside.
                _building = true;
                break;
            case '附' when AddressNumber.TryRead(_text, i + 1, out var annex):
                _houseEnd = annex.End + (_text[annex.End] is '号' or '號' ? 1 : 0);
                return _hidden || _building ? Hide(i) : _houseEnd;
            case '之' when AddressNumber.TryRead(_text, i + 1, out var part) && (_building || _houseEnd == i):
                _houseEnd = part.End;
                return _building ? Hide(i) : part.End;
        }

        return _text.NextGrapheme(i);
    }

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

    private int OnSingle(AddressNumber number)
    {
        var marker = Markers.Read(_text, number.End, out var length);
        var end = number.End + length;
        if (number.IsHan && marker is Marker.Unit or Marker.Floor or Marker.Door or Marker.Building && length == 1
            && !_building && Markers.NameFollows(_text, end))
        {
            Runs.KeepByContext();
            return end;
        }

        switch (marker)
        {
            case Marker.Unit:
            case Marker.Door when _building || !number.IsHan && _text[end - 2] is not ('号' or '號'):
                return Hide(number.Start);
            case Marker.Floor when !UnitFollows(end):
                return Hide(number.Start);
            case Marker.Building or Marker.Floor when _hidden:
                return Hide(number.Start);
            case Marker.Building or Marker.Floor:
                _building = true;
                return end;
            case Marker.House:
                return OnHouse(number, end);
            case Marker.Yard:
                _houseEnd = -1;
                return end;
            case Marker.Village:
                _villageEnd = end;
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
        return !_building && (_text.KindAt(index) is CharKind.Mask || AddressNumber.TryRead(_text, index, out var number)
            && Markers.Read(_text, number.End, out var length) is var marker && (marker is Marker.Door || marker is Marker.Unit && length == 2 && _text[number.End] is '单' or '單'));
    }

    private int OnHouse(AddressNumber number, int end)
    {
        var start = number.Start;
        if (_text[start - 1] is '甲' or '乙' or '丙' or '丁' or '副') start--;
        if (_building || _hidden || _houseEnd == start) return Hide(start);
        if (IsHousehold(start) || IsInsideHouse(number)) return Hide(start);
        _houseEnd = end;
        return end;
    }

    // 村/组/社/屯/连 + number + 号 is a household; so is a number in a village that no road or estate leads to.
    private readonly bool IsHousehold(int start)
    {
        if (_villageEnd < 0) return false;
        var before = _text[start - 1];
        if (_villageEnd == start) return !(before is '村' && _text[start - 2] is '新');
        return before is '庄' or '湾' or '沟' or '坪' or '岭' or '坡' or '塘' or '坝' or '岗' or '坑' or '冲' or '垭' or '营' or '洼' or '峪'
            && _text[start - 2] is not '山';
    }

    // 恒基大厦1203号
    private readonly bool IsInsideHouse(AddressNumber number) =>
        number.Digits >= RoomDigits && _text[number.Start - 1] is '厦' or '寓' or '楼' or '樓' or '舍' or '店' or '馆' or '厂' or '司';

    private int OnDashForm(AddressNumber first, AddressNumber last, int parts)
    {
        var marker = Markers.Read(_text, last.End, out var length);
        var end = last.End + length;
        if (_building || _hidden) return marker is Marker.Building && !_hidden ? end : Hide(first.Start);
        switch (marker)
        {
            case Marker.Building:
                _building = true;
                return end;
            case Marker.House when _text[first.Start - 1] is var before && IsRoad(before):
                _houseEnd = end;
                return end;
            case Marker.Place or Marker.Yard or Marker.Village:
                return end;
            case Marker.Floor or Marker.Door:
                return Hide(first.Start);
            case Marker.House when IsHousehold(first.Start):
                return Hide(first.Start);
            case Marker.None when NamesPlace(last.End) && _houseEnd != first.Start:
                Runs.KeepByContext();
                return last.End;
        }

        // 27号5-301: the building is the one at the road.
        if (_houseEnd == first.Start) return Hide(first.Start);
        var namesBuilding = marker is Marker.Unit && length == 2 || parts > 2 && first.Length <= 4
            || first.Length < last.Length && first.Length <= RoomDigits || first.Length <= 2;
        if (!namesBuilding) return Hide(first.Start);
        _building = true;
        return Hide(first.End + 1);
    }

    private int OnBare(AddressNumber number)
    {
        var before = _text[number.Start - 1];
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
        if (_text.Is(number.End, CharKinds.AllHan))
        {
            Runs.KeepByContext();
            return number.IsHan || _houseEnd != number.Start && number.Digits < RoomDigits || NamesPlace(number.End)
                ? number.End
                : Hide(number.Start);
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
            if (_text[i] is '中' or '大' or '小' && _text[i + 1] is '学') return true;
        }

        return false;
    }

    private static bool IsRoad(char c) =>
        c is '路' or '街' or '道' or '巷' or '弄' or '条' or '段' or '线' or '同' or '环' or '衢' or '径' or '里';

    private int OnLetters(int i)
    {
        var end = i;
        while (_text.Is(end, CharKinds.PlainDigits | 1u << (int)CharKind.Latin)) end = _text.NextGrapheme(end);
        var letters = i;
        while (_text.KindAt(letters) is CharKind.Latin && letters < _text.Length) letters = _text.NextGrapheme(letters);
        // SOHO5号: the number is the 5.
        if (letters - i > LongestLetters && letters < end) return letters;
        AddressNumber.TryRead(_text, i, out var token);
        if (token.Digits > 0 || token.Length == 1 && (Markers.Read(_text, token.End, out _) is not Marker.None || AddressNumber.IsDash(_text, token.End)))
            return IsStorey(token) ? Hide(i) : OnNumber(i);
        if (LatinWords.IsUnit(_text, i, end)) return Hide(i);
        if (!LatinWords.IsBuilding(_text, i, end)) return end;
        while (_text.KindAt(end) is CharKind.Space or CharKind.Dot && end < _text.Length) end++;
        return AddressNumber.TryRead(_text, end, out var number) && number.Digits > 0 && PhoneAt(end) is null ? number.End : end;
    }

    // 12F, 3/F
    private readonly bool IsStorey(AddressNumber token) =>
        token.Digits > 0 && _text[token.End - 1] is 'F' or 'f' && _text.Is(token.Start, CharKinds.PlainDigits);

    private int OnBracket(int i)
    {
        OnWordEnd(i, beforePhone: false);
        if (_text.KindAt(i) is CharKind.Open)
        {
            var end = PlatformTag.EndAt(_text, i);
            if (end > i + 1)
            {
                _wordStart = end;
                return _hidden ? HideRest(end) : end;
            }

            _depth++;
            _wordStart = i + 1;
            return i + 1;
        }

        _depth = Math.Max(0, _depth - 1);
        _wordStart = i + 1;
        if (!_hidden) return i + 1;
        if (_depth >= _hiddenDepth) return HideRest(i + 1);
        _hidden = false;
        return i + 1;
    }

    private int OnBreak(int i)
    {
        OnWordEnd(i, beforePhone: false);
        _wordStart = i + 1;
        return _text.NextGrapheme(i);
    }

    private int OnPhone(PhoneNumber phone)
    {
        OnWordEnd(phone.Start, beforePhone: true);
        var output = Runs.Begin(phone.Start);
        phone.Mask(_text, ref output);
        output.Note(MaskNotes.PhoneFound);
        Runs.End(output, phone.End);
        _wordStart = phone.End;
        return _hidden ? HideRest(phone.End) : phone.End;
    }

    /// <summary>扎西家 behind a village, 王小明收 at the end: people who stand in an address.</summary>
    private void OnWordEnd(int end, bool beforePhone)
    {
        while (end > _wordStart && _text.KindAt(end - 1) is CharKind.Space) end--;
        if (end <= _wordStart || !_text.Is(end - 1, CharKinds.AllHan) || !_text.IsCut(_wordStart) || !_text.IsCut(end)) return;
        if (_text[end - 1] is '家' && _villageEnd >= _wordStart && end - _villageEnd is >= 2 and <= 7)
        {
            Hide(_villageEnd);
            return;
        }

        if (end - _wordStart is < 2 or > 7 || !Surnames.IsSingle(_text[_wordStart]) && !Surnames.IsCompound(_text, _wordStart)) return;
        var cue = beforePhone && end - _wordStart <= 4 || _hidden && end - _wordStart <= 3 && IsDelivered(_wordStart)
            || _text[end - 1] is '收' || NameWords.TitleLength(_text, _wordStart, end) > 0;
        if (!cue) return;
        var output = Runs.Begin(_wordStart);
        PersonName.Mask(_text, _wordStart, end, ref output);
        output.Note(MaskNotes.PersonFound);
        Runs.End(output, end);
    }

    // Behind a comma after the room, two or three characters that start with a surname are whom it is for.
    private readonly bool IsDelivered(int index) => index > 0 && _text.KindAt(index - 1) is CharKind.Separator;

    private readonly PhoneNumber? PhoneAt(int i)
    {
        // Most numbers of an address are too short to look closer.
        var run = 0;
        while (run < 8 && _text.Is(i + run, CharKinds.Digits | 1u << (int)CharKind.Mask)) run++;
        if (run < 7 && !(run >= 3 && DigitChain.IsJoint(_text, i + run, _text.KindAt(i + run))) && !_text.Has(i + run, "^_^")) return null;
        return PhoneScan.TryMatchAt(_text, i, _text.Length, unknown: true, out var phone, out _) ? phone : null;
    }

    /// <summary>Hides from an index to the end of its part of the address, and returns that end.</summary>
    private int Hide(int from)
    {
        if (!_hidden) _hiddenDepth = _depth;
        _hidden = true;
        var end = HiddenEnd(from);
        Conceal(from, end);
        _wordStart = end;
        return end;
    }

    private int HideRest(int from)
    {
        while (_text.KindAt(from) is CharKind.Space && from < _text.Length) from++;
        return HiddenEnd(from) > from ? Hide(from) : from;
    }

    private void Conceal(int from, int to)
    {
        while (to > from && _text.KindAt(to - 1) is CharKind.Space) to--;
        if (to > from) Runs.Hide(from, to);
    }

    private readonly int HiddenEnd(int from)
    {
        var i = from;
        while (i < _text.Length)
        {
            switch (_text.KindAt(i))
            {
                case CharKind.Open or CharKind.Close:
                case CharKind.Separator when !AddressNumber.IsDash(_text, i):
                    return i;
                case CharKind.Digit or CharKind.WideDigit or CharKind.HanDigit or CharKind.Plus when PhoneAt(i) is not null:
                    return i;
                case CharKind.Digit or CharKind.WideDigit or CharKind.HanDigit or CharKind.HanTen:
                    do i = _text.NextGrapheme(i);
                    while (_text.Is(i, CharKinds.Digits));
                    break;
                case CharKind.Latin:
                    var end = i;
                    while (_text.KindAt(end) is CharKind.Latin && end < _text.Length) end = _text.NextGrapheme(end);
                    if (i > from && LatinWords.IsBuilding(_text, i, end)) return i;
                    i = end;
                    break;
                default:
                    i = _text.NextGrapheme(i);
                    break;
            }
        }

        return i;
    }
}
