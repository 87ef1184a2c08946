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
        await using var one = await StartAsync();
        await using var other = await StartAsync();
        await JoinAsync(one, other);
        await using var connection = await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{one.Port},127.0.0.1:{other.Port},abortConnect=false,allowAdmin=true");
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

    private static Task<RedisServerProcess> StartAsync() =>
        RedisServerProcess.StartAsync("--cluster-enabled yes", $"--cluster-port {RedisServerProcess.FreePort()}");

    private static async Task JoinAsync(RedisServerProcess one, RedisServerProcess other)
    {
        await using var first = await ConnectionMultiplexer.ConnectAsync(one.ConnectionString + ",allowAdmin=true");
        await using var second = await ConnectionMultiplexer.ConnectAsync(other.ConnectionString + ",allowAdmin=true");
        var (a, b) = (first.GetServer("127.0.0.1", one.Port), second.GetServer("127.0.0.1", other.Port));
        await a.ExecuteAsync("CLUSTER", "ADDSLOTSRANGE", 0, 8191);
        await b.ExecuteAsync("CLUSTER", "ADDSLOTSRANGE", 8192, 16383);
        var bus = (string[])(await b.ExecuteAsync("CONFIG", "GET", "cluster-port"))!;
        await a.ExecuteAsync("CLUSTER", "MEET", "127.0.0.1", other.Port, bus[1]);
        for (var attempt = 0; attempt < 1_200; attempt++)
        {
            if (await IsWholeAsync(a) && await IsWholeAsync(b)) return;
            await Task.Delay(50);
        }
        Assert.Fail("the cluster did not form");
    }

    private static async Task<bool> IsWholeAsync(IServer server) =>
        ((string)(await server.ExecuteAsync("CLUSTER", "INFO"))!).Contains("cluster_state:ok", StringComparison.Ordinal)
        && ((string)(await server.ExecuteAsync("CLUSTER", "NODES"))!).Split('\n').Count(static line => line.Contains("master", StringComparison.Ordinal)) == 2;
}
