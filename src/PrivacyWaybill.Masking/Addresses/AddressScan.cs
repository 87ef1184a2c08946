using PrivacyWaybill.Masking.Leaks;
using PrivacyWaybill.Masking.Text;

namespace PrivacyWaybill.Masking.Addresses;

/// <summary>
/// One pass over an address, from stop to stop: the word behind a number and what was seen before it decide whether it
/// belongs to a place, a building, or to what a label must not show.
/// </summary>
/// <remarks>This file has the way through the text; the others have what it meets, and what is hidden.</remarks>
internal partial struct AddressScan(FieldText text, MaskOutput output)
{
    /// <summary>The kinds that the scan has to look at.</summary>
    public const uint StopKinds = CharKinds.Digits | 1u << (int)CharKind.HanTen | 1u << (int)CharKind.Latin | 1u << (int)CharKind.Hash
        | 1u << (int)CharKind.Open | 1u << (int)CharKind.Close | 1u << (int)CharKind.Separator | 1u << (int)CharKind.Space | 1u << (int)CharKind.Mask;

    /// <summary>The Han characters that it has to look at: those of <see cref="OnHan"/>.</summary>
    public const string StopCharacters = "村组組社屯队隊寨查单單户戶室门門梯夹跃吊天负負首地顶頂底阁閣楼樓附之栋棟幢座排铺舖档檔摊柜床收联聯姓寄发發代签簽微薇扣企";

    private readonly FieldText _text = text;

    // What has been seen.
    private bool _building;
    private int _buildingEnd = -1;
    private bool _yard;
    private bool _hidden;
    private int _hiddenDepth;
    private int _depth;
    private int _houseEnd = -1;
    private int _villageEnd = -1;
    private int _villageReach;
    private int _wordStart;
    private int _phoneEnd = -1;

    private readonly MaskOutput _output = output;
    private HiddenRuns _runs = new();

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
                CharKind.Hash => OnHash(i),
                CharKind.Open or CharKind.Close => OnBracket(i),
                CharKind.Separator or CharKind.Space => OnBreak(i),
                CharKind.Mask when _text.Is(i + 1, CharKinds.PlainDigits) && PhoneAt(i) is { } phone => OnPhone(phone),
                CharKind.Mask => OnMask(i),
                _ => _text.NextGrapheme(i),
            };
        }

        OnWordEnd(_text.Length);
        _runs.Finish(_text, _output);
    }

    private int OnHan(int i)
    {
        // Behind a label stars may be read as a name.
        if (_text[i] is '收' or '联' or '聯' or '姓' or '寄' or '发' or '發' or '代' or '签' or '簽') _runs.KeepByContext();
        switch (_text[i])
        {
            case '村' when _text[i - 1] is '新':
                break;
            case '村' or '组' or '組' or '社' or '屯' or '队' or '隊' or '寨' or '查':
                _villageEnd = i + 1;
                break;
            case '单' or '單' when _text[i + 1] is '元':
            case '梯' when IsStem(i - 1):
                return Hide(IsStem(i - 1) || IsSide(i - 1) ? i - 1 : i);
            case '户' or '戶' or '室' or '门' or '門' when (IsSide(i - 1) || IsStem(i - 1)) && (_building || _houseEnd == i - 1 && _text[i] is '户' or '戶' or '室'):
                return Hide(i - 1);
            case '夹' or '跃' or '吊' or '天' when (_building || _houseEnd >= 0) && (_text[i + 1] is '层' or '層' || _text.Has(i, "天台")):
                return Hide(i);
            case '负' or '負' when AddressNumber.TryRead(_text, i + 1, out var level)
                && (Markers.Read(_text, level.End, out _) is Marker.Floor or Marker.Unit || (_building || _houseEnd >= 0) && AtEnd(level.End)):
                return Hide(i);
            case '首' when (_building || _houseEnd >= 0) && _text[i + 1] is '层' or '層' or '楼' or '樓':
                return Hide(i);
            case '地' when _text[i + 1] is '下' && IsBasement(i + 2):
                return Hide(i);
            case '顶' or '頂' or '底' or '阁' or '閣' when (_building || _houseEnd >= 0) && _text[i + 1] is '楼' or '樓' or '层' or '層':
                return Hide(i);
            case '楼' or '樓' when _text[i - 1] is not ('鼓' or '钟' or '牌' or '门' or '岗') && AddressNumber.TryRead(_text, i + 1, out _):
                // 教学楼, 宿舍楼: what is numbered behind it lies inside.
                EndBuilding(i + 1);
                break;
            case '栋' or '棟' or '幢' or '座' or '楼' or '樓' or '排' when IsStem(i - 1):
                EndBuilding(i + 1);
                break;
            case '铺' or '舖' or '档' or '檔' or '摊' or '柜' or '床' when AddressNumber.TryRead(_text, i + 1, out var stall) && stall is { Digits: > 0, IsHan: false }:
                return Hide(i + 1);
            case '附' when AddressNumber.TryRead(_text, i + 1, out var annex):
                return OnAnnex(i, annex);
            case '之' when AddressNumber.TryRead(_text, i + 1, out var part) && (_building || _houseEnd == i):
                _houseEnd = part.End;
                return _building ? Hide(i) : part.End;
            case '收' or '联' or '聯' or '姓' or '寄' or '发' or '發' or '代' or '签' or '簽' when PersonLeaks.TryFindLabelled(_text, i, out var person):
                return OnPerson(person.Start, person.End);
            case '微' or '薇' or '扣' or '企' when AccountLeaks.TryFindAnnounced(_text, i, out var account):
                return OnAccount(account);
        }

        return _text.NextGrapheme(i);
    }

    // Numbered by the heavenly stems: 甲栋, 乙单元.
    private readonly bool IsStem(int index) => _text[index] is '甲' or '乙' or '丙' or '丁' or '戊' or '己' or '庚' or '辛';

    private readonly bool IsSide(int index) => _text[index] is '东' or '西' or '南' or '北' or '中' or '左' or '右' or '東';

    // 地下室, 地下一层; 72號地下 is a ground floor in Hong Kong.
    private readonly bool IsBasement(int index) =>
        _text[index] is '室'
        || AddressNumber.TryRead(_text, index, out var level) && Markers.Read(_text, level.End, out _) is Marker.Floor or Marker.Unit
        || (_building || _houseEnd == index - 2) && !_text.Is(index, CharKinds.AllHan);

    private void EndBuilding(int end)
    {
        _building = true;
        _buildingEnd = _wordStart = end;
    }

    private int OnBracket(int i)
    {
        OnWordEnd(i);
        if (_text.KindAt(i) is CharKind.Open)
        {
            var end = PlatformTag.EndAt(_text, i);
            if (end > i + 1 && !IsRoomInBrackets(i, end))
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

    // 5栋【301】, 2单元【1203】: no extension has three digits, and a unit is not the last of an address.
    private readonly bool IsRoomInBrackets(int open, int end) =>
        end - open - 2 <= RoomDigits && (_building || _hidden) || _hidden && _text[open - 1] is '元';

    private int OnHash(int i)
    {
        var codeEnd = ForwarderCodeEnd(i);
        if (codeEnd > i) return codeEnd;
        return _text.Is(i + 1, CharKinds.PlainDigits) ? Hide(i) : _text.NextGrapheme(i);
    }

    /// <summary>The index after the code of a forwarder (#ABC123#) that starts at an index; the index itself when none does.</summary>
    private readonly int ForwarderCodeEnd(int index)
    {
        var end = index + 1;
        while (_text.Is(end, CharKinds.PlainDigits | 1u << (int)CharKind.Latin)) end++;
        return _text.KindAt(end) is CharKind.Hash && _text.KindAt(index + 1) is CharKind.Latin && _text.KindAt(index + 2) is CharKind.Latin ? end + 1 : index;
    }

    // 6栋***: what arrives masked is no original.
    private int OnMask(int i)
    {
        _output.Note(MaskNotes.AlreadyMasked);
        return _text.NextGrapheme(i);
    }

    private int OnBreak(int i)
    {
        OnWordEnd(i);
        _wordStart = i + 1;
        return _text.NextGrapheme(i);
    }

    private int OnAccount(Leak account)
    {
        var start = Math.Max(_runs.Written, _text.GraphemeStart(account.Start));
        var end = _text.GraphemeEnd(account.End);
        _runs.Begin(_text, start, _output);
        _output.Run(_text.CountGraphemes(start, end));
        _output.Note(MaskNotes.IdentityFound);
        _runs.End(end);
        _wordStart = end;
        return end;
    }
}
