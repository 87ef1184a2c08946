using PrivacyWaybill.Masking.Text;

namespace PrivacyWaybill.Masking.Addresses;

/// <content>What is hidden, and how far.</content>
internal partial struct AddressScan
{
    /// <summary>The kinds that may end what is hidden, or join its numbers to others.</summary>
    public const uint HiddenEndKinds = ~(1u << (int)CharKind.Han | 1u << (int)CharKind.Digit);

    /// <summary>The characters with which notes to the courier start: those of <see cref="IsDeliveryNote"/>.</summary>
    public const string NoteStarts = "放勿丰菜驿请送邮";

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
        if (to > from) _runs.Hide(_text, from, to, _output);
    }

    private readonly int HiddenEnd(int from)
    {
        // 4单元1602室
        if (_text.IsPlainBehind(from, ShortestPhone)) return _text.Length;
        var i = from;
        while (i < _text.Length)
        {
            switch (_text.KindAt(i))
            {
                case CharKind.Open or CharKind.Close:
                case CharKind.Separator when !AddressNumber.IsDash(_text, i):
                    return i;
                case CharKind.Digit or CharKind.WideDigit or CharKind.HanDigit when PhoneAt(i) is not null:
                case CharKind.Plus when PhoneAt(i + 1) is not null:
                    return i;
                case CharKind.Digit or CharKind.WideDigit:
                    do i = _text.NextGrapheme(i);
                    while (_text.Is(i, CharKinds.PlainDigits));
                    break;
                case CharKind.HanDigit or CharKind.HanTen:
                    do i = _text.NextGrapheme(i);
                    while (_text.KindAt(i) is CharKind.HanDigit or CharKind.HanTen);
                    break;
                case CharKind.Latin:
                    var end = i;
                    while (_text.KindAt(end) is CharKind.Latin && end < _text.Length) end = _text.NextGrapheme(end);
                    if (i > from && LatinWords.IsBuilding(_text, i, end)) return i;
                    i = end;
                    break;
                case CharKind.Hash when i > from && ForwarderCodeEnd(i) > i:
                    return i;
                case CharKind.Han when i > from && IsDeliveryNote(i):
                    return i;
                default:
                    i = _text.NextGrapheme(i);
                    break;
            }
        }

        return i;
    }

    // 502放门口, 502 丰巢柜: what the courier is to do is not hidden, nor is the postcode.
    private readonly bool IsDeliveryNote(int i) => _text[i] switch
    {
        '放' or '勿' => true,
        '丰' => _text[i + 1] is '巢',
        '菜' => _text[i + 1] is '鸟',
        '驿' => _text[i + 1] is '站',
        '请' => _text[i + 1] is '放',
        '送' => _text[i + 1] is '货',
        '邮' => _text[i + 1] is '编',
        _ => false,
    };
}
