using System.Numerics;
using CsCheck;
using Org.BouncyCastle.Crypto.Fpe;
using Org.BouncyCastle.Crypto.Parameters;
using PrivacyWaybill.Numbers.Permutation;

namespace PrivacyWaybill.Numbers.Tests.Permutation;

public sealed class Ff1Tests
{
    private const string Digits = "0123456789abcdefghijklmnopqrstuvwxyz";
    private const string Key128 = "2B7E151628AED2A6ABF7158809CF4F3C";
    private const string Key192 = Key128 + "EF4359D8D580AA4F";
    private const string Key256 = Key192 + "7F036D6F04FC6A94";
    private const string Tweak10 = "39383736353433323130";
    private const string Tweak11 = "3737373770717273373737";

    /// <summary>The samples that NIST publishes with SP 800-38G for FF1 ("FF1samples").</summary>
    public static TheoryData<string, string, int, string, string, string> NistSamples => new()
    {
        { "sample 1", Key128, 10, "", "0123456789", "2433477484" },
        { "sample 2", Key128, 10, Tweak10, "0123456789", "6124200773" },
        { "sample 3", Key128, 36, Tweak11, "0123456789abcdefghi", "a9tv40mll9kdu509eum" },
        { "sample 4", Key192, 10, "", "0123456789", "2830668132" },
        { "sample 5", Key192, 10, Tweak10, "0123456789", "2496655549" },
        { "sample 6", Key192, 36, Tweak11, "0123456789abcdefghi", "xbj3kv35jrawxv32ysr" },
        { "sample 7", Key256, 10, "", "0123456789", "6657667009" },
        { "sample 8", Key256, 10, Tweak10, "0123456789", "1001623463" },
        { "sample 9", Key256, 36, Tweak11, "0123456789abcdefghi", "xs8a0azh2avyalyzuwd" },
    };

    [Theory]
    [MemberData(nameof(NistSamples))]
    public void Encrypt_NistSample_GivesPublishedText(string sample, string key, int radix, string tweak, string plain, string cipher)
    {
        using var ff1 = new Ff1(Convert.FromHexString(key), radix, plain.Length, Convert.FromHexString(tweak));
        var (left, right) = Halves(plain, radix);
        ff1.Encrypt(new Span<ulong>(ref left), new Span<ulong>(ref right));
        Assert.True(Halves(cipher, radix) == (left, right), sample);
    }

    [Theory]
    [MemberData(nameof(NistSamples))]
    public void Decrypt_NistSample_GivesPlainText(string sample, string key, int radix, string tweak, string plain, string cipher)
    {
        using var ff1 = new Ff1(Convert.FromHexString(key), radix, plain.Length, Convert.FromHexString(tweak));
        var (left, right) = Halves(cipher, radix);
        ff1.Decrypt(new Span<ulong>(ref left), new Span<ulong>(ref right));
        Assert.True(Halves(plain, radix) == (left, right), sample);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(12)]
    public void Encrypt_RandomValues_EqualsBouncyCastle(int length)
    {
        const int count = 15_000;
        var random = new Random(length);
        var key = new byte[32];
        random.NextBytes(key);
        byte[] tweak = [0, 0, 0, (byte)length];
        var oracle = new FpeFf1Engine();
        oracle.Init(true, new FpeParameters(new KeyParameter(key), 10, tweak));
        var (left, right) = (new ulong[count], new ulong[count]);
        var (texts, expected) = (new byte[count][], new byte[length]);
        for (var i = 0; i < count; i++)
        {
            texts[i] = [.. Enumerable.Range(0, length).Select(_ => (byte)random.Next(10))];
            (left[i], right[i]) = (Value(texts[i].AsSpan(0, length / 2)), Value(texts[i].AsSpan(length / 2)));
        }

        using var ff1 = new Ff1(key, 10, length, tweak);
        ff1.Encrypt(left, right);

        for (var i = 0; i < count; i++)
        {
            oracle.ProcessBlock(texts[i], 0, length, expected, 0);
            Assert.Equal(Value(expected.AsSpan(0, length / 2)), left[i]);
            Assert.Equal(Value(expected.AsSpan(length / 2)), right[i]);
        }
    }

    [Fact]
    public void Decrypt_AnyRadixLengthTweakAndCount_UndoesEncrypt() =>
        (from radix in Gen.Int[2, 300]
         let least = (int)Math.Ceiling(Math.Log(1e6) / Math.Log(radix)) + 1
         let most = (int)(62 / Math.Log2(radix))
         from length in Gen.Int[Math.Max(2, least), Math.Max(Math.Max(2, least), most)]
         from tweak in Gen.Byte.Array[0, 40]
         from key in Gen.Byte.Array[16]
         from values in Gen.Select(Gen.ULong, Gen.ULong).Array[1, 1_100]
         select (radix, length, tweak, key, values)).Sample(c =>
        {
            var leftModulus = (ulong)BigInteger.Pow(c.radix, c.length / 2);
            var rightModulus = (ulong)BigInteger.Pow(c.radix, c.length - c.length / 2);
            ulong[] left = [.. c.values.Select(v => v.Item1 % leftModulus)];
            ulong[] right = [.. c.values.Select(v => v.Item2 % rightModulus)];
            var (plainLeft, plainRight) = ((ulong[])left.Clone(), (ulong[])right.Clone());
            using var ff1 = new Ff1(c.key, c.radix, c.length, c.tweak);
            ff1.Encrypt(left, right);
            Assert.All(left, v => Assert.True(v < leftModulus));
            Assert.All(right, v => Assert.True(v < rightModulus));
            ff1.Decrypt(left, right);
            Assert.Equal(plainLeft, left);
            Assert.Equal(plainRight, right);
        }, iter: 200);

    [Theory]
    [InlineData("domain under 10^6", 10, 5)]
    [InlineData("radix 1", 1, 10)]
    [InlineData("radix over 65,536", 65_537, 2)]
    [InlineData("half over 63 bits", 10, 40)]
    public void Constructor_ShapeOutsideTheStandard_Throws(string shape, int radix, int length)
    {
        Assert.NotEmpty(shape);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Ff1(new byte[16], radix, length, []));
    }

    private static (ulong Left, ulong Right) Halves(string text, int radix)
    {
        var half = text.Length / 2;
        return (Parse(text[..half]), Parse(text[half..]));

        ulong Parse(string part) => part.Aggregate(0UL, (value, c) => value * (ulong)radix + (ulong)Digits.IndexOf(c));
    }

    private static ulong Value(ReadOnlySpan<byte> digits)
    {
        var value = 0UL;
        foreach (var digit in digits) value = value * 10 + digit;
        return value;
    }
}
