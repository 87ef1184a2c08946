using System.Security.Cryptography;
using CsCheck;
using PrivacyWaybill.Vault.Ciphers;

namespace PrivacyWaybill.Vault.Tests.Ciphers;

public sealed class AesSivTests
{
    [Theory]
    [InlineData("RFC 5297 A.1", "fffefdfcfbfaf9f8f7f6f5f4f3f2f1f0f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff",
        new[] { "101112131415161718191a1b1c1d1e1f2021222324252627" }, "",
        "112233445566778899aabbccddee",
        "85632d07c6e8f37f950acd320a2ecc9340c02b9690c4dc04daef7f6afe5c")]
    [InlineData("RFC 5297 A.1, its string as the item's own", "fffefdfcfbfaf9f8f7f6f5f4f3f2f1f0f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff",
        new string[0], "101112131415161718191a1b1c1d1e1f2021222324252627",
        "112233445566778899aabbccddee",
        "85632d07c6e8f37f950acd320a2ecc9340c02b9690c4dc04daef7f6afe5c")]
    [InlineData("RFC 5297 A.2", "7f7e7d7c7b7a79787776757473727170404142434445464748494a4b4c4d4e4f",
        new[] { "00112233445566778899aabbccddeeffdeaddadadeaddadaffeeddccbbaa99887766554433221100", "102030405060708090a0" },
        "09f911029d74e35bd84156c5635688c0",
        "7468697320697320736f6d6520706c61696e7465787420746f20656e6372797074207573696e67205349562d414553",
        "7bdb6e3b432667eb06f4d14bff2fbd0fcb900f2fddbe404326601965c889bf17dba77ceb094fa663b7a3f748ba8af829ea64ad544a272e9c485b62a3fd5c0d")]
    public void Seal_PublishedVector_GivesItsBytes(string vector, string key, string[] context, string itemData, string plaintext, string sealedText)
    {
        using var siv = new AesSiv(Convert.FromHexString(key));
        foreach (var text in context) siv.AppendContext(Convert.FromHexString(text));
        var message = Convert.FromHexString(plaintext);
        var computed = new byte[message.Length + 16];
        siv.Seal(message, [message.Length], Convert.FromHexString(itemData), computed);
        Assert.True(sealedText == Convert.ToHexStringLower(computed), vector);

        var opened = new bool[1];
        var back = new byte[computed.Length];
        var ends = new int[1];
        Assert.Equal(1, siv.Open(computed, [computed.Length], Convert.FromHexString(itemData), back, ends, opened));
        Assert.Equal(message, back[..ends[0]]);
    }

    [Fact]
    public void Seal_RandomBatches_AgreesWithOpenSsl()
    {
        Assert.SkipUnless(OpenSslSiv.IsAvailable, "OpenSSL 3 is not on this machine.");
        // OpenSSL 3.0 refuses to seal an empty plaintext.
        Compare(new OpenSslSiv(), seed: 5297, minimumLength: 1);
    }

    [Fact]
    public void Seal_RandomBatches_AgreesWithBouncyCastle() => Compare(new BouncyCastleSiv(), seed: 7925, minimumLength: 0);

    [Fact]
    public void SealAndOpen_AnyBatch_EqualsOneByOne() =>
        Gen.Select(Gen.Byte.Array[0, 70].Array[1, 40], Gen.Int[0, 20]).Sample((messages, itemLength) =>
        {
            using var siv = new AesSiv([.. Enumerable.Range(0, 64).Select(static i => (byte)i)]);
            siv.AppendContext("context"u8);
            var batch = Batch.Of(messages);
            var itemData = Batch.RandomBytes(new Random(1), itemLength * batch.Count);
            var together = Seal(siv, batch, itemData);
            for (var i = 0; i < batch.Count; i++)
            {
                var single = Seal(siv, Batch.Of([batch[i]]), itemData[(i * itemLength)..((i + 1) * itemLength)]);
                if (!together[i].SequenceEqual(single[0])) return false;
            }
            var (plain, opened) = Open(siv, together, itemData);
            return opened.All(static o => o) && plain.Bytes.SequenceEqual(batch.Bytes) && plain.Ends.SequenceEqual(batch.Ends);
        }, iter: 300);

    [Fact]
    public void SealAndOpen_BatchBeyondEveryBuffer_GivesBackThePlaintexts()
    {
        using var siv = new AesSiv(new byte[64]);
        var random = new Random(2);
        var batch = Batch.Of([Batch.RandomBytes(random, 100_000), [], .. Enumerable.Range(0, 700).Select(_ => Batch.RandomBytes(random, random.Next(400))), Batch.RandomBytes(random, 70_001)]);
        var (plain, opened) = Open(siv, Seal(siv, batch, []), []);
        Assert.All(opened, Assert.True);
        Assert.Equal(batch.Bytes, plain.Bytes);
    }

    [Fact]
    public void Open_AnyBitChanged_FailsAloneAndLeavesZeros()
    {
        using var siv = new AesSiv(Batch.RandomBytes(new Random(3), 64));
        var random = new Random(4);
        var batch = Batch.Of([Batch.RandomBytes(random, 50), Batch.RandomBytes(random, 37), Batch.RandomBytes(random, 5)]);
        var itemData = Batch.RandomBytes(random, 3 * 15);
        var good = Seal(siv, batch, itemData);
        for (var bit = good.Ends[0] * 8; bit < good.Ends[1] * 8; bit++)
        {
            var bad = good with { Bytes = [.. good.Bytes] };
            bad.Bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            var (plain, opened) = Open(siv, bad, itemData);
            Assert.Equal([true, false, true], opened);
            Assert.Equal(batch[0], plain[0]);
            Assert.Equal(new byte[37], plain[1]);
            Assert.Equal(batch[2], plain[2]);
        }
    }

    [Theory]
    [InlineData("other item data")]
    [InlineData("other context")]
    [InlineData("one string of context more")]
    [InlineData("cut by a byte")]
    [InlineData("cut to less than a tag")]
    [InlineData("empty")]
    public void Open_NotWhatWasSealed_Fails(string difference)
    {
        using var siv = new AesSiv(new byte[64]);
        siv.AppendContext("tenant"u8);
        var batch = Batch.Of([[.. "original"u8]]);
        byte[] itemData = [1, 2, 3];
        var text = Seal(siv, batch, itemData);
        switch (difference)
        {
            case "other item data": itemData[2] ^= 1; break;
            case "other context": siv.ClearContext(); siv.AppendContext("tenanu"u8); break;
            case "one string of context more": siv.AppendContext([]); break;
            case "cut by a byte": text = Batch.Of([text.Bytes[..^1]]); break;
            case "cut to less than a tag": text = Batch.Of([text.Bytes[..15]]); break;
            case "empty": text = Batch.Of([[]]); break;
        }
        var (plain, opened) = Open(siv, text, itemData);
        Assert.Equal([false], opened);
        Assert.All(plain.Bytes, static b => Assert.Equal(0, b));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(16)]
    [InlineData(63)]
    [InlineData(65)]
    public void Constructor_KeyOfOtherLength_Throws(int length) =>
        Assert.Throws<CryptographicException>(() => new AesSiv(new byte[length]));

    [Fact]
    public void Seal_ItemDataThatDoesNotDivide_Throws()
    {
        using var siv = new AesSiv(new byte[64]);
        Assert.Throws<ArgumentOutOfRangeException>(() => siv.Seal(new byte[4], [2, 4], new byte[5], new byte[36]));
    }

    private static void Compare(ISivReference reference, int seed, int minimumLength)
    {
        var random = new Random(seed);
        for (var compared = 0; compared < 10_000;)
        {
            var key = Batch.RandomBytes(random, 32 + 16 * random.Next(3));
            byte[] context = Batch.RandomBytes(random, 1 + random.Next(40));
            var batch = Batch.Of(Enumerable.Range(0, 1 + random.Next(700))
                .Select(_ => Batch.RandomBytes(random, random.Next(minimumLength, 601))));
            var itemData = Batch.RandomBytes(random, 15 * batch.Count);
            using var siv = new AesSiv(key);
            siv.AppendContext(context);
            var text = Seal(siv, batch, itemData);
            for (var i = 0; i < batch.Count; i++, compared++)
                Assert.Equal(reference.Seal(key, [context, itemData[(i * 15)..((i + 1) * 15)]], batch[i]), text[i]);
            var (plain, opened) = Open(siv, text, itemData);
            Assert.All(opened, Assert.True);
            Assert.Equal(batch.Bytes, plain.Bytes);
        }
    }

    private static Batch Seal(AesSiv siv, Batch batch, byte[] itemData)
    {
        var text = new byte[batch.Bytes.Length + 16 * batch.Count];
        siv.Seal(batch.Bytes, batch.Ends, itemData, text);
        return new Batch(text, [.. batch.Ends.Select(static (end, i) => end + 16 * (i + 1))]);
    }

    private static (Batch Plaintexts, bool[] Opened) Open(AesSiv siv, Batch text, byte[] itemData)
    {
        // What stood there before must not count as leaked or as opened.
        var plain = new byte[text.Bytes.Length];
        Array.Fill(plain, (byte)0xEE);
        var ends = new int[text.Count];
        var opened = new bool[text.Count];
        Array.Fill(opened, true);
        var count = siv.Open(text.Bytes, text.Ends, itemData, plain, ends, opened);
        Assert.Equal(count, opened.Count(static o => o));
        return (new Batch(plain[..ends[^1]], ends), opened);
    }
}
