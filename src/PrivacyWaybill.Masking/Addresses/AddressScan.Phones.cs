using PrivacyWaybill.Masking.Phones;
using PrivacyWaybill.Masking.Text;

namespace PrivacyWaybill.Masking.Addresses;

/// <content>Phone numbers.</content>
internal partial struct AddressScan
{
    private const int ShortestPhone = 7;

    private int OnPhone(PhoneNumber phone)
    {
        OnWordBeforePhone(phone.Start);
        _runs.Begin(_text, phone.Start, _output);
        phone.Mask(_text, _output);
        _output.Note(MaskNotes.PhoneFound);
        var end = phone.End;
        if (PhoneExtension.TryFind(_text, end, out var extension, out var extensionEnd))
        {
            _output.Keep(end, extension);
            _output.Stars(_text.CountGraphemes(extension, extensionEnd));
            end = extensionEnd;
        }

        _runs.End(end);
        _wordStart = _phoneEnd = end;
        return _hidden ? HideRest(end) : end;
    }

    private readonly PhoneNumber? PhoneAt(int i)
    {
        // Most numbers of an address are too short to look closer.
        var run = _text.DigitsAt(i);
        while (run < 8 && _text.Is(i + run, CharKinds.Digits | 1u << (int)CharKind.Mask)) run++;
        // The room with which most addresses end: no number is so short, and nothing joins it to another.
        if (run < ShortestPhone && i + run >= _text.Length) return null;
        if (run < ShortestPhone && !((run >= 3 || run == 2 && _text.Has(i, "86") && !_text.Is(i - 1, CharKinds.AllHan)) && DigitChain.IsJoint(_text, i + run, _text.KindAt(i + run))) && _text[i + run] is not '^') return null;
        // 1609 152 7919 8874, 1609(152 7919 8874): a room before a phone.
        if (run is >= 3 and <= 4 && _text.KindAt(i + run) is CharKind.Space or CharKind.Open
            && PhoneScan.TryMatchAt(_text, i + run + 1, _text.Length, unknown: false, out var behind, out _) && behind.Shape.IsMobile) return null;
        return PhoneScan.TryMatchAt(_text, i, _text.Length, unknown: true, out var phone, out _) ? phone : null;
    }
}
