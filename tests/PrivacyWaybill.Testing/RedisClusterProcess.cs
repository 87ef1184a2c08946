using StackExchange.Redis;

namespace PrivacyWaybill.Testing;

/// <summary>A real Redis Cluster of some primaries without replicas, each a <see cref="RedisServerProcess"/>; gone when disposed.</summary>
public sealed class RedisClusterProcess : IAsyncDisposable
{
    private const int Slots = 16_384;

    private readonly List<RedisServerProcess> _primaries = [];

    private RedisClusterProcess()
    {
    }

    /// <summary>The primaries, in the order of their slots.</summary>
    public IReadOnlyList<RedisServerProcess> Primaries => _primaries;

    /// <summary>A StackExchange.Redis connection string for all of them.</summary>
    public string ConnectionString => string.Join(',', _primaries.Select(static p => $"127.0.0.1:{p.Port}")) + ",abortConnect=false";

    /// <summary>Starts primaries that share the slots evenly, and waits until each knows all.</summary>
    public static async Task<RedisClusterProcess> StartAsync(int primaries)
    {
        var cluster = new RedisClusterProcess();
        try
        {
            for (var p = 0; p < primaries; p++)
                cluster._primaries.Add(await RedisServerProcess.StartAsync("--cluster-enabled yes", $"--cluster-port {RedisServerProcess.FreePort()}"));
            await cluster.FormAsync();
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var primary in _primaries) await primary.DisposeAsync();
    }

    private async Task FormAsync()
    {
        var connections = await Task.WhenAll(_primaries.Select(static p => ConnectionMultiplexer.ConnectAsync(p.ConnectionString + ",allowAdmin=true")));
        try
        {
            var servers = connections.Select((c, p) => c.GetServer("127.0.0.1", _primaries[p].Port)).ToArray();
            for (var p = 0; p < servers.Length; p++)
            {
                await servers[p].ExecuteAsync("CLUSTER", "ADDSLOTSRANGE", Slots * p / servers.Length, Slots * (p + 1) / servers.Length - 1);
                var bus = (string[])(await servers[p].ExecuteAsync("CONFIG", "GET", "cluster-port"))!;
                if (p > 0) await servers[0].ExecuteAsync("CLUSTER", "MEET", "127.0.0.1", _primaries[p].Port, bus[1]);
            }
            for (var attempt = 0; attempt < 1_200; attempt++)
            {
                if ((await Task.WhenAll(servers.Select(s => IsWholeAsync(s, servers.Length)))).All(static whole => whole)) return;
                await Task.Delay(50);
            }
            throw new TimeoutException("the cluster did not form");
        }
        finally
        {
            foreach (var connection in connections) await connection.DisposeAsync();
        }
    }

    private static async Task<bool> IsWholeAsync(IServer server, int primaries) =>
        ((string)(await server.ExecuteAsync("CLUSTER", "INFO"))!).Contains("cluster_state:ok", StringComparison.Ordinal)
        && ((string)(await server.ExecuteAsync("CLUSTER", "NODES"))!).Split('\n').Count(static line => line.Contains("master", StringComparison.Ordinal)) == primaries;
}
