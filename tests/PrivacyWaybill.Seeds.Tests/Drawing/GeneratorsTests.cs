using PrivacyWaybill.Seeds.Drawing;

namespace PrivacyWaybill.Seeds.Tests.Drawing;

public class GeneratorsTests
{
    // The first outputs for seed 1234567, as published with several independent ports of splitmix64.c.
    [Fact]
    public void SplitMix64_KnownSeed_GivesTheReferenceSequence()
    {
        var generator = new SplitMix64(1234567);

        Assert.Equal(
            [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821],
            Draw(() => generator.Next(), 5));
    }

    // The first outputs for the state 1, 2, 3, 4 of xoshiro256starstar.c, as the Rust port rand_xoshiro tests them.
    [Fact]
    public void Xoshiro256_KnownState_GivesTheReferenceSequence()
    {
        var generator = new Xoshiro256(1, 2, 3, 4);

        Assert.Equal(
            [11520, 0, 1509978240, 1215971899390074240, 1216172134540287360, 607988272756665600, 16172922978634559625],
            Draw(() => generator.Next(), 7));
    }

    [Fact]
    public void Dice_SameSeedAndIndex_FallTheSame()
    {
        Assert.Equal(new Dice(7, 11).Digits(40), new Dice(7, 11).Digits(40));
        Assert.NotEqual(new Dice(7, 11).Digits(40), new Dice(7, 12).Digits(40));
        Assert.NotEqual(new Dice(7, 11).Digits(40), new Dice(8, 11).Digits(40));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(1000)]
    public void Dice_Bound_IsReachedButNotExceeded(int bound)
    {
        var dice = new Dice(1, 1);
        var drawn = Draw(() => dice.Next(bound), 20_000).ToHashSet();

        Assert.Equal(bound, drawn.Count);
        Assert.Equal((0, bound - 1), (drawn.Min(), drawn.Max()));
    }

    [Theory]
    [InlineData("powers of ten", 100)]
    [InlineData("with the factor 13, as UPU S10 has", 260)]
    public void SerialPermutation_AllIndices_GiveAllSerialsOnce(string because, int count)
    {
        for (var seed = 0UL; seed < 300; seed++)
        {
            var permutation = new SerialPermutation(seed);
            var serials = Enumerable.Range(0, count).Select(i => permutation.At(i, (ulong)count)).ToHashSet();
            Assert.True(serials.Count == count && serials.Max() == (ulong)count - 1, because);
        }
    }

    private static T[] Draw<T>(Func<T> next, int count) => [.. Enumerable.Range(0, count).Select(_ => next())];
}
