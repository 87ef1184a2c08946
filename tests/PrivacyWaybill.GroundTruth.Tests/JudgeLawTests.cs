using System.Text;
using PrivacyWaybill.GroundTruth.Grammars;
using PrivacyWaybill.GroundTruth.Judging;
using PrivacyWaybill.GroundTruth.Labels;

namespace PrivacyWaybill.GroundTruth.Tests;

/// <summary>What the judge must say of maskers whose faults are known, over waybills of the grammar.</summary>
public class JudgeLawTests
{
    private const int Waybills = 3_000;

    [Fact]
    public void Weigh_NothingMasked_FindsEverySecret()
    {
        foreach (var text in Texts().Where(text => text.Segments.Any(segment => segment.Label is { Exposure: Exposure.Secret, Kind: not SecretKind.Phone })))
        {
            var verdict = Judge.Weigh(text, text.Text);
            Assert.True(verdict.IsLeak && !verdict.IsLoss, text.ToString());
        }
    }

    [Fact]
    public void Weigh_EverythingStarred_FindsNoSecretAndEveryLoss()
    {
        foreach (var text in Texts())
        {
            var verdict = Judge.Weigh(text, Stars(text.Text));
            Assert.False(verdict.IsLeak, $"{text}: {verdict.Leaked}");
            Assert.Equal(text.Segments.Any(segment => segment.Label.Exposure == Exposure.Keep), verdict.IsLoss);
        }
    }

    [Theory]
    [InlineData("secrets starred, the rest as it came", false, false)]
    [InlineData("secrets and what is free starred", true, false)]
    [InlineData("runs of three stars", true, true)]
    public void Weigh_MaskedByTheLabels_FindsNothing(string row, bool hidesFree, bool shortens)
    {
        foreach (var text in Texts())
        {
            var masked = Mask(text, hidesFree, shortens);
            var verdict = Judge.Weigh(text, masked);
            Assert.False(verdict.IsLeak || verdict.IsLoss, $"{row}: {text} {masked}: {verdict.Leaked} {verdict.Lost}");
        }
    }

    [Fact]
    public void Weigh_OneCharacterOfASecretShown_FindsIt()
    {
        int shown = 0, found = 0;
        var dice = new Dice(11, 0);
        foreach (var text in Texts())
        {
            for (var i = 0; i < text.Segments.Count; i++)
            {
                var segment = text.Segments[i];
                if (segment.Label is not { Exposure: Exposure.Secret, Kind: not SecretKind.Phone })
                    continue;
                var runes = segment.Text.EnumerateRunes().ToArray();
                var at = dice.Next(runes.Length);
                if (!Rune.IsLetterOrDigit(runes[at]))
                    continue;
                var masked = string.Concat(text.Segments.Select((other, j) => j != i
                    ? other.Label.Exposure == Exposure.Secret ? Stars(other.Text) : other.Text
                    : string.Concat(runes.Select((rune, k) => k == at ? rune.ToString() : "*"))));
                shown++;
                found += Judge.Weigh(text, masked).IsLeak ? 1 : 0;
            }
        }

        // The few others can be read as the same character of a part that may stay ("1单元1" and "*单元1").
        Assert.InRange(found, shown * 0.995, shown);
        Assert.True(shown > 5_000);
    }

    [Fact]
    public void Weigh_FourDigitsHiddenOnly_FindsEveryMobile()
    {
        foreach (var text in Texts().Where(text => text.Forms[0] == "mobile"))
            Assert.True(Judge.Weigh(text, text.Text[..3] + "****" + text.Text[7..]).IsLeak);
    }

    [Fact]
    public void Weigh_LastKeptCharacterHidden_FindsTheLoss()
    {
        foreach (var text in Texts().Where(text => text.Segments is [.., { Label.Exposure: Exposure.Keep }, { Label.Exposure: Exposure.Secret }]))
        {
            var kept = text.Segments[^2].Text;
            if (char.IsSurrogate(kept[^1]))
                continue;
            var masked = Mask(new LabelledText([.. text.Segments.SkipLast(2)], []), false, false) + kept[..^1] + "*" + Stars(text.Segments[^1].Text);
            Assert.True(Judge.Weigh(text, masked).IsLoss, $"{text} {masked}");
        }
    }

    private static IEnumerable<LabelledText> Texts() =>
        Enumerable.Range(0, Waybills).SelectMany(i => WaybillGenerator.Write(3, (ulong)i).Fields).Select(field => field.Text);

    private static string Mask(LabelledText text, bool hidesFree, bool shortens)
    {
        var masked = new StringBuilder();
        var run = new StringBuilder();
        foreach (var segment in text.Segments)
        {
            if (segment.Label.Exposure == Exposure.Secret || (hidesFree && segment.Label.Exposure == Exposure.Free))
            {
                run.Append(Stars(segment.Text));
                continue;
            }
            masked.Append(Shorten(run, shortens)).Append(segment.Text);
            run.Clear();
        }
        return masked.Append(Shorten(run, shortens)).ToString();
    }

    private static string Shorten(StringBuilder run, bool shortens) => run.ToString(0, shortens ? Math.Min(3, run.Length) : run.Length);

    private static string Stars(string text) => new('*', text.EnumerateRunes().Count());
}
