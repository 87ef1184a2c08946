using PrivacyWaybill.GroundTruth.Grammars;
using PrivacyWaybill.GroundTruth.Labels;

namespace PrivacyWaybill.GroundTruth.Tests;

public class GrammarTests
{
    [Fact]
    public void Write_Scopes_LabelTheirParts()
    {
        var text = Sentence.Of("3栋‹ ›«unit:1301»‹室›");

        Assert.Equal(
            [new Segment("3栋", Label.Keep), new Segment(" ", Label.Free), new Segment("1301", Label.Secret(SecretKind.Unit)), new Segment("室", Label.Free)],
            text.Segments);
        Assert.Equal("3栋 1301室", text.Text);
    }

    [Fact]
    public void Write_ProductionInAScope_InheritsItsLabel()
    {
        var dice = new Dice(1, 1);
        var text = new Grammar(["@room\n«unit:{digits}»号{digits}\n@digits\n12"]).Write("room", ref dice);

        Assert.Equal("«Unit:12»号12", text.ToString());
    }

    [Fact]
    public void Write_SameSeed_SameWaybill()
    {
        static string Write(ulong seed, ulong index) => string.Join('\n', WaybillGenerator.Write(seed, index).Fields.Select(field => field.Text));

        Assert.Equal(Write(5, 17), Write(5, 17));
        Assert.NotEqual(Write(5, 17), Write(5, 18));
        Assert.NotEqual(Write(5, 17), Write(6, 17));
    }

    [Theory]
    [InlineData("{id}", 18)]
    [InlineData("{luhn:622202,19}", 19)]
    public void Write_NumbersWithCheckDigits_Check(string template, int length)
    {
        for (var i = 0UL; i < 500; i++)
        {
            var number = Sentence.Of(template, i).Text;
            Assert.Equal(length, number.Length);
            if (length == 18)
                Assert.Equal(1, number.Select((c, at) => (c == 'X' ? 10 : c - '0') * Enumerable.Range(0, 17 - at).Aggregate(1, (power, _) => power * 2 % 11)).Sum() % 11);
            else
                Assert.Equal(0, number.Reverse().Select((c, at) => at % 2 == 0 ? c - '0' : (c - '0') * 2 / 10 + (c - '0') * 2 % 10).Sum() % 10);
        }
    }

    [Theory]
    [InlineData("@a\n{b}")]
    [InlineData("@a\n{full:b}")]
    [InlineData("@a\n‹x")]
    [InlineData("@a\nx»")]
    [InlineData("x")]
    [InlineData("@a")]
    public void Grammar_FaultyTable_IsRefused(string table)
    {
        Assert.Throws<FormatException>(() => new Grammar([table]));
    }

    [Fact]
    public void Write_ManyWaybills_EveryFormOccurs()
    {
        var seen = new HashSet<(string, string)>();
        for (var i = 0UL; i < 20_000; i++)
        {
            foreach (var (name, _, text) in WaybillGenerator.Write(1, i).Fields)
                seen.Add((name, text.Forms[0]));
        }

        foreach (var field in WaybillGenerator.FieldNames)
            Assert.All(WaybillGenerator.Grammar.FormsOf(field), form => Assert.Contains((field, form), seen));
    }
}
