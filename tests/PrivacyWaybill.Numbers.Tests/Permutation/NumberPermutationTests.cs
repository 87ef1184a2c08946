using CsCheck;
using PrivacyWaybill.Numbers.Permutation;

namespace PrivacyWaybill.Numbers.Tests.Permutation;

public sealed class NumberPermutationTests
{
    private static readonly Gen<NumberPermutation> AnyPermutation =
        from digits in Gen.Int[6, 12]
        from id in Gen.UShort
        from key in Gen.Byte.Array[32]
        select new NumberPermutation(new NumberSegment(id, "any", "", "1000000000000", (long)Math.Pow(10, digits - 1), 1, 100_000), key);

    [Fact]
    public void Permute_AllOfASegment_IsABijection()
    {
        using var permutation = Of(TestSegments.New());
        var values = new long[1_000_000];
        permutation.Permute(0, values);
        var seen = new bool[values.Length];
        foreach (var value in values)
        {
            Assert.False(seen[value]);
            seen[value] = true;
        }
    }

    [Fact]
    public void Invert_AnyPermutedValue_GivesItsSequence() =>
        Gen.Select(AnyPermutation, Gen.Long[0, 999_999].Array[1, 700]).Sample((permutation, sequences) =>
        {
            using (permutation)
            {
                var values = (long[])sequences.Clone();
                permutation.Permute(values);
                Assert.Equal(permutation.Permute(sequences[0]), values[0]);
                Assert.Equal(sequences[0], permutation.Invert(values[0]));
                permutation.Invert(values);
                Assert.Equal(sequences, values);
            }
        }, iter: 100);

    [Fact]
    public void Permute_Run_EqualsOneByOne()
    {
        using var permutation = Of(TestSegments.New(digits: 10));
        var values = new long[1_500];
        permutation.Permute(9_999_998_500, values);
        for (var i = 0; i < values.Length; i += 37) Assert.Equal(permutation.Permute(9_999_998_500 + i), values[i]);
    }

    [Fact]
    public void Permute_AnotherSegmentOrKey_GivesAnotherOrder()
    {
        var segment = TestSegments.New();
        using var permutation = Of(segment);
        using var otherSegment = new NumberPermutation(TestSegments.New(), TestSegments.Key(segment));
        using var otherKey = new NumberPermutation(segment, new byte[32]);
        var (values, bySegment, byKey) = (new long[100], new long[100], new long[100]);
        permutation.Permute(0, values);
        otherSegment.Permute(0, bySegment);
        otherKey.Permute(0, byKey);
        Assert.NotEqual(values, bySegment);
        Assert.NotEqual(values, byKey);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1_000_000)]
    public void Permute_OutsideTheSegment_Throws(long sequence)
    {
        using var permutation = Of(TestSegments.New());
        Assert.Throws<ArgumentOutOfRangeException>(() => permutation.Permute(sequence));
        Assert.Throws<ArgumentOutOfRangeException>(() => permutation.Permute(sequence, new long[1]));
    }

    [Fact]
    public void Permute_ManyThreads_GivesTheSame()
    {
        using var permutation = Of(TestSegments.New());
        var expected = new long[1_000];
        permutation.Permute(5_000, expected);
        Parallel.For(0, 200, _ =>
        {
            var values = new long[1_000];
            permutation.Permute(5_000, values);
            Assert.Equal(expected, values);
        });
    }

    [Fact]
    public void Constructor_KeyOfAnotherLength_Throws() =>
        Assert.Throws<ArgumentException>(() => new NumberPermutation(TestSegments.New(), new byte[16]));

    private static NumberPermutation Of(NumberSegment segment) => new(segment, TestSegments.Key(segment));
}
