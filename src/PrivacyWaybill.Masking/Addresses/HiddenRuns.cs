using PrivacyWaybill.Masking.Text;

namespace PrivacyWaybill.Masking.Addresses;

/// <summary>
/// Writes hidden runs: each is <c>***</c>, or as many stars as it has characters when it has fewer. Runs with nothing
/// but separators between them become one.
/// </summary>
internal ref struct HiddenRuns(FieldText text, MaskOutput output)
{
    private const uint Gap = 1u << (int)CharKind.Space | 1u << (int)CharKind.Separator | 1u << (int)CharKind.Mask;

    private readonly FieldText _text = text;
    private MaskOutput _output = output;
    private int _kept;
    private int _start = -1;
    private int _end;
    private int _count;
    private bool _showsHan;

    /// <summary>The index up to which everything is written or decided.</summary>
    public readonly int Written => _start >= 0 ? _end : _kept;

    /// <summary>Says that something stays because of what stands behind it, which may get hidden.</summary>
    public void KeepByContext() => _count += 2;

    /// <summary>Hides a range, which starts behind all ranges hidden before.</summary>
    public void Hide(int from, int to)
    {
        from = _text.GraphemeStart(from);
        to = _text.GraphemeEnd(to);
        // What arrived masked right beside is part of the run, so that it does not grow.
        while (from > _kept && _text.KindAt(from - 1) is CharKind.Mask) from--;
        while (_text.KindAt(to) is CharKind.Mask && _text.IsCut(to + 1)) to++;
        if (_start >= 0 && IsGap(_end, from))
        {
            _end = Math.Max(_end, to);
            return;
        }

        Flush();
        _start = Math.Max(from, _kept);
        _end = to;
    }

    /// <summary>Writes everything before an index, and hands over the output for what the caller renders from there on.</summary>
    public MaskOutput Begin(int index)
    {
        Flush();
        _output.Keep(_kept, index);
        _kept = Math.Max(_kept, index);
        return _output;
    }

    /// <summary>Takes the output back after the caller has rendered up to an index.</summary>
    public void End(MaskOutput output, int index)
    {
        _output = output;
        _kept = index;
        _count += 2;
    }

    /// <summary>Writes the rest and returns the output.</summary>
    public MaskOutput Finish()
    {
        Flush();
        _output.Keep(_kept, _text.Length);
        // One run in text that arrived unmasked: the stars stand where nothing else is recognised.
        // Without a Han character left it would be read as an English address.
        if (_count == 1 && (_text.Seen & (1u << (int)CharKind.Mask | CharKinds.Complex)) == 0
            && ((_text.Seen & 1u << (int)CharKind.Latin) == 0 || _showsHan)) _output.Settle();
        return _output;
    }

    private void Flush()
    {
        if (_start < 0) return;
        _output.Keep(_kept, _start);
        _showsHan |= _start > 0 && _text.Is(0, CharKinds.AllHan);
        var shown = _text.Bytes(_start, _end);
        if (shown.ContainsAnyExcept(_output.Styles.Filler)) _output.Note(MaskNotes.UnitHidden);
        _output.Run(_text.CountGraphemes(_start, _end));
        // Stars behind a number would be read as its hidden digits.
        _count += _text.Is(_start - 1, 1u << (int)CharKind.Han | 1u << (int)CharKind.Dash) ? 1 : 2;
        _kept = _end;
        _start = -1;
    }

    private readonly bool IsGap(int from, int to)
    {
        for (; from < to; from++)
            if (!_text.Is(from, Gap)) return false;
        return true;
    }
}
