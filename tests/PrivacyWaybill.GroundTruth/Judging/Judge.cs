using System.Text;
using PrivacyWaybill.GroundTruth.Labels;

namespace PrivacyWaybill.GroundTruth.Judging;

/// <summary>Tells what a masked field still says that it must not, and what it no longer says that it must.</summary>
public static class Judge
{
    private const string DigitRunes = "0123456789０１２３４５６７８９零〇一二三四五六七八九幺壹贰叁肆伍陆柒捌玖⓪①②③④⑤⑥⑦⑧⑨";
    private const int HiddenDigits = 6;
    private const int DefaultTail = 2;

    /// <summary>Compares a masked field with its source.</summary>
    /// <param name="source">The field with its secrets.</param>
    /// <param name="masked">What was made of it, <c>*</c> for what is hidden.</param>
    /// <param name="mostTail">How many digits a phone may show behind its hidden ones.</param>
    public static Verdict Weigh(LabelledText source, string masked, int mostTail = DefaultTail)
    {
        if (masked == source.Text && source.Segments.All(segment => segment.Label.Exposure != Exposure.Secret))
            return default;

        var (runes, labels, ends) = Spread(source);
        var output = masked.EnumerateRunes().Select(rune => rune.Value).ToArray();
        Span<bool> shown = runes.Length <= 512 ? stackalloc bool[runes.Length] : new bool[runes.Length];
        var faithful = Alignment.Find(runes, labels, output, shown);

        StringBuilder? leaked = null;
        StringBuilder? lost = null;
        for (int i = 0, start = 0; i < ends.Length; start = ends[i++])
            WeighSegment(source.Segments[i], runes.AsSpan(start..ends[i]), shown[start..ends[i]], mostTail, ref leaked, ref lost);
        if (!faithful)
            (lost ??= new StringBuilder()).Append("(not of the source)");
        if (Encoding.UTF8.GetByteCount(masked) > Encoding.UTF8.GetByteCount(source.Text))
            (lost ??= new StringBuilder()).Append("(longer than the source)");
        return new Verdict(leaked?.ToString(), lost?.ToString());
    }

    private static (int[] Runes, Label[] Labels, int[] Ends) Spread(LabelledText source)
    {
        List<int> runes = [];
        List<Label> labels = [];
        var ends = new int[source.Segments.Count];
        for (var i = 0; i < ends.Length; i++)
        {
            foreach (var rune in source.Segments[i].Text.EnumerateRunes())
            {
                runes.Add(rune.Value);
                labels.Add(source.Segments[i].Label);
            }
            ends[i] = runes.Count;
        }
        return ([.. runes], [.. labels], ends);
    }

    private static void WeighSegment(
        Segment segment, ReadOnlySpan<int> runes, ReadOnlySpan<bool> shown, int mostTail, ref StringBuilder? leaked, ref StringBuilder? lost)
    {
        switch (segment.Label.Exposure)
        {
            case Exposure.Keep when shown.Contains(false):
                Append(ref lost, "", runes, shown, false);
                break;
            case Exposure.Secret when segment.Label.Kind == SecretKind.Phone ? ShowsPhone(runes, shown, mostTail) : ShowsAny(runes, shown):
                Append(ref leaked, segment.Label.Kind + ":", runes, shown, true);
                break;
        }
    }

    private static bool ShowsPhone(ReadOnlySpan<int> runes, ReadOnlySpan<bool> shown, int mostTail)
    {
        var digits = 0;
        var hidden = 0;
        var tail = 0;
        for (var i = 0; i < runes.Length; i++)
        {
            var stands = StandsFor(runes[i]);
            if (stands == 0)
                continue;
            digits += stands;
            var hides = !shown[i] || !IsDigit(runes[i]);
            hidden += hides ? stands : 0;
            tail = hides ? 0 : tail + 1;
        }
        return hidden < Math.Min(HiddenDigits, digits) || tail > mostTail;
    }

    private static bool ShowsAny(ReadOnlySpan<int> runes, ReadOnlySpan<bool> shown)
    {
        for (var i = 0; i < runes.Length; i++)
        {
            if (shown[i] && runes[i] != '*' && (Rune.IsLetterOrDigit(new Rune(runes[i])) || Rune.GetUnicodeCategory(new Rune(runes[i])) is System.Globalization.UnicodeCategory.OtherSymbol or System.Globalization.UnicodeCategory.NonSpacingMark))
                return true;
        }
        return false;
    }

    private static bool IsDigit(int rune) => rune <= char.MaxValue && DigitRunes.Contains((char)rune);

    /// <summary>How many digits of a phone a character is, or hides since before: stars, crosses, the smiley's four.</summary>
    private static int StandsFor(int rune) => rune switch
    {
        '*' or 'x' or 'X' => 1,
        '^' => 2,
        _ => IsDigit(rune) ? 1 : 0,
    };

    private static void Append(ref StringBuilder? text, string prefix, ReadOnlySpan<int> runes, ReadOnlySpan<bool> shown, bool which)
    {
        text ??= new StringBuilder();
        if (text.Length > 0)
            text.Append(" + ");
        text.Append(prefix);
        for (var i = 0; i < runes.Length; i++)
        {
            if (shown[i] == which)
                text.Append(new Rune(runes[i]));
        }
    }
}
