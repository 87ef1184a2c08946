using System.Buffers.Text;
using System.Text;
using PrivacyWaybill.Vault.Keys;
using PrivacyWaybill.Vault.Tests.Keys;
using PrivacyWaybill.Vault.Tokens;

namespace PrivacyWaybill.Vault.Tests.Tokens;

public sealed class PseudonymCipherTests : IDisposable
{
    private readonly KeyRing _ring = KeyRing.Create(FixedMasterKeys.One);
    private readonly VaultWorker _worker;

    public PseudonymCipherTests() => _worker = _ring.CreateWorker();

    public void Dispose()
    {
        _worker.Dispose();
        _ring.Dispose();
    }

    [Fact]
    public void Encode_Batch_IsTheDocumentedBlockOfEach()
    {
        var (pseudonyms, made) = Encode("sf", "shop", "merge", "13800138000", "1", "123456789012345");
        Assert.All(made, Assert.True);
        var key = ReferenceKeys.Derive(MasterKeyUse.Naming, 1, "privacywaybill/1/pseudonym", 32,
            ReferenceKeys.Named("sf"), ReferenceKeys.Named("shop"), ReferenceKeys.Named("merge"));
        Assert.Equal(Base64Url.EncodeToString(ReferenceKeys.EncryptBlock(key, [11, .. "13800138000"u8, 0, 0, 0, 0])), pseudonyms[0]);
        Assert.Equal(Base64Url.EncodeToString(ReferenceKeys.EncryptBlock(key, [1, .. "1"u8, .. new byte[14]])), pseudonyms[1]);
        Assert.Equal(Base64Url.EncodeToString(ReferenceKeys.EncryptBlock(key, [15, .. "123456789012345"u8])), pseudonyms[2]);
    }

    [Fact]
    public void Encode_SameNumber_IsTheSameForOneOwnerAndPurposeOnly()
    {
        string Of(string tenant, string partner, string purpose) => Encode(tenant, partner, purpose, "13800138000").Pseudonyms[0];
        Assert.Equal(Of("ab", "c", "d"), Of("ab", "c", "d"));
        string[] others = [Of("ab", "c", "d"), Of("a", "bc", "d"), Of("ab", "cd", ""), Of("", "ab", "cd"), Of("ab", "c", "e"), Of("ab", "e", "d"), Of("e", "c", "d")];
        Assert.Equal(others.Length, others.Distinct().Count());
    }

    [Theory]
    [InlineData("empty", "")]
    [InlineData("longer than a block", "1234567890123456")]
    [InlineData("not digits", "138****8000")]
    [InlineData("full-width digits", "１３８")]
    public void Encode_WhatIsNoNumber_MakesNoneAndHarmsNoOther(string defect, string number)
    {
        var (pseudonyms, made) = Encode("sf", "shop", "merge", "13800138000", number, "13900139000");
        Assert.True(made is [true, false, true], defect);
        Assert.Equal(new string('\0', 22), pseudonyms[1]);
        Assert.Equal((string[])[pseudonyms[0], pseudonyms[2]], Encode("sf", "shop", "merge", "13800138000", "13900139000").Pseudonyms);
    }

    [Fact]
    public void Encode_MorePurposesThanAreKept_StaysTheSame()
    {
        var before = Encode("sf", "shop", "purpose 0", "13800138000").Pseudonyms;
        for (var i = 0; i < 200; i++) Encode("sf", "shop", $"purpose {i}", "13800138000");
        Assert.Equal(before, Encode("sf", "shop", "purpose 0", "13800138000").Pseudonyms);
    }

    private (string[] Pseudonyms, bool[] Made) Encode(string tenant, string partner, string purpose, params string[] numbers)
    {
        var batch = Batch.Of(numbers.Select(Encoding.UTF8.GetBytes));
        var pseudonyms = new byte[batch.Count * PseudonymCipher.PseudonymLength];
        Array.Fill(pseudonyms, (byte)'?');
        var made = new bool[batch.Count];
        var count = _worker.Pseudonyms.Encode(tenant, partner, purpose, batch.Bytes, batch.Ends, pseudonyms, made);
        Assert.Equal(count, made.Count(static m => m));
        return ([.. pseudonyms.Chunk(PseudonymCipher.PseudonymLength).Select(Encoding.ASCII.GetString)], made);
    }
}
