using PrivacyWaybill.Conformance.Text;

namespace PrivacyWaybill.Conformance.Phones;

/// <summary>Digits that belong together over blocks and the signs that join them, shown, hidden or replaced by a mask.</summary>
internal struct DigitRun
{
    /// <summary>The widest gap between two blocks of one number: " - " or a line break with indentation.</summary>
    private const int WidestGap = 4;

    /// <summary>The most digits before a smiley that leave six of eleven to it.</summary>
    private const int MostHead = 5;

    private static readonly CharacterSet s_joiners = new(" -.·_()[],、/|~+");

    /// <summary>Span of the run in the text.</summary>
    public int Start, End;

    /// <summary>Digit places, and how many of them can be read.</summary>
    public int Places, Shown;

    /// <summary>Blocks that signs keep apart, the length of the first and of the longest.</summary>
    public int Blocks, FirstBlock, LongestBlock;

    /// <summary>A mask in it hides any number of digits.</summary>
    public bool Open;

    /// <summary>Mask characters in it; the stretches they form, and the longest of them.</summary>
    public int Masks, MaskStretches, LongestMask;

    /// <summary>The first two places: the digit, or -1 if hidden.</summary>
    public int First, Second;

    /// <summary>Shown digits before the first mask.</summary>
    public int Head;

    public readonly int Hidden => Places - Shown;

    public static bool IsJoiner(Glyph glyph) => s_joiners.Contains(glyph);

    /// <summary>Whether a number can start here: no digit of the same script stands directly before.</summary>
    public static bool StartsAt(ReadOnlySpan<Glyph> text, int at) =>
        text[at].IsDigitPlace && (at == 0 || !text[at - 1].IsDigitPlace || OtherScript(text[at - 1], text[at]));

    /// <summary>Whether a number can end here: no digit of the same script follows directly.</summary>
    public static bool EndsAt(ReadOnlySpan<Glyph> text, int end) =>
        end >= text.Length || !text[end].IsDigitPlace || OtherScript(text[end - 1], text[end]);

    /// <summary>Reads a local number of eight or seven digits.</summary>
    public static bool TryLocal(ReadOnlySpan<Glyph> text, int start, out DigitRun run)
    {
        foreach (var loosely in (ReadOnlySpan<bool>)[false, true])
        {
            for (var places = 8; places >= 7; places--)
            {
                run = Read(text, start, places);
                if (run.Places == places && run.Blocks <= 2 && !run.Open && (loosely ? EndsAtMask(text, run) : EndsAt(text, run.End))) return true;
            }
        }
        run = default;
        return false;
    }

    /// <summary>Digits in the clear are not less of a phone for a mask behind them, and ×, which is read as a mask, leads to an extension.</summary>
    private static bool EndsAtMask(ReadOnlySpan<Glyph> text, DigitRun run)
    {
        var end = run.End;
        while (text.KindAt(end, GlyphKind.Mask)) end++;
        return end > run.End && (run.Masks == 0 || EndsAt(text, end));
    }

    /// <summary>Reads up to <paramref name="places"/> digits from here on, over joiners.</summary>
    public static DigitRun Read(ReadOnlySpan<Glyph> text, int start, int places)
    {
        var run = new DigitRun { Start = start, End = start, First = -1, Second = -1 };
        int block = 0, gap = 0, mask = 0;
        for (var i = start; i < text.Length && run.Places < places; i++)
        {
            if (!text[i].IsDigitPlace)
            {
                if (run.Places == 0 || ++gap > WidestGap || !IsJoiner(text[i])) break;
                block = 0;
                continue;
            }
            gap = 0;
            if (block++ == 0) run.Blocks++;
            if (run.Blocks == 1) run.FirstBlock = block;
            run.LongestBlock = Math.Max(run.LongestBlock, block);
            run.Take(text[i], ref mask);
            run.End = i + 1;
        }
        return run;
    }

    /// <summary>
    /// Reads one block: digits and masks without a joiner. No more than <paramref name="most"/> of them: a number is never
    /// so long, and a block that is looked at from many places must not be read to its end each time.
    /// </summary>
    public static DigitRun ReadBlock(ReadOnlySpan<Glyph> text, int start, int most = 64)
    {
        var end = start;
        while (end < text.Length && end - start < most && text[end].IsDigitPlace) end++;
        return Read(text[..end], start, int.MaxValue);
    }

    /// <summary>Extends a block over others up to the smiley that stands for the rest of the number: 138 ^_^78, 156 2^_^.</summary>
    public static bool TryOverSmile(ReadOnlySpan<Glyph> text, ref DigitRun run)
    {
        var number = run;
        while (number.Places <= MostHead)
        {
            var more = Read(text, number.Start, number.Places + 1);
            if (more.Places == number.Places) return false;
            var block = ReadBlock(text, more.End - 1);
            number = Read(text, number.Start, number.Places + block.Places);
            if (!block.Open) continue;
            run = number;
            return true;
        }
        return false;
    }

    private void Take(Glyph glyph, ref int mask)
    {
        var shown = glyph.IsDigit && glyph.Is(GlyphKind.Shown);
        if (Places == 0) First = shown ? glyph.Digit : -1;
        if (Places == 1) Second = shown ? glyph.Digit : -1;
        if (glyph.Is(GlyphKind.Mask))
        {
            Masks++;
            if (mask++ == 0) MaskStretches++;
            LongestMask = Math.Max(LongestMask, mask);
            Open |= glyph.Is(GlyphKind.Smile);
        }
        else
        {
            mask = 0;
            if (Masks == 0) Head++;
        }
        Places++;
        if (shown) Shown++;
    }

    private static bool OtherScript(Glyph one, Glyph other) =>
        !one.Is(GlyphKind.Mask) && !other.Is(GlyphKind.Mask) && (one.Kind & GlyphKind.Han) != (other.Kind & GlyphKind.Han);
}
