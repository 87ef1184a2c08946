using System.Buffers.Text;
using System.Text;
using PrivacyWaybill.Vault.Keys;
using PrivacyWaybill.Vault.Records;
using PrivacyWaybill.Vault.Tests.Keys;
using PrivacyWaybill.Vault.Tokens;

namespace PrivacyWaybill.Vault.Tests.Tokens;

public sealed class TokenCipherTests : IDisposable
{
    private const string Partner = "station-7";

    private readonly KeyRing _ring = KeyRing.Create(FixedMasterKeys.One);
    private readonly VaultWorker _worker;

    public TokenCipherTests() => _worker = _ring.CreateWorker();

    public void Dispose()
    {
        _worker.Dispose();
        _ring.Dispose();
    }

    [Fact]
    public void Encode_Batch_IsTheDocumentedBlockOfEach()
    {
        var (ids, parties) = RandomNames(9);
        var tokens = Encode(_worker, Partner, ids, parties);
        var key = ReferenceKeys.Derive(MasterKeyUse.Naming, 1, "privacywaybill/1/token", 32, ReferenceKeys.Named(Partner));
        for (var i = 0; i < ids.Length; i++)
            Assert.Equal(Base64Url.EncodeToString([1, .. ReferenceKeys.EncryptBlock(key, [.. ids[i].AsSpan(), (byte)parties[i], 0, 0])]),
                Encoding.ASCII.GetString(tokens[i]));
    }

    [Fact]
    public void Decode_WhatWasEncoded_GivesIdsAndParties()
    {
        var (ids, parties) = RandomNames(700);
        var tokens = Encode(_worker, Partner, ids, parties);
        var (found, who, count) = Decode(_worker, Partner, tokens);
        Assert.Equal(ids, found);
        Assert.Equal(parties, who);
        Assert.Equal(700, count);
        Assert.True(_worker.Tokens.TryDecode(Partner, tokens[5], out var id, out var party));
        Assert.Equal((ids[5], parties[5]), (id, party));
    }

    [Fact]
    public void Decode_AnotherPartnersTokens_FindsNoneOfTheRecords()
    {
        var (ids, parties) = RandomNames(2_000);
        var (found, who, count) = Decode(_worker, "station-8", Encode(_worker, Partner, ids, parties));
        Assert.Empty(found.Intersect(ids));
        // About one in 128 reads as a token, of a record that does not exist.
        Assert.InRange(count, 0, 60);
        Assert.Equal(count, who.Count(static p => p != TokenParty.None));
    }

    [Theory]
    [InlineData("empty", "")]
    [InlineData("a character less", "AQAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("a character more", "AQAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("spare bits 01", "{0}B")]
    [InlineData("spare bits 10", "{0}C")]
    [InlineData("spare bits 11", "{0}D")]
    [InlineData("padding behind it", "{0}A=")]
    [InlineData("padding inside", "{0}=")]
    [InlineData("white space before it", " {0}A")]
    [InlineData("white space inside", "{0} ")]
    [InlineData("characters of plain base64", "AQ+/AAAAAAAAAAAAAAAAAAA")]
    [InlineData("not ASCII", "AQ收收收收收收收")]
    [InlineData("an epoch that is not known", "AgAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("epoch 0", "AAAAAAAAAAAAAAAAAAAAAAA")]
    public void TryDecode_NoToken_IsFalse(string defect, string text)
    {
        var (ids, parties) = RandomNames(1);
        var token = Encoding.ASCII.GetString(Encode(_worker, Partner, ids, parties)[0]);
        var shown = text.Replace("{0}", token[..^1], StringComparison.Ordinal);
        Assert.False(_worker.Tokens.TryDecode(Partner, Encoding.UTF8.GetBytes(shown), out var id, out var party), defect);
        Assert.Equal((default, TokenParty.None), (id, party));
    }

    [Fact]
    public void TryDecode_BlockThatIsNoneOfOurs_IsFalse()
    {
        var key = ReferenceKeys.Derive(MasterKeyUse.Naming, 1, "privacywaybill/1/token", 32, ReferenceKeys.Named(Partner));
        byte[][] behindTheId = [[1, 0, 0], [0, 0, 0], [3, 0, 0], [255, 0, 0], [1, 1, 0], [1, 0, 1]];
        Assert.Equal([true, false, false, false, false, false], behindTheId.Select(behind =>
        {
            var token = Base64Url.EncodeToUtf8([1, .. ReferenceKeys.EncryptBlock(key, [.. new byte[RecordId.Length], .. behind])]);
            return _worker.Tokens.TryDecode(Partner, token, out _, out _);
        }));
    }

    [Fact]
    public void Decode_TokensOfTwoEpochsAndNone_GivesEachItsOwn()
    {
        using var both = KeyRing.Create(new FixedMasterKeys(new(MasterKeyUse.Sealing, 1, true), new(MasterKeyUse.Naming, 1, false, NamingPhase.Readable), new(MasterKeyUse.Naming, 2, true)));
        using var newWorker = both.CreateWorker();
        var (ids, parties) = RandomNames(60);
        var (first, second) = (Encode(_worker, Partner, ids, parties), Encode(newWorker, Partner, ids, parties));
        Assert.NotEqual(first[0], second[0]);
        var mixed = Batch.Of(Enumerable.Range(0, 60).Select(i => i % 5 == 0 ? [] : i / 7 % 2 == 0 ? first[i] : second[i]));
        var (found, who, count) = Decode(newWorker, Partner, mixed);
        Assert.Equal(48, count);
        for (var i = 0; i < 60; i++)
            Assert.Equal(i % 5 == 0 ? (default, TokenParty.None) : (ids[i], parties[i]), (found[i], who[i]));
    }

    private static (RecordId[] Ids, TokenParty[] Parties) RandomNames(int count)
    {
        var random = new Random(count);
        return ([.. Enumerable.Range(0, count).Select(_ => new RecordId(Batch.RandomBytes(random, RecordId.Length)))],
            [.. Enumerable.Range(0, count).Select(_ => (TokenParty)(1 + random.Next(2)))]);
    }

    private static Batch Encode(VaultWorker worker, string partner, RecordId[] ids, TokenParty[] parties)
    {
        var tokens = new byte[ids.Length * TokenCipher.TokenLength];
        worker.Tokens.Encode(partner, ids, parties, tokens);
        return Batch.Of(tokens.Chunk(TokenCipher.TokenLength));
    }

    private static (RecordId[] Ids, TokenParty[] Parties, int Count) Decode(VaultWorker worker, string partner, Batch tokens)
    {
        var ids = new RecordId[tokens.Count];
        var parties = new TokenParty[tokens.Count];
        var count = worker.Tokens.Decode(partner, tokens.Bytes, tokens.Ends, ids, parties);
        return (ids, parties, count);
    }
}
