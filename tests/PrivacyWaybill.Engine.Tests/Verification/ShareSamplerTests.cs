using CsCheck;
using PrivacyWaybill.Engine.Verification;

namespace PrivacyWaybill.Engine.Tests.Verification;

public sealed class ShareSamplerTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, 0)]
    [InlineData(1, 1_000)]
    [InlineData(2, 1_000)]
    [InlineData(0.5, 500)]
    [InlineData(0.25, 250)]
    [InlineData(0.0011, 1)]
    public void Next_ManyTurns_PicksTheShare(double share, int expected) => Assert.Equal(expected, Picked(new ShareSampler(share), 1_000));

    [Theory]
    [InlineData(0, true)]
    [InlineData(1e-15, false)]
    [InlineData(1, false)]
    public void IsOff_ForNoShareAlone(double share, bool expected) => Assert.Equal(expected, new ShareSampler(share).IsOff);

    [Fact]
    public void Next_AnyRowOfTurnsInAnyBatches_HasTheShareWithinOne() =>
        Gen.Select(Gen.Double[0, 1], Gen.Int[0, 50].Array[0, 20]).Sample((share, batches) =>
        {
            var sampler = new ShareSampler(share);
            var picked = batches.Sum(count => Picked(sampler, count));
            Assert.InRange(picked, batches.Sum() * share - 1.001, batches.Sum() * share + 1.001);
        }, iter: 2_000);

    [Fact]
    public async Task Take_ByManyThreads_SharesTheTurnsAmongThem()
    {
        var sampler = new ShareSampler(0.25);
        var picked = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Enumerable.Range(0, 1_000).Sum(n => Picked(sampler, 1)))));
        Assert.Equal(2_000, picked.Sum());
    }

    private static int Picked(ShareSampler sampler, int count)
    {
        var turns = sampler.Take(count);
        var picked = 0;
        for (var i = 0; i < count; i++)
            if (turns.Next()) picked++;
        return picked;
    }
}
