using PrivacyWaybill.Masking.Names;
using PrivacyWaybill.Masking.Phones;
using PrivacyWaybill.Masking.Text;

namespace PrivacyWaybill.Masking.Addresses;

/// <summary>
/// One pass over an address without Han characters, from word to word: the unit comes first, its word before its number
/// (<c>Flat B, 12/F, Tower 3</c>), and each element is hidden by itself.
/// </summary>
internal struct LatinAddressScan(FieldText text, MaskOutput output)
{
    private const uint Word = CharKinds.PlainDigits | 1u << (int)CharKind.Latin | 1u << (int)CharKind.Letter
        | 1u << (int)CharKind.Mask | 1u << (int)CharKind.Joining;

    // Longer ones are codes of something else.
    private const int LongestDesignator = 6;
    private const int RoomDigits = 3;
    private const int ShortestPostcode = 5;
    private const int PostcodeDigits = 6;

    private readonly FieldText _text = text;

    // Of the part between two commas.
    private bool _wordBefore;
    private bool _numberBefore;
    private bool _houseBefore;

    private readonly MaskOutput _output = output;
    private HiddenRuns _runs = new();

    /// <summary>Scans the whole text.</summary>
    public void Run()
    {
        for (var i = 0; i < _text.Length;)
        {
            var kind = _text.KindAt(i);
            if (kind is CharKind.Digit or CharKind.WideDigit or CharKind.Plus && TryPhone(i, out var afterPhone)) i = afterPhone;
            else if (kind is CharKind.Hash && IsDesignator(i + 1, out var numberEnd)) i = Hide(i, numberEnd);
            else if (_text.Is(i, Word)) i = OnWord(i, WordEnd(i));
            else i = OnOther(i, kind);
        }

        _runs.Finish(_text, _output);
    }

    private int OnOther(int i, CharKind kind)
    {
        if (kind is CharKind.Separator || _text[i] is '\n' or '\r') _wordBefore = _numberBefore = _houseBefore = false;
        return _text.NextGrapheme(i);
    }

    private int OnWord(int from, int to)
    {
        if (IsStoreyCode(from, to)) return Hide(from, to);
        var next = SkipLink(to);
        if (_text.Is(from, CharKinds.PlainDigits) || LatinWords.IsOrdinal(_text, from, to))
        {
            // 12th Floor, Ground Floor
            var nextEnd = WordEnd(next);
            if (nextEnd > next && LatinWords.IsStorey(_text, next, nextEnd)) return Hide(from, nextEnd);
            if (!_text.Is(from, CharKinds.PlainDigits)) return OnName(from, to);
            return TryPinyin(from, to, out var end) ? end : OnNumber(from, to, next);
        }

        if (IsMasked(from, to)) return to;
        var letters = from;
        while (_text.Is(letters, 1u << (int)CharKind.Latin)) letters = _text.NextGrapheme(letters);
        if (LatinWords.IsUnit(_text, from, letters))
        {
            // Flat8A
            if (letters < to) return Hide(from, to);
            if (IsDesignator(next, out var numberEnd)) return Hide(from, numberEnd);
        }

        if (LatinWords.IsUnitAlone(_text, from, to)) return Hide(from, to);
        if (LatinWords.AnnouncesPerson(_text, from, to)) return OnPerson(next);
        if (LatinWords.IsBuilding(_text, from, to) && IsDesignator(next, out var designatorEnd) && !IsBuildingAndRoom(next, designatorEnd, out _) && !TryPhoneAt(next, out _))
        {
            _wordBefore = _numberBefore = true;
            return designatorEnd;
        }

        return letters < to && letters - from <= 2 && to - from <= LongestDesignator ? OnNumber(from, to, next) : OnName(from, to);
    }

    private int OnName(int from, int to)
    {
        _wordBefore = true;
        _numberBefore = false;
        _houseBefore = LatinWords.EndsHouse(_text, from, to);
        return to;
    }

    /// <summary>A number that no word claims: of a house when a name follows, of a room behind a building or alone.</summary>
    private int OnNumber(int from, int to, int next)
    {
        if (IsBuildingAndRoom(from, to, out var dash) && (_wordBefore || _houseBefore))
        {
            Hide(dash + 1, to);
            return to;
        }

        var nameFollows = _text.KindAt(next) is CharKind.Latin && WordEnd(next) - next > 1;
        var digits = 0;
        for (var i = from; i < to; i++)
            if (_text.Is(i, CharKinds.PlainDigits)) digits++;
        var isRoom = _numberBefore && !(digits == PostcodeDigits && digits == to - from) || _houseBefore && digits >= RoomDigits
            || !_wordBefore && !nameFollows && !(digits >= ShortestPostcode && digits == to - from);
        if (isRoom) return Hide(from, to);
        _numberBefore = !nameFollows;
        return to;
    }

    // Jinxiu Garden 5-502; 88-102 Nathan Road is a range.
    private readonly bool IsBuildingAndRoom(int from, int to, out int dash)
    {
        dash = from;
        while (_text.Is(dash, CharKinds.PlainDigits)) dash++;
        var room = dash + 1;
        while (_text.Is(room, CharKinds.PlainDigits | 1u << (int)CharKind.Mask)) room++;
        return dash - from is 1 or 2 && _text[dash] is '-' && room == to && to - dash > RoomDigits;
    }

    /// <summary>5 dong 2 danyuan 301 shi, 5hao 301shi: the number comes first, as in Han.</summary>
    private bool TryPinyin(int from, int to, out int end)
    {
        var word = from;
        while (_text.Is(word, CharKinds.PlainDigits)) word++;
        if (word == to) word = SkipLink(to);
        end = WordEnd(word);
        // 5 hao lou
        if (LatinWords.IsPinyinHouse(_text, word, end) && LatinWords.IsPinyinUnit(_text, SkipLink(end), WordEnd(SkipLink(end)))) end = WordEnd(SkipLink(end));
        else if (LatinWords.IsPinyinUnit(_text, word, end) && (_numberBefore || _text.KindAt(SkipLink(end)) is not CharKind.Latin))
        {
            Hide(from, end);
            _numberBefore = true;
            return true;
        }
        else if (!LatinWords.IsPinyinHouse(_text, word, end)) return false;

        _wordBefore = _numberBefore = true;
        return true;
    }

    // Attn: John Smith
    private int OnPerson(int from)
    {
        var to = from;
        while (to < _text.Length && (_text.Is(to, Word) && !_text.Is(to, CharKinds.PlainDigits) || _text.KindAt(to) is CharKind.Space && _text[to] is not '\n' || _text[to] is '.')) to++;
        _runs.Begin(_text, from, _output);
        PersonName.Mask(_text, from, to, _output);
        _output.Note(MaskNotes.PersonFound);
        _runs.End(to);
        return to;
    }

    private bool TryPhone(int i, out int end)
    {
        end = i;
        if (!TryPhoneAt(i, out var phone)) return false;
        _runs.Begin(_text, phone.Start, _output);
        phone.Mask(_text, _output);
        _output.Note(MaskNotes.PhoneFound);
        _runs.End(phone.End);
        end = phone.End;
        return true;
    }

    private readonly bool TryPhoneAt(int i, out PhoneNumber phone)
    {
        if (_text.KindAt(i) is CharKind.Plus) i++;
        phone = default;
        return _text.Is(i, CharKinds.PlainDigits) && !_text.Is(i - 1, CharKinds.PlainDigits)
            && PhoneScan.TryMatchAt(_text, i, _text.Length, unknown: true, out phone, out _);
    }

    private int Hide(int from, int to)
    {
        _runs.Hide(_text, from, to, _output);
        _wordBefore = _numberBefore = _houseBefore = false;
        return to;
    }

    // 12/F, G/F, 12F
    private readonly bool IsStoreyCode(int from, int to) =>
        to - from >= 2 && _text[to - 1] is 'F' or 'f'
        && (_text[to - 2] is '/' || _text.Is(from, CharKinds.PlainDigits | 1u << (int)CharKind.Mask) && _text.Is(to - 2, CharKinds.PlainDigits | 1u << (int)CharKind.Mask));

    private readonly bool IsMasked(int from, int to)
    {
        while (from < to && _text.KindAt(from) is CharKind.Mask) from++;
        return from == to;
    }

    /// <summary>Whether a short code, a number or one letter, stands behind spaces, full stops and number signs.</summary>
    private readonly bool IsDesignator(int index, out int end)
    {
        end = WordEnd(index);
        if (end == index || end - index > 2 * LongestDesignator) return false;
        if (end - index == 1 || IsMasked(index, end)) return true;
        var letters = 0;
        var digits = 0;
        for (var i = index; i < end; i++)
        {
            if (_text.Is(i, CharKinds.PlainDigits)) digits++;
            else if (_text.KindAt(i) is CharKind.Latin) letters++;
        }

        return digits > 0 && letters <= 2;
    }

    /// <summary>The index after the word at an index: letters and digits, and what joins them inside.</summary>
    private readonly int WordEnd(int index)
    {
        var end = index;
        while (_text.Is(end, Word) || end > index && _text[end] is '-' or '/' or '&' or '\'' or '’' && _text.Is(end + 1, Word)) end++;
        return end;
    }

    private readonly int SkipLink(int index)
    {
        // One such word at most: a row of them would be read again from each.
        for (var numbered = false; index < _text.Length; index++)
        {
            if (_text[index] is ' ' or '.' or '#' or ':') continue;
            if (numbered || !IsNumberWord(index)) break;
            numbered = true;
            index++;
        }

        return index;
    }

    // Unit No. 5
    private readonly bool IsNumberWord(int index) =>
        _text[index] is 'N' or 'n' && _text[index + 1] is 'o' or 'O' && _text[index + 2] is '.' or ' ' && _text[index - 1] is ' ';
}
