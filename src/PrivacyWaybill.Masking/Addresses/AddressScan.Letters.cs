using PrivacyWaybill.Masking.Leaks;
using PrivacyWaybill.Masking.Text;

namespace PrivacyWaybill.Masking.Addresses;

/// <content>Letters: storeys, units in English, accounts.</content>
internal partial struct AddressScan
{
    private const int LongestLetters = 2;
    private const int ShortestCue = 2;

    // No word, number or local part of an e-mail address is longer.
    private const int LongestToken = 64;

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
        if (IsTower(token))
        {
            EndBuilding(token.End);
            return token.End;
        }

        if (token.Digits > 0 || token.Length == 1 && (Markers.Read(_text, token.End, out _) is not Marker.None || AddressNumber.IsDash(_text, token.End)))
            return IsStorey(token) ? Hide(i) : OnNumber(i);
        // LG层
        if (token.Length == LongestLetters && Markers.Read(_text, token.End, out _) is Marker.Unit && (Markers.IsStorey(_text[token.End]) || _building)) return Hide(i);
        if (LatinWords.IsUnit(_text, i, end)) return Hide(i);
        if (!LatinWords.IsBuilding(_text, i, end)) return end;
        var isNumberWord = _text[i] is 'N' or 'n' && end - i == 2;
        while (_text.KindAt(end) is CharKind.Space or CharKind.Dot && end < _text.Length) end++;
        if (!AddressNumber.TryRead(_text, end, out var number) || number.Digits == 0 || PhoneAt(end) is not null) return end;
        // B座No.1203
        return isNumberWord && number.Digits >= RoomDigits && (_building || EndsHouse(_text[i - 1])) ? Hide(i) : number.End;
    }

    // 国道K351+779
    private readonly bool IsMilestone(in AddressNumber token) =>
        token.Digits > 0 && _text[token.Start] is 'K' or 'k' && IsRoad(_text[token.Start - 1]) || token.Digits > 0 && _text[token.Start] is 'K' or 'k' && _text[token.Start - 1] is '速';

    private readonly int MilestoneEnd(in AddressNumber token) =>
        _text.KindAt(token.End) is CharKind.Plus && AddressNumber.TryRead(_text, token.End + 1, out var metres) ? metres.End : token.End;

    // SOHO T3 1203: a tower, with what lies inside behind it.
    private readonly bool IsTower(in AddressNumber token) =>
        _text[token.Start] is 'T' && token.Digits is 1 or 2 && token.Length == token.Digits + 1 && !_building && !_hidden && _text.KindAt(token.End) is CharKind.Space
        && (_text.KindAt(token.End + 1) is CharKind.Mask && token.End + 1 < _text.Length
            || AddressNumber.TryRead(_text, token.End + 1, out var number) && number.Digits > 0 && PhoneAt(number.Start) is null);

    // 12F, 3/F
    private readonly bool IsStorey(in AddressNumber token) =>
        token.Digits > 0 && _text[token.End - 1] is 'F' or 'f' && _text.Is(token.Start, CharKinds.PlainDigits);
}
