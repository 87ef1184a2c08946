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
