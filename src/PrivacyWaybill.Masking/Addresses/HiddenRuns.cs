using PrivacyWaybill.Masking.Text;

namespace PrivacyWaybill.Masking.Addresses;

/// <summary>
/// Writes hidden runs: each is <c>***</c>, or as many stars as it has characters when it has fewer. Runs with nothing
/// but separators between them become one.
/// </summary>
internal struct HiddenRuns()
{
    private const uint Gap = 1u << (int)CharKind.Space | 1u << (int)CharKind.Separator | 1u << (int)CharKind.Mask;

    private const uint Usual = 1u << (int)CharKind.Han | 1u << (int)CharKind.Digit | 1u << (int)CharKind.Latin;

    // Usual behind a house or a building alone: numerals (三环路, 四川), and dashes that are hidden (1-4-2007).
    private const uint Numerals = 1u << (int)CharKind.HanDigit | 1u << (int)CharKind.HanTen;
    private const uint Dashes = 1u << (int)CharKind.Dash;

    private int _kept;
    private int _start = -1;
    private int _end;
    private int _count;
    private int _shown;
    private bool _showsHan;

    /// <summary>The index up to which everything is written or decided.</summary>
    public readonly int Written => _start >= 0 ? _end : _kept;

    /// <summary>Says that something stays because of what stands behind it, which may get hidden.</summary>
    public void KeepByContext() => _count += 2;

    /// <summary>Hides a range, which starts behind all ranges hidden before.</summary>
    public void Hide(FieldText text, int from, int to, MaskOutput output)
    {
        from = text.GraphemeStart(from);
        to = text.GraphemeEnd(to);
        // What arrived masked right beside is part of the run, so that it does not grow.
        while (from > _kept && text.KindAt(from - 1) is CharKind.Mask) from--;
        while (text.KindAt(to) is CharKind.Mask && text.IsCut(to + 1)) to++;
        if (_start >= 0 && IsGap(text, _end, from))
        {
            _end = Math.Max(_end, to);
            return;
        }

        Flush(text, output);
        _start = Math.Max(from, _kept);
        _end = to;
    }

    /// <summary>Writes everything before an index; the caller renders from there on.</summary>
    public void Begin(FieldText text, int index, MaskOutput output)
    {
        Flush(text, output);
        output.Keep(_kept, index);
        _kept = Math.Max(_kept, index);
    }

    /// <summary>Goes on after the caller has rendered up to an index.</summary>
    public void End(int index)
    {
        _kept = index;
        _count += 2;
    }

    /// <summary>Writes the rest.</summary>
    public void Finish(FieldText text, MaskOutput output)
    {
        Flush(text, output);
        output.Keep(_kept, text.Length);
        if (_count == 1 && _kept == text.Length && _showsHan && IsUsual(text)) output.Settle();
    }

    // One run at the end of Han characters, digits and letters, which nothing else can be read into.
    private readonly bool IsUsual(FieldText text)
    {
        if ((text.Seen & ~Usual) == 0) return true;
        if ((text.Seen & ~(Usual | Numerals | Dashes)) != 0 || text[_shown - 1] is not ('号' or '楼' or '栋' or '幢' or '座')) return false;
        for (var i = 0; i < _shown && (text.Seen & Dashes) != 0; i++)
            if (text.Is(i, Dashes)) return false;
        return true;
    }

    private void Flush(FieldText text, MaskOutput output)
    {
        if (_start < 0) return;
        output.Keep(_kept, _start);
        _showsHan |= _start > 0 && text.Is(0, CharKinds.AllHan);
        if (HasContent(text, _start, _end)) output.Note(MaskNotes.UnitHidden);
        output.Run(text.CountGraphemes(_start, _end));
        // Stars behind a number or a dash would be read as hidden digits or rooms.
        _count += text.KindAt(_start - 1) is CharKind.Han && _start > 0 ? 1 : 2;
        _shown = _start;
        _kept = _end;
        _start = -1;
    }

    private static bool HasContent(FieldText text, int from, int to)
    {
        for (; from < to; from++)
            if (text.KindAt(from) is not CharKind.Mask) return true;
        return false;
    }

    private static bool IsGap(FieldText text, int from, int to)
    {
        for (; from < to; from++)
            if (!text.Is(from, Gap)) return false;
        return true;
    }
}
