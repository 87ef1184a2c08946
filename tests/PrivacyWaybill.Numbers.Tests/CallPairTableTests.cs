using System.Text;

namespace PrivacyWaybill.Numbers.Tests;

public sealed class CallPairTableTests
{
    private const string Segment = """{ "id": 1, "name": "a", "firstMainNumber": "18400000000", "mainNumbers": 10000, "extensionLength": 4 }""";

    [Fact]
    public void Parse_PoolFile_GivesRangesInOrder()
    {
        var table = Parse("""
            { "name": "first", "city": "深圳", "firstMainNumber": "18490000000", "mainNumbers": 3, "demo": true },
            { "name": "second", "firstMainNumber": "9501399990000", "mainNumbers": 2 }
            """);
        Assert.Equal([("first", "深圳", 3, true), ("second", "", 2, false)], table.Ranges.Select(r => (r.Name, r.City, r.MainNumbers, r.Demo)));
        Assert.Equal(["18490000000", "18490000001", "18490000002", "9501399990000", "9501399990001"], Enumerable.Range(0, table.Count).Select(i => table.NumberAt(i).ToString()));
        Assert.Throws<ArgumentOutOfRangeException>(() => table.NumberAt(5));
    }

    [Fact]
    public void Parse_NoCallPairs_IsEmpty()
    {
        Assert.Equal(0, SegmentTable.Parse(Encoding.UTF8.GetBytes($$"""{ "segments": [ {{Segment}} ] }""")).CallPairs.Count);
        Assert.Equal(0, CallPairTable.Empty.Count);
    }

    [Theory]
    [InlineData("shares a segment's", """{ "name": "x", "firstMainNumber": "18400009999", "mainNumbers": 1 }""", "'a'")]
    [InlineData("around a segment's", """{ "name": "x", "firstMainNumber": "18399999999", "mainNumbers": 100000 }""", "'a'")]
    [InlineData("twice the name", """{ "name": "x", "firstMainNumber": "18490000000", "mainNumbers": 1 }, { "name": "x", "firstMainNumber": "18490000001", "mainNumbers": 1 }""", "'x'")]
    [InlineData("shares another's", """{ "name": "x", "firstMainNumber": "18490000000", "mainNumbers": 10 }, { "name": "y", "firstMainNumber": "18490000009", "mainNumbers": 1 }""", "'y'")]
    [InlineData("none", """{ "name": "x", "firstMainNumber": "18490000000", "mainNumbers": 0 }""", "mainNumbers")]
    [InlineData("too many", """{ "name": "x", "firstMainNumber": "18490000000", "mainNumbers": 1000001 }""", "mainNumbers")]
    [InlineData("more digits at its end", """{ "name": "x", "firstMainNumber": "99999999999", "mainNumbers": 2 }""", "mainNumbers")]
    [InlineData("short", """{ "name": "x", "firstMainNumber": "184900", "mainNumbers": 1 }""", "firstMainNumber")]
    [InlineData("no digits", """{ "name": "x", "firstMainNumber": "1849000000x", "mainNumbers": 1 }""", "firstMainNumber")]
    [InlineData("no name", """{ "name": "", "firstMainNumber": "18490000000", "mainNumbers": 1 }""", "name")]
    [InlineData("a phone's worth of names", """{ "name": "深圳", "firstMainNumber": "18490000000", "mainNumbers": 1 }""", "name")]
    [InlineData("null", "null", "callPairs")]
    [InlineData("misspelt", """{ "name": "x", "firstMainNumber": "18490000000", "mainNumber": 1 }""", "mainNumber")]
    public void Parse_Unusable_IsRefusedWithItsName(string label, string ranges, string named)
    {
        var refused = Assert.Throws<SegmentException>(() => Parse(ranges));
        Assert.True(refused.Message.Contains(named, StringComparison.Ordinal), label);
    }

    [Fact]
    public void Contains_OwnMainNumberAlone()
    {
        var table = Parse("""{ "name": "x", "firstMainNumber": "18490000000", "mainNumbers": 10 }""");
        Assert.True(table.Contains(new ExtendedNumber(18_490_000_009, 0, 11, 0)));
        Assert.False(table.Contains(new ExtendedNumber(18_490_000_010, 0, 11, 0)));
        Assert.False(table.Contains(new ExtendedNumber(18_489_999_999, 0, 11, 0)));
        Assert.False(table.Contains(new ExtendedNumber(18_490_000_009, 0, 12, 0)));
        Assert.False(table.Contains(new ExtendedNumber(18_490_000_009, 1, 11, 1)));
    }

    [Fact]
    public void Add_SegmentWithMainNumbersOfPairs_IsRefusedAndIsNotInThePlan()
    {
        var pairs = new CallPairTable([new CallPairRange("x", "", "18490000000", 10)]);
        using var plan = new NumberPlan(new SegmentTable([new NumberSegment(1, "a", "", "18400000000", 100, 4)], pairs), TestSegments.Key);
        var shared = new NumberSegment(2, "b", "", "18490000000", 100, 4);
        Assert.Contains("'x'", Assert.Throws<SegmentException>(() => plan.Segments.Check(shared)).Message, StringComparison.Ordinal);
        Assert.Throws<SegmentException>(() => plan.Add(shared));
        plan.Add(new NumberSegment(3, "c", "", "18489999900", 100, 4));
        Assert.Equal(["a", "c"], plan.Segments.Segments.Select(s => s.Name));
    }

    private static CallPairTable Parse(string ranges) => SegmentTable.Parse(File(ranges)).CallPairs;

    private static byte[] File(string ranges) => Encoding.UTF8.GetBytes($$"""{ "segments": [ {{Segment}} ], "callPairs": [ {{ranges}} ] }""");
}
