using System.Buffers;
using PrivacyWaybill.LoadTest.Waybills;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.LoadTest.Tests.Waybills;

public class BatchTemplateTests
{
    private static readonly Waybill[] Some =
    [
        .. WaybillSource.Draw(new Scenario(), 300).Select(w => w.Clone()),
    ];

    [Fact]
    public void Write_FreshNumbers_ChangesTheNumbersAndNothingElse()
    {
        var template = new BatchTemplate([.. Some.Select(w => w.Clone())], "ABCD");

        var read = Read(template, new BatchNumbers(123_456_789_012, -1, 0));

        Assert.Equal(Enumerable.Range(0, 300).Select(i => $"ABCD{123_456_789_012 + i}"), read.Waybills.Select(w => w.WaybillNo));
        foreach (var (waybill, sent) in read.Waybills.Zip(Some))
        {
            var expected = sent.Clone();
            expected.WaybillNo = waybill.WaybillNo;
            Assert.Equal(expected, waybill);
        }
    }

    [Fact]
    public void Write_SmallNumbers_KeepsTheirLength() =>
        Assert.Equal("ABCD000000000007", Read(new BatchTemplate([Some[0].Clone()], "ABCD"), new BatchNumbers(7, -1, 0)).Waybills[0].WaybillNo);

    [Fact]
    public void Numbers_ShareSentAgain_AreThoseOfTheEarlierBatchInTheirPlaces()
    {
        var numbers = new BatchNumbers(1_000_000, 500, 0.25);
        var again = Enumerable.Range(0, 10_000).Where(numbers.IsAgain).ToArray();

        Assert.Equal(2_500, again.Length, 200.0);
        Assert.All(again, i => Assert.Equal(500 + i, numbers[i]));
        Assert.All(Enumerable.Range(0, 10_000).Except(again), i => Assert.Equal(1_000_000 + i, numbers[i]));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1_000)]
    public void Numbers_AllOrNoneSentAgain_AreExact(double share, int expected) =>
        Assert.Equal(expected, Enumerable.Range(0, 1_000).Count(new BatchNumbers(77, 0, share).IsAgain));

    [Fact]
    public void Numbers_NoEarlierBatch_AreFresh() => Assert.DoesNotContain(true, Enumerable.Range(0, 1_000).Select(new BatchNumbers(77, -1, 1).IsAgain));

    [Fact]
    public void Templates_SameScenario_AreTheSameAndMany()
    {
        var one = TemplateSet.Create(new Scenario { Batch = new(1, 10) }, "ABCD");
        var two = TemplateSet.Create(new Scenario { Batch = new(1, 10) }, "ABCD");

        Assert.Equal(one.Count, two.Count);
        Assert.True(one.Count > 10_000);
        Assert.Equal(Read(one[4_711], new(1, -1, 0)), Read(two[4_711], new(1, -1, 0)));
        Assert.Equal(TemplateSet.Waybills, Enumerable.Range(0, one.Count).Sum(t => one[t].Count), 10.0);
    }

    private static MaskWaybillsRequest Read(BatchTemplate template, BatchNumbers numbers)
    {
        var message = new ArrayBufferWriter<byte>();
        template.Write(numbers, message);
        Assert.Equal(template.Length, message.WrittenCount);
        return MaskWaybillsRequest.Parser.ParseFrom(message.WrittenSpan);
    }
}
