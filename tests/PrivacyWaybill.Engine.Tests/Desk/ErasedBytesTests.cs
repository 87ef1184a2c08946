using System.Text;
using PrivacyWaybill.Engine.Desk;
using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.V1;
using PrivacyWaybill.Vault.Records;

namespace PrivacyWaybill.Engine.Tests.Desk;

/// <summary>What a store's files hold after an erasure.</summary>
public sealed class ErasedBytesTests
{
    [Fact]
    public async Task EraseAsync_ThenSnapshotAndRewrite_FilesHoldNothingOfTheOldRecord()
    {
        // Uncompressed, so that what is there can be found.
        await using var redis = await OwnRedis.StartAsync("--appendonly yes", "--appendfsync always", "--rdbcompression no");
        await using var engine = await EngineUnderTest.OpenAsync(redis.Database);
        var (erased, kept) = (Waybills.New(), Waybills.New());
        var results = (await engine.SendAsync([erased, kept])).Results;
        var (old, other) = (await SealedAsync(engine, erased), await SealedAsync(engine, kept));
        await SaveAsync(redis);
        // What follows can be found at all.
        Assert.All(Files(redis).Where(f => f.Length > 200), f => Assert.True(f.AsSpan().IndexOf(old) >= 0));

        Assert.Equal(Found.Yes, (await engine.Erasures.EraseAsync(Callers.Masker, [erased.ByNumber()]))[0].Found);
        await SaveAsync(redis);

        var files = Files(redis);
        Assert.Contains(files, f => f.AsSpan().IndexOf(other) >= 0);
        foreach (var file in files)
        {
            // Any sixteen bytes of it.
            for (var at = 0; at + 16 <= old.Length; at += 16) Assert.Equal(-1, file.AsSpan().IndexOf(old.AsSpan(at, 16)));
            foreach (var text in new[] { "欧阳建国", Waybills.RecipientMobile, "天目山路", erased.WaybillNo })
                Assert.Equal(-1, file.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)));
        }
        Assert.Equal(CallAnswer.Released, (await engine.CallAsync(results[0].Number())).Answer);
        Assert.Equal(CallAnswer.Active, (await engine.CallAsync(results[1].Number())).Answer);
    }

    [Fact]
    public async Task EraseAsync_GroupByAPiece_FilesHoldNothingOfAnyMember()
    {
        await using var redis = await OwnRedis.StartAsync("--appendonly yes", "--appendfsync always", "--rdbcompression no");
        await using var engine = await EngineUnderTest.OpenAsync(redis.Database);
        var first = Waybills.New(w => w.Goods = "青花瓷");
        var piece = first.Again(w => (w.WaybillNo, w.Links) = (Waybills.New().WaybillNo, new ShipmentLinks { ParentWaybillNo = first.WaybillNo }));
        var back = first.Return(w => w.Remark = "退回原处");
        var elsewhere = back.Redirect(w => w.Recipient.Name = "司马相如");
        var kept = Waybills.New();
        Waybill[] members = [first, back, elsewhere];
        await engine.SendAsync([first, piece, back, elsewhere, kept]);
        // What an update overwrote, too.
        List<byte[]> old = [await SealedAsync(engine, back)];
        Assert.Equal(ItemCode.Ok, (await engine.SendAsync(back.Update(2, w => w.Goods = "宣纸"))).Status.Code);
        foreach (var member in members) old.Add(await SealedAsync(engine, member));
        var other = await SealedAsync(engine, kept);
        await SaveAsync(redis);
        Assert.All(Files(redis).Where(f => f.Length > 200), f => Assert.All(old[1..], o => Assert.True(f.AsSpan().IndexOf(o) >= 0)));

        Assert.Equal(Found.Yes, (await engine.Erasures.EraseAsync(Callers.Masker, [piece.ByNumber()]))[0].Found);
        await SaveAsync(redis);

        Assert.Contains(Files(redis), f => f.AsSpan().IndexOf(other) >= 0);
        foreach (var file in Files(redis))
        {
            foreach (var bytes in old)
                for (var at = 0; at + 16 <= bytes.Length; at += 16) Assert.Equal(-1, file.AsSpan().IndexOf(bytes.AsSpan(at, 16)));
            foreach (var text in new[] { "欧阳建国", "司马相如", "退回原处", "狮山路", Waybills.RecipientMobile, "13712345678", piece.WaybillNo }.Concat(members.Select(m => m.WaybillNo)))
                Assert.Equal(-1, file.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)));
        }
        Assert.All(await Task.WhenAll(members.Select(engine.HeaderAsync)), h => Assert.Equal(RecordState.Erased, h.State));
    }

    private static async Task<byte[]> SealedAsync(EngineUnderTest engine, Waybill waybill)
    {
        Assert.Equal(RecordFault.None, RecordHeader.Read(await engine.StoredAsync(waybill), out _, out var content));
        return content.ToArray();
    }

    /// <summary>SAVE, and BGREWRITEAOF to its end.</summary>
    private static async Task SaveAsync(OwnRedis redis)
    {
        await using var connection = await StackExchange.Redis.ConnectionMultiplexer.ConnectAsync(redis.Server.ConnectionString + ",allowAdmin=true");
        var server = connection.GetServers().Single();
        await server.ExecuteAsync("SAVE");
        await server.ExecuteAsync("BGREWRITEAOF");
        for (var attempt = 0; attempt < 1_200; attempt++)
        {
            var state = (await server.InfoAsync("persistence")).SelectMany(g => g).ToDictionary(p => p.Key, p => p.Value);
            if (state["aof_rewrite_in_progress"] == "0" && state["aof_rewrite_scheduled"] == "0")
            {
                Assert.Equal("ok", state["aof_last_bgrewrite_status"]);
                return;
            }
            await Task.Delay(50);
        }
        Assert.Fail("the append-only file was not rewritten");
    }

    private static List<byte[]> Files(OwnRedis redis) =>
        [.. Directory.EnumerateFiles(redis.Server.Folder, "*", SearchOption.AllDirectories).Select(File.ReadAllBytes)];
}
