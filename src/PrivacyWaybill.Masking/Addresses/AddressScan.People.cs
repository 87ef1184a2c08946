using PrivacyWaybill.Masking.Names;
using PrivacyWaybill.Masking.Text;

namespace PrivacyWaybill.Masking.Addresses;

/// <content>People who stand in an address: before and behind a phone, behind a label, before 收 or with a title.</content>
internal partial struct AddressScan
{
    private const int ShortestName = 2;
    private const int LongestName = 4;
    private const int LongestTitled = 7;
    private const int LongestHousehold = 7;

    // 全家, 酒家, 农家, 如家, 宜家 …: what ends so is a business or a house for everybody.
    private static readonly CharSet s_businesses = new("人全酒农商皇万国专厂居回如之宜大名");

    private const uint Link = 1u << (int)CharKind.Space | 1u << (int)CharKind.Separator | 1u << (int)CharKind.Open | 1u << (int)CharKind.Plus;

    // Behind what a person may be told by: a firm, a school, a village, a house.
    private static readonly CharSet s_holders = new("司厂廠店铺舖市行馆館吧院校学學园園部处處科室组組班队隊连連营站所局台口卫衛间間会會社房舍村屯寨庄号號栋棟幢座楼樓厦城苑场場镇鎮乡鄉家坊库庫宅");

    // Behind these more often the name of a place goes on: 万达广场江南店.
    private static readonly CharSet s_openHolders = new("城苑场場镇鎮乡鄉市庄园園家坊行");

    // 刘岗 behind a town is a village, 李家河 behind anything.
    private static readonly CharSet s_landforms = new("河山岭岗川湖洲泉溪江海池石林塘湾");

    private static readonly CharSet s_ways = new("路街道巷弄村镇鎮乡鄉");

    /// <summary>扎西家 behind a village, 王小明收 at the end.</summary>
    private void OnWordEnd(int end)
    {
        var wordEnd = end;
        while (end > _wordStart && _text.KindAt(end - 1) is CharKind.Space) end--;
        if (end <= _wordStart || !_text.Is(end - 1, CharKinds.AllHan) || !_text.IsCut(_wordStart) || !_text.IsCut(end)) return;
        if (_text[end - 1] is '家' && _text[end - 2] is not '人' && TryFindHousehold(end, out var household))
        {
            Hide(household);
            return;
        }

        var start = _text[_wordStart] is '转' or '轉' or '交' or '给' ? _wordStart + 1 : _wordStart;
        if (IsTitledBehindOrganisation(start, end, out var titled))
        {
            OnPerson(titled, end);
            return;
        }

        if (end - start is < ShortestName or > LongestTitled || !Surnames.StartsName(_text, start))
        {
            if (TryFindTail(end, wordEnd, out var tail)) OnPerson(tail, end);
            return;
        }

        var suffix = NameWords.SuffixLength(_text, start, end);
        var isName = end - suffix - start <= LongestName && suffix < end - start && !PersonWords.IsPlace(_text, start, end) && !PersonWords.IsWord(_text, start, end);
        var cue = (_text[end - 1] is '收' || NameWords.TitleLength(_text, start, end) > 0) && suffix < end - start
            || isName && (start > _wordStart || IsDelivered(start) || IsBehindPhone(start) || IsReceiver(wordEnd) || IsInBrackets(start, end - suffix, wordEnd) || IsFirst(start, wordEnd));
        if (cue) OnPerson(start, end);
        else if (TryFindTail(end, wordEnd, out var tail)) OnPerson(tail, end);
    }

    /// <summary>张三 13812345678, and 张三，13812345678.</summary>
    private void OnWordBeforePhone(int phone)
    {
        var end = phone;
        while (end > 0 && _text.Is(end - 1, Link)) end--;
        var start = end;
        while (start > _runs.Written && end - start <= LongestName && _text.Is(start - 1, CharKinds.AllHan) && start != _buildingEnd && start != _houseEnd) start--;
        if (end - start is < ShortestName or > LongestName || !Surnames.StartsName(_text, start) || !_text.IsCut(start) || !_text.IsCut(end)) return;
        if (PersonWords.IsPlace(_text, start, end) || PersonWords.IsWord(_text, start, end)) return;
        OnPerson(start, end);
    }

    private int OnPerson(int start, int end)
    {
        _runs.Begin(_text, start, _output);
        PersonName.Mask(_text, start, end, _output);
        _output.Note(MaskNotes.PersonFound);
        _runs.End(end);
        _wordStart = end;
        return end;
    }

    // Behind a comma after the room, what reads like a name is whom it is for.
    private readonly bool IsDelivered(int index) => _hidden && index > 0 && _text.KindAt(index - 1) is CharKind.Separator;

    private readonly bool IsBehindPhone(int index)
    {
        if (_phoneEnd < 0) return false;
        while (index > _phoneEnd && _text.Is(index - 1, Link)) index--;
        return index == _phoneEnd;
    }

    // 某某公司王经理收
    private readonly bool IsTitledBehindOrganisation(int from, int to, out int start)
    {
        start = to - NameWords.SuffixLength(_text, from, to);
        var title = NameWords.TitleLength(_text, Math.Max(from, start - LongestTitled), start);
        if (title == 0 && start - from > ShortestName) title = NameWords.TitleLength(_text, start - ShortestName, start);
        if (title == 0) return false;
        for (var i = start - title - 1; i > from && i >= start - title - 3; i--)
        {
            if (!Surnames.IsSingle(_text[i]) || _text[i - 1] is not ('司' or '学' or '院' or '室' or '部' or '店' or '厂' or '校' or '所' or '行' or '口' or '馆' or '心' or '园' or '号')) continue;
            start = i;
            return true;
        }

        return false;
    }

    // 前王村扎西家, 广场旁扎西家
    private readonly bool TryFindHousehold(int end, out int start)
    {
        start = _villageEnd;
        if (start >= _wordStart) return end - start is >= 2 and <= LongestHousehold;
        for (start = end - 3; start > _wordStart && end - start <= LongestHousehold; start--)
            if (_text[start - 1] is '旁' or '边' or '邊' or '侧' or '面' or '近') return !s_businesses.Contains(_text[end - 2]);
        return false;
    }

    /// <summary>The person with whom an address ends: 某某公司 张三, 前王村张三收.</summary>
    private readonly bool TryFindTail(int end, int wordEnd, out int start)
    {
        var suffix = NameWords.SuffixLength(_text, _wordStart, end);
        start = end -= suffix;
        if (suffix == 0 && (!IsLastWord(wordEnd) || !GivenNames.Contains(_text[end - 1]) || s_holders.Contains(_text[end - 1]))) return false;
        for (start = end - ShortestName; start >= Math.Max(_wordStart, end - PersonShape.Longest); start--)
        {
            if (!PersonShape.MayStart(_text, start)) continue;
            var isWhole = start == _wordStart;
            var before = start - 1;
            while (before >= 0 && (_text.KindAt(before) is CharKind.Space or CharKind.Separator or CharKind.Dash or CharKind.Close)) before--;
            if (!(suffix > 0 && isWhole) && (before < 0 || !s_holders.Contains(_text[before]) && _runs.Written != before + 1)) continue;
            // 3组刘一鸣: what ends in two characters of given names is hardly a place.
            var isLong = end - start > ShortestName && GivenNames.ContainsAll(_text.Chars[(start + 1)..end]) && !PersonWords.IsAmbiguous(_text, start, end);
            if (suffix == 0 && IsPlaceBehind(before, start, end, isLong)) continue;
            if (PersonShape.Is(_text, start, end, expected: suffix > 0 || isLong)) return true;
        }

        return false;
    }

    private readonly bool IsLastWord(int end)
    {
        while (_text.Is(end, 1u << (int)CharKind.Space | 1u << (int)CharKind.Separator)) end++;
        return end >= _text.Length;
    }

    private readonly bool IsPlaceBehind(int before, int start, int end, bool isLong) =>
        s_openHolders.Contains(_text[before]) && !isLong && (before == start - 1 || s_landforms.Contains(_text[end - 1]))
        // 小店区三中
        || before == start - 1 && PersonWords.IsPlace(_text, before, end)
        || _text[start + 1] is '家' && s_landforms.Contains(_text[end - 1]);

    // （张三）, （张三转）
    private readonly bool IsInBrackets(int start, int end, int wordEnd) =>
        start > 0 && _text.KindAt(start - 1) is CharKind.Open && _text.KindAt(wordEnd) is CharKind.Close && wordEnd < _text.Length
        && (Surnames.IsCommon(_text[start]) || PersonShape.Is(_text, start, end, expected: true));

    // 张三,上海市…; 寄：刘一鸣 锦绣路88号
    private readonly bool IsFirst(int start, int end)
    {
        if (start > 0 && !(start <= LongestName && _text[start - 1] is ':' or '：') || !Surnames.IsCommon(_text[start]) && !Surnames.IsCompound(_text, start)) return false;
        var behind = end;
        while (_text.KindAt(behind) is CharKind.Space or CharKind.Separator && behind < _text.Length) behind++;
        return Divisions.StartsAt(_text, behind) || IsWay(behind) && PersonShape.Is(_text, start, end, expected: false);
    }

    private readonly bool IsWay(int index)
    {
        for (; _text.Is(index, CharKinds.AllHan); index++)
            if (s_ways.Contains(_text[index])) return true;
        return false;
    }

    // 张三（收）
    private readonly bool IsReceiver(int index) =>
        _text.KindAt(index) is CharKind.Open && (_text[index + 1] is '收' && _text.KindAt(index + 2) is CharKind.Close
            || _text[index + 2] is '收' && _text.KindAt(index + 3) is CharKind.Close);
}
