namespace PrivacyWaybill.Numbers.Tests;

public sealed class SegmentTableTests
{
    private const string Demo = """
        { "segments": [
          { "id": 1, "name": "demo", "city": "深圳", "firstMainNumber": "18400000000", "mainNumbers": 10000, "extensionLength": 4, "blockSize": 10000, "demo": true },
          { "id": 2, "name": "plain", "firstMainNumber": "075512340000", "mainNumbers": 1000, "extensionLength": 3 }
        ] }
        """;

    [Fact]
    public void Load_PoolFile_GivesSegmentsInOrder()
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, Demo);
        var table = SegmentTable.Load(path);
        File.Delete(path);

        Assert.Equal(["demo", "plain"], table.Segments.Select(s => s.Name));
        Assert.True(table.TryFind("demo", out var demo));
        Assert.Equal(("深圳", 100_000_000L, 10_000, true), (demo.City, demo.Capacity, demo.BlockSize, demo.Demo));
        Assert.True(table.TryFind(2, out var plain));
        Assert.Equal(("", 1_000_000L, 1_000, false), (plain.City, plain.Capacity, plain.BlockSize, plain.Demo));
        Assert.False(table.TryFind("Demo", out _));
        Assert.False(table.TryFind(3, out _));
    }

    [Theory]
    [InlineData("no JSON", "segments")]
    [InlineData("null", "null")]
    [InlineData("no segments", "{}")]
    [InlineData("empty", """{ "segments": [] }""")]
    [InlineData("null segment", """{ "segments": [null] }""")]
    [InlineData("no id", """{ "segments": [ { "name": "a", "firstMainNumber": "18400000000", "mainNumbers": 10000, "extensionLength": 4 } ] }""")]
    [InlineData("misspelt setting", """{ "segments": [ { "id": 1, "name": "a", "firstMainNumber": "18400000000", "mainNumbers": 10000, "extensionLength": 4, "blocksize2": 1 } ] }""")]
    [InlineData("id too large", """{ "segments": [ { "id": 65536, "name": "a", "firstMainNumber": "18400000000", "mainNumbers": 10000, "extensionLength": 4 } ] }""")]
    [InlineData("number for text", """{ "segments": [ { "id": 1, "name": "a", "firstMainNumber": 18400000000, "mainNumbers": 10000, "extensionLength": 4 } ] }""")]
    [InlineData("null name", """{ "segments": [ { "id": 1, "name": null, "firstMainNumber": "18400000000", "mainNumbers": 10000, "extensionLength": 4 } ] }""")]
    public void Parse_UnusableText_IsRefused(string label, string json)
    {
        Assert.NotEmpty(label);
        Assert.Throws<SegmentException>(() => SegmentTable.Parse(System.Text.Encoding.UTF8.GetBytes(json)));
    }

    [Fact]
    public void Load_NoFile_NamesThePath() =>
        Assert.Contains("nowhere.json", Assert.Throws<SegmentException>(() => SegmentTable.Load("nowhere.json")).Message, StringComparison.Ordinal);

    [Fact]
    public void Parse_External_IsNoReservesPrimaryAndNeverPermuted()
    {
        const string External = """{ "id": 3, "name": "moved", "firstMainNumber": "18600000000", "mainNumbers": 10000, "extensionLength": 4, "external": true }""";
        var table = SegmentTable.Parse(System.Text.Encoding.UTF8.GetBytes($$"""{ "segments": [ {{External}} ] }"""));
        Assert.True(Assert.Single(table.Segments).External);
        using var plan = new NumberPlan(table, static _ => throw new InvalidOperationException("no key is asked for"));
        Assert.True(plan.TryLocate(table.Segments[0].NumberAt(7_576), out var place));
        Assert.Equal(new NumberRef(3, 7_576), place);
        var (places, numbers) = (new NumberRef[2], new ExtendedNumber[2]);
        plan.Locate([table.Segments[0].NumberAt(1), default], places);
        Assert.Equal([new NumberRef(3, 1), NumberRef.None], places);
        plan.Describe([place, NumberRef.None], numbers);
        Assert.Equal([table.Segments[0].NumberAt(7_576), default], numbers);
        Assert.True(plan.TryDescribe(place, out var printed));
        Assert.Equal("18600000000-7576", printed.ToString());

        var refused = Assert.Throws<SegmentException>(() => new SegmentTable([table.Segments[0], new NumberSegment(4, "spare", "", "18700000000", 100, 4, reserveFor: "moved")]));
        Assert.Contains("'spare'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Format_SegmentOfOurOwn_IsAsItWasBeforeThereWereExternalOnes() =>
        Assert.Equal("""{"id":1,"name":"a","city":"","firstMainNumber":"18400000000","mainNumbers":100,"extensionLength":4,"blockSize":1000,"demo":false,"reserveFor":null}""",
            SegmentFile.Format(new NumberSegment(1, "a", "", "18400000000", 100, 4)));

    [Theory]
    [InlineData("same id", 1, "other", "18500000000", 10_000)]
    [InlineData("same name", 2, "first", "18500000000", 10_000)]
    [InlineData("same main numbers", 2, "other", "18400000000", 10_000)]
    [InlineData("inside", 2, "other", "18400000900", 100)]
    [InlineData("around", 2, "other", "18400000000", 100_000)]
    public void Constructor_ClashingSegments_NamesThem(string label, ushort id, string name, string first, long mains)
    {
        var refused = Assert.Throws<SegmentException>(() => new SegmentTable([
            new NumberSegment(1, "first", "", "18400000000", 10_000, 4), new NumberSegment(id, name, "", first, mains, 4)]));
        Assert.True(refused.Message.Contains($"'{name}'", StringComparison.Ordinal), label);
    }

    [Fact]
    public void TryFind_NumbersOfNeighbours_FindsEachItsSegment()
    {
        var table = new SegmentTable([
            new NumberSegment(2, "second", "", "18400010000", 10_000, 4), new NumberSegment(1, "first", "", "18400000000", 10_000, 4)]);
        Assert.True(table.TryFind(new ExtendedNumber(18_400_009_999, 42, 11, 4), out var first, out var value));
        Assert.Equal(("first", 99_990_042L), (first.Name, value));
        Assert.True(table.TryFind(new ExtendedNumber(18_400_010_000, 0, 11, 4), out var second, out value));
        Assert.Equal(("second", 0L), (second.Name, value));
        Assert.False(table.TryFind(new ExtendedNumber(18_400_020_000, 0, 11, 4), out _, out _));
    }
}
