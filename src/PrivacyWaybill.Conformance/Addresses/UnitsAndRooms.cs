using PrivacyWaybill.Conformance.Text;

namespace PrivacyWaybill.Conformance.Addresses;

/// <summary>
/// Units, floors, rooms, beds, stalls and households in Chinese addresses. A number and the word behind it decide what is
/// meant, and what stands before: behind a building every number is a part of it, and behind such a part, too.
/// </summary>
internal ref struct UnitsAndRooms
{
    private static readonly WordList s_lockers = new("丰巢", "驿站", "快递柜", "自提柜", "云柜", "储物柜", "寄存柜");
    private static readonly WordList s_hospitals = new("住院部", "住院楼", "门诊部", "医院", "病区", "大厦", "大楼", "公寓");
    private static readonly WordList s_underground = new("负", "地下");
    private static readonly WordList s_storeys = new("地下室", "顶层", "顶楼", "阁楼", "底层");
    private static readonly WordList s_floored = new(
        "大厦", "大楼", "商场", "市场", "商城", "商贸城", "时装城", "服装城", "购物城", "家具城", "建材城", "电子城", "部", "医院");

    private readonly ReadOnlySpan<Glyph> _text;
    private readonly bool _freeText;
    private Violations _violations;

    /// <summary>Ends of the last building, road number and part of a building; -1 before the first.</summary>
    private int _buildingEnd = -1, _roadEnd = -1, _partEnd = -1;

    private UnitsAndRooms(ReadOnlySpan<Glyph> text, bool freeText)
    {
        _text = text;
        _freeText = freeText;
    }

    /// <param name="text">An address, or a text that may hold one; phones in it are marked as used.</param>
    /// <param name="freeText">Nothing is known of the text: numbers need a word that tells what they are.</param>
    public static Violations Judge(ReadOnlySpan<Glyph> text, bool freeText)
    {
        var reading = new UnitsAndRooms(text, freeText);
        reading.Read();
        return reading._violations;
    }

    private readonly bool HasAnchor => _buildingEnd >= 0 || _roadEnd >= 0 || _partEnd >= 0;

    private void Read()
    {
        for (var i = 0; i < _text.Length;)
        {
            if (!AddressToken.TryRead(_text, i, out var token))
            {
                if (!_freeText && (Villages.IsHousehold(_text, i) || IsStoreyWithoutNumber(i))) _violations |= Violations.UnitShown;
                i++;
                continue;
            }
            i = TryDashed(token, out var end) ? end : Single(token);
        }
    }

    /// <summary>A number with the word behind it.</summary>
    private int Single(AddressToken token)
    {
        var at = token.End;
        // 979号房山新村
        if (_text.HasAt(at, "号房山")) return HouseNumber(token);
        if (_text.AnyAt(at, AddressWords.Rooms) is > 0 and var room) return Room(token, at, room);
        if (_text.AnyAt(at, AddressWords.Buildings) is > 0 and var building)
        {
            var after = at + building;
            // 三栋镇 is a town, 12排水 no row of houses.
            if (!AddressWords.IsPlaceEnd(_text, after)) _buildingEnd = after;
            return after;
        }
        if (_text.AnyAt(at, AddressWords.Names) is > 0 and var name) return at + name;
        if (_text.AnyAt(at, AddressWords.PartsOfBuildings) is > 0 and var part) return Part(token, at, part);
        if (_text.RuneAt(at) == '号') return HouseNumber(token);
        return Bare(token);
    }

    /// <summary>A number and a word for rooms, units, beds or stalls.</summary>
    private int Room(AddressToken token, int at, int length)
    {
        var end = at + length;
        if (!HasAnchor && token.Digits < 3 && !_text.HasAt(at, "单元") && !_text.HasAt(at, "号单元"))
        {
            // 2室1厅 is a flat's size, 一室 may be any name; in a text without an address only beds say enough.
            if (_text.HasAt(at, "室")) return end;
            if (_freeText && !_text.HasAt(at, "病") && !_text.HasAt(at, "号床") && !_text.HasAt(at, "号病床")) return end;
        }
        return _text.HasAt(at, "室") && AddressWords.IsPlaceEnd(_text, end) ? end : Hidden(token, end);
    }

    /// <summary>A number and a word that means a part of a building only in its place.</summary>
    private int Part(AddressToken token, int at, int length)
    {
        var end = at + length;
        if (AddressWords.IsPlaceEnd(_text, end) || _text.AnyBefore(token.Start, s_lockers) > 0) return end;
        // 三层楼小区, 百户小区, 三门里小区 are names.
        if (token.Han && (_text.AnyAt(end, AddressWords.Estates) > 0 || _text.RuneAt(end) is '楼' or '里' && _text.AnyAt(end + 1, AddressWords.Estates) > 0)) return end;
        var word = _text[at].Rune == '号' ? _text[at + 1].Rune : _text[at].Rune;
        var adjacent = IsBehind(token.Start, _buildingEnd) || IsBehind(token.Start, _roadEnd) || IsBehind(token.Start, _partEnd);
        if (word == '楼' && NamesABuilding(end))
        {
            _buildingEnd = end;
            return end;
        }
        // 108楼** may be a building with its door hidden; 3楼 in a mall or behind a building is a floor whatever follows.
        if (word == '楼' && _text.KindAt(end, GlyphKind.Mask) && !IsBehind(token.Start, _buildingEnd)
            && !(IsBehind(token.Start, _roadEnd) && token.Digits <= 2)
            && (token.Digits >= 3 || _text.AnyBefore(token.Start, s_floored) == 0)) return end;
        if (token.Digits == 0 && !token.Han) return adjacent && word is '梯' or '门' ? Hidden(token, end) : end;
        var known = word switch
        {
            '楼' or '层' when _freeText =>
                adjacent || token.Han && _text.RuneAt(token.Start - 1) == '在' || _text.AnyBefore(token.Start, s_hospitals) > 0,
            '楼' or '层' =>
                !token.Han || adjacent || _text.AnyBefore(token.Start, s_underground) > 0 || HasAnchor && end >= _text.Length,
            '床' => adjacent || !_freeText || token.Digits >= 2 && !_text.KindAt(end, GlyphKind.Han),
            '店' or '宿' => adjacent && !_freeText,
            '柜' => !_freeText,
            '户' when !token.Han => adjacent || !_freeText,
            '门' or '户' or '梯' => adjacent || HasAnchor && !token.Han && !_freeText,
            _ => adjacent || HasAnchor && !_freeText || token.Digits >= 3 && !_freeText,
        };
        return known ? Hidden(token, end) : end;
    }

    /// <summary>A number and 号: a house on a road, a household of a village, or a room of a building.</summary>
    private int HouseNumber(AddressToken token)
    {
        var end = token.End + 1;
        if (IsBehind(token.Start, _buildingEnd) || IsBehind(token.Start, _partEnd) || IsLeftBehindMask(token)) return Hidden(token, end);
        if (!_freeText && Villages.EndsAt(_text, token.Start)) return Hidden(token, end);
        _roadEnd = end;
        return end;
    }

    /// <summary>A number without a word.</summary>
    private int Bare(AddressToken token)
    {
        if (token.Han || token.Digits == 0) return token.End;
        if (IsFloorInEnglish(token)) return Hidden(token, token.End);
        if (!AddressWords.EndsNumber(_text, token.End)) return token.End;
        // 16-*** is a building whose unit and room are hidden.
        var opensDashed = DashedNumbers.IsJoint(_text.RuneAt(token.End)) && _text.KindAt(token.End + 1, GlyphKind.Mask);
        var afterHouse = !_freeText && !opensDashed
            && (token.Digits >= 2 && _text.AnyBefore(token.Start, AddressWords.Houses) > 0
                || token.Digits >= 3 && _text.AnyBefore(token.Start, AddressWords.Estates) > 0);
        var afterRoad = !_freeText && !opensDashed && IsBehind(token.Start, _roadEnd) && token.Digits >= 3;
        var afterBuilding = IsBehind(token.Start, _buildingEnd) && (!_freeText || token.Digits >= 3);
        var afterPart = IsBehind(token.Start, _partEnd) || _text.RuneAt(token.Start - 1) == '之' && _partEnd == token.Start - 1;
        return afterHouse || afterRoad || afterBuilding || afterPart || IsLeftBehindMask(token) ? Hidden(token, token.End) : token.End;
    }

    /// <summary>Numbers joined by hyphens: 5-1-101 is a building, a unit and a room.</summary>
    private bool TryDashed(AddressToken first, out int end)
    {
        var isDashed = DashedNumbers.TryRead(_text, first, out var numbers);
        end = numbers.End;
        if (!isDashed) return false;
        if (numbers.IsCode(_text)) return true;
        var inside = IsBehind(first.Start, _buildingEnd) || IsBehind(first.Start, _partEnd);
        if (_text.AnyAt(end, AddressWords.Rooms) > 0 || _text.AnyAt(end, AddressWords.PartsOfBuildings) > 0 && !NamesABuilding(end + 1))
        {
            if (_freeText && !inside && numbers.Parts == 2) return true;
            // Of floors from and to, neither is a building.
            Hide(inside || _text.RuneAt(end) is '楼' or '层' ? first.Start : first.End, end);
            return true;
        }
        if (_text.AnyAt(end, AddressWords.Buildings) is > 0 and var building)
        {
            _buildingEnd = end += building;
            return true;
        }
        if (_text.AnyAt(end, AddressWords.Names) > 0) return true;
        if (_text.RuneAt(end) == '号' && !inside)
        {
            // Without a road the numbers are a building and a household: 鳌江镇1-15号.
            if (!_freeText && _text.RuneAt(first.Start - 1) is '镇' or '乡') Hide(first.End, end);
            _roadEnd = ++end;
            return true;
        }
        if (inside) Hide(first.Start, end);
        else if (numbers.AreBuildingAndRoom(_text, _freeText)) Hide(first.End, end);
        return true;
    }

    private int Hidden(AddressToken token, int end)
    {
        Hide(token.Start, token.End);
        _partEnd = end;
        return end;
    }

    private void Hide(int start, int end)
    {
        if (_text.CountShown(start, end) > 0) _violations |= Violations.UnitShown;
        _partEnd = end;
    }

    /// <summary>The rest of what a mask behind a house hides: 广场***30号.</summary>
    private readonly bool IsLeftBehindMask(AddressToken token) =>
        !_freeText && HasAnchor && token.Digits > 0 && token.Length - token.Digits <= 3 && _text[token.Start].Is(GlyphKind.Mask);

    /// <summary>Nothing but separators stands between the end of an element and a number.</summary>
    private readonly bool IsBehind(int start, int end)
    {
        if (end < 0 || start < end || start - end > 3) return false;
        for (var i = end; i < start; i++)
            if (_text[i].Rune is not (' ' or '-' or ',' or '#' or '·' or '.' or '第' or '负')) return false;
        return true;
    }

    /// <summary>In 108楼2门 the number before 楼 is the building's.</summary>
    private readonly bool NamesABuilding(int end) =>
        AddressToken.TryRead(_text, end, out var next) && (_text.RuneAt(next.End) == '门' || _text.HasAt(next.End, "单元"));

    /// <summary>12F behind a building.</summary>
    private readonly bool IsFloorInEnglish(AddressToken token) =>
        GlyphMatching.Lower(_text[token.End - 1].Rune) == 'f' && token.Digits is >= 1 and <= 3 && !_freeText
        && !_text.KindAt(token.End, GlyphKind.Han) && token.Length == token.Digits + 1;

    /// <summary>Storeys that go by a word.</summary>
    private readonly bool IsStoreyWithoutNumber(int at) =>
        _text.AnyAt(at, s_storeys) is > 0 and var length && _text.CountShown(at, at + length) == length
        && (IsBehind(at, _buildingEnd) || IsBehind(at, _roadEnd) || IsBehind(at, _partEnd) || _text.RuneAt(at) == '地');
}
