using PrivacyWaybill.Vault.Keys;
using PrivacyWaybill.Vault.Records;
using PrivacyWaybill.Vault.Tests.Ciphers;
using PrivacyWaybill.Vault.Tests.Keys;

namespace PrivacyWaybill.Vault.Tests.Records;

public sealed class RecordSealerTests
{
    private const string Tenant = "sf";

    [Fact]
    public void Seal_Batch_IsSivUnderTheDocumentedKeyAndAssociatedData()
    {
        var (ids, contents) = RandomRecords(20);
        using var ring = KeyRing.Create(FixedMasterKeys.One);
        using var worker = ring.CreateWorker();
        var texts = Seal(worker, Tenant, ids, contents);
        var key = ReferenceKeys.Derive(MasterKeyUse.Sealing, 1, "privacywaybill/1/seal/aes-256-siv", 64);
        for (var i = 0; i < ids.Length; i++)
            Assert.Equal(new BouncyCastleSiv().Seal(key, [[1, 1, .. "sf"u8], ids[i].AsSpan().ToArray()], contents[i]), texts[i]);
    }

    [Fact]
    public void Open_WhatWasSealed_GivesTheContentsBack()
    {
        var (ids, contents) = RandomRecords(600);
        using var ring = KeyRing.Create(FixedMasterKeys.One);
        using var worker = ring.CreateWorker();
        var texts = Seal(worker, Tenant, ids, contents);
        var (plain, opened) = Open(worker, Tenant, ids, KeyIds(1, ids.Length), texts);
        Assert.All(opened, Assert.True);
        Assert.Equal(contents.Bytes, plain.Bytes);
        Assert.Equal(contents.Ends, plain.Ends);
    }

    [Fact]
    public void Open_OtherTenantRecordOrKeyId_FailsAndLeavesZeros()
    {
        var (ids, contents) = RandomRecords(3);
        using var ring = KeyRing.Create(new FixedMasterKeys(new(MasterKeyUse.Sealing, 1, true), new(MasterKeyUse.Sealing, 2, false), new(MasterKeyUse.Naming, 1, true)));
        using var worker = ring.CreateWorker();
        var texts = Seal(worker, Tenant, ids, contents);
        AssertClosed(Open(worker, "yt", ids, KeyIds(1, 3), texts));
        AssertClosed(Open(worker, Tenant, [ids[1], ids[2], ids[0]], KeyIds(1, 3), texts));
        AssertClosed(Open(worker, Tenant, ids, KeyIds(2, 3), texts));
        AssertClosed(Open(worker, Tenant, ids, KeyIds(9, 3), texts));
        Assert.All(Open(worker, Tenant, ids, KeyIds(1, 3), texts).Opened, Assert.True);
    }

    [Fact]
    public void Open_AfterRotation_OpensOldAndNewInOneBatch()
    {
        var (ids, contents) = RandomRecords(50);
        using var before = KeyRing.Create(FixedMasterKeys.One);
        using var after = KeyRing.Create(new FixedMasterKeys(new(MasterKeyUse.Sealing, 1, false), new(MasterKeyUse.Sealing, 2, true), new(MasterKeyUse.Naming, 1, true)));
        using var oldWorker = before.CreateWorker();
        using var newWorker = after.CreateWorker();
        Assert.Equal((1, 2), (oldWorker.Sealer.KeyId, newWorker.Sealer.KeyId));
        var (oldTexts, newTexts) = (Seal(oldWorker, Tenant, ids, contents), Seal(newWorker, Tenant, ids, contents));

        byte[] keyIds = [.. Enumerable.Range(0, 50).Select(static i => (byte)(i % 3 == 0 ? 1 : i % 7 == 0 ? 77 : 2))];
        var mixed = Batch.Of(Enumerable.Range(0, 50).Select(i => keyIds[i] == 1 ? oldTexts[i] : newTexts[i]));
        var (plain, opened) = Open(newWorker, Tenant, ids, keyIds, mixed);
        for (var i = 0; i < 50; i++)
        {
            Assert.Equal(keyIds[i] != 77, opened[i]);
            Assert.Equal(opened[i] ? contents[i] : new byte[contents[i].Length], plain[i]);
        }
    }

    [Fact]
    public void Seal_SameContentAgain_GivesTheSameBytesAndOtherContentOthers()
    {
        var (ids, contents) = RandomRecords(10);
        using var ring = KeyRing.Create(FixedMasterKeys.One);
        using var one = ring.CreateWorker();
        using var other = ring.CreateWorker();
        var first = Seal(one, Tenant, ids, contents);
        Seal(one, "yt", ids, contents);
        Assert.Equal(first.Bytes, Seal(other, Tenant, ids, contents).Bytes);
        Assert.Equal(first.Bytes, Seal(one, Tenant, ids, contents).Bytes);
        contents.Bytes[^1] ^= 1;
        var changed = Seal(one, Tenant, ids, contents);
        Assert.Equal(first[8], changed[8]);
        Assert.NotEqual(first[9][..16], changed[9][..16]);
    }

    private static (RecordId[] Ids, Batch Contents) RandomRecords(int count)
    {
        var random = new Random(count);
        RecordId[] ids = [.. Enumerable.Range(0, count).Select(_ => new RecordId(Batch.RandomBytes(random, RecordId.Length)))];
        return (ids, Batch.Of(Enumerable.Range(0, count).Select(_ => Batch.RandomBytes(random, 1 + random.Next(400)))));
    }

    private static byte[] KeyIds(byte id, int count) => [.. Enumerable.Repeat(id, count)];

    private static Batch Seal(VaultWorker worker, string tenant, RecordId[] ids, Batch contents)
    {
        var texts = new byte[contents.Bytes.Length + RecordSealer.Overhead * contents.Count];
        worker.Sealer.Seal(tenant, ids, contents.Bytes, contents.Ends, texts);
        return new Batch(texts, [.. contents.Ends.Select(static (end, i) => end + RecordSealer.Overhead * (i + 1))]);
    }

    private static (Batch Contents, bool[] Opened) Open(VaultWorker worker, string tenant, RecordId[] ids, byte[] keyIds, Batch texts)
    {
        var contents = new byte[texts.Bytes.Length];
        Array.Fill(contents, (byte)0xEE);
        var ends = new int[texts.Count];
        var opened = new bool[texts.Count];
        Array.Fill(opened, true);
        var count = worker.Sealer.Open(tenant, ids, keyIds, texts.Bytes, texts.Ends, contents, ends, opened);
        Assert.Equal(count, opened.Count(static o => o));
        return (new Batch(contents[..ends[^1]], ends), opened);
    }

    private static void AssertClosed((Batch Contents, bool[] Opened) result)
    {
        Assert.DoesNotContain(true, result.Opened);
        Assert.All(result.Contents.Bytes, static b => Assert.Equal(0, b));
    }
}
