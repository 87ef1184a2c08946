using CsCheck;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Macs;
using Org.BouncyCastle.Crypto.Parameters;
using PrivacyWaybill.Vault.Ciphers;

namespace PrivacyWaybill.Vault.Tests.Ciphers;

public sealed class AesCmacTests
{
    private const string Message = "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"
        + "30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710";

    private const string Key128 = "2b7e151628aed2a6abf7158809cf4f3c";
    private const string Key192 = "8e73b0f7da0e6452c810f32b809079e562f8ead2522c6b7b";
    private const string Key256 = "603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4";

    [Theory]
    [InlineData("RFC 4493 example 1", Key128, 0, "bb1d6929e95937287fa37d129b756746")]
    [InlineData("RFC 4493 example 2", Key128, 16, "070a16b46b4d4144f79bdd9dd04a287c")]
    [InlineData("RFC 4493 example 3", Key128, 40, "dfa66747de9ae63030ca32611497c827")]
    [InlineData("RFC 4493 example 4", Key128, 64, "51f0bebf7e3b9d92fc49741779363cfe")]
    [InlineData("SP 800-38B D.2 example 5", Key192, 0, "d17ddf46adaacde531cac483de7a9367")]
    [InlineData("SP 800-38B D.2 example 6", Key192, 16, "9e99a7bf31e710900662f65e617c5184")]
    [InlineData("SP 800-38B D.2 example 7", Key192, 40, "8a1de5be2eb31aad089a82e6ee908b0e")]
    [InlineData("SP 800-38B D.2 example 8", Key192, 64, "a1d5df0eed790f794d77589659f39a11")]
    [InlineData("SP 800-38B D.3 example 9", Key256, 0, "028962f61b7bf89efc6b551f4667d983")]
    [InlineData("SP 800-38B D.3 example 10", Key256, 16, "28a7023f452e8f82bd4bf28d8c37c35c")]
    [InlineData("SP 800-38B D.3 example 11", Key256, 40, "aaf3d8f1de5640c232f5b169b9c911e6")]
    [InlineData("SP 800-38B D.3 example 12", Key256, 64, "e1992190549f6ed5696a2c056c315410")]
    public void Compute_PublishedVector_GivesItsCode(string vector, string key, int length, string mac)
    {
        using var cmac = new AesCmac(Convert.FromHexString(key));
        var computed = new byte[16];
        cmac.Compute(Convert.FromHexString(Message).AsSpan(0, length), computed);
        Assert.True(mac == Convert.ToHexStringLower(computed), vector);
    }

    [Fact]
    public void ComputeBatch_RandomMessages_AgreesWithBouncyCastle()
    {
        var random = new Random(4493);
        var compared = 0;
        while (compared < 12_000)
        {
            var key = Batch.RandomBytes(random, 16 + 8 * random.Next(3));
            var batch = Batch.Random(random, 1 + random.Next(1_500), random.Next(2) == 0 ? 50 : 600);
            using var cmac = new AesCmac(key);
            var macs = new byte[batch.Count * 16];
            cmac.ComputeBatch(batch.Bytes, batch.Ends, macs);

            var reference = new CMac(new AesEngine());
            reference.Init(new KeyParameter(key));
            var expected = new byte[16];
            for (var i = 0; i < batch.Count; i++, compared++)
            {
                reference.BlockUpdate(batch[i]);
                reference.DoFinal(expected);
                Assert.Equal(expected, macs[(i * 16)..((i + 1) * 16)]);
            }
        }
    }

    [Fact]
    public void ComputeBatch_AnyBatch_EqualsOneByOne() =>
        Gen.Byte.Array[0, 70].Array[0, 40].Sample(messages =>
        {
            using var cmac = new AesCmac(Convert.FromHexString(Key256));
            var batch = Batch.Of(messages);
            var macs = new byte[batch.Count * 16];
            cmac.ComputeBatch(batch.Bytes, batch.Ends, macs);
            var single = new byte[16];
            for (var i = 0; i < batch.Count; i++)
            {
                cmac.Compute(batch[i], single);
                if (!single.AsSpan().SequenceEqual(macs.AsSpan(i * 16, 16))) return false;
            }
            return true;
        }, iter: 300);

    [Theory]
    [InlineData("an end before the one before it", new[] { 5, 4 })]
    [InlineData("an end behind the messages", new[] { 5, 11 })]
    [InlineData("a negative end", new[] { -1, 5 })]
    public void ComputeBatch_EndsThatCannotBe_Throws(string ends, int[] values)
    {
        using var cmac = new AesCmac(new byte[32]);
        Assert.True(Record.Exception(() => cmac.ComputeBatch(new byte[10], values, new byte[32])) is ArgumentOutOfRangeException, ends);
    }
}
