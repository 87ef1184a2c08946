using PrivacyWaybill.Engine.Retention;
using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.Testing;
using PrivacyWaybill.Vault.Records;
using PrivacyWaybill.Vault.Store;
using StackExchange.Redis;

namespace PrivacyWaybill.Engine.Tests.Retention;

/// <summary>A census over a Redis Cluster of two primaries.</summary>
public sealed class ClusterCensusTests
{
    [Fact]
    public async Task RunIfDueAsync_TwoPrimaries_CountsAndCollectsOnBoth()
    {
        await using var cluster = await RedisClusterProcess.StartAsync(primaries: 2);
        await using var connection = await ConnectionMultiplexer.ConnectAsync(cluster.ConnectionString + ",allowAdmin=true");
        var database = connection.GetDatabase();
        var setup = new EngineSetup();
        var now = setup.Clock.GetUtcNow();
        var store = new RecordStore(database, TimeSpan.FromSeconds(30), setup.Clock);
        var writes = Enumerable.Range(0, 400).Select(n => Write(n, now.AddDays(n < 100 ? -1 : 30))).ToArray();
        await store.CreateAsync(writes, new CreateResult[writes.Length]);
        foreach (var server in connection.GetServers()) Assert.InRange(await server.DatabaseSizeAsync(), 100, 300);

        var report = (await new RetentionCensus(database, new Gate(), new RetentionOptions { KeysPerSecond = int.MaxValue, StoreDeadline = TimeSpan.FromSeconds(30) }, setup.Clock).RunIfDueAsync(default))!;

        Assert.Equal((true, 100L, 300L), (report.IsComplete, report.Collected, report.Days.Sum(d => d.Live)));
        // What is left, and the report with its turn.
        var left = await Task.WhenAll(connection.GetServers().Select(s => s.DatabaseSizeAsync()));
        Assert.Equal(302, left.Sum());
    }

    private static RecordWrite Write(int n, DateTimeOffset retainUntil)
    {
        var id = new byte[RecordId.Length];
        BitConverter.TryWriteBytes(id, n);
        var header = new RecordHeader { Suite = CipherSuite.Aes256Siv, SealingKeyId = 1, State = RecordState.Live, Revision = 1, RetainUntil = (uint)retainUntil.ToUnixTimeSeconds() };
        var value = new byte[header.Length + RecordSealer.Overhead];
        header.Write(value);
        return new RecordWrite(new RecordId(id), value, TimeSpan.FromDays(1));
    }
}
