using System.Net;
using System.Net.Sockets;
using StackExchange.Redis;

namespace PrivacyWaybill.LoadTest.Targets;

/// <summary>A <c>redis-server</c>, or three as primaries of a Redis Cluster, on free loopback ports.</summary>
internal sealed class OwnRedis : IDisposable
{
    private const int Primaries = 3, Slots = 16_384;

    // Of a record's size.
    private const int EarlierValue = 222;

    /// <summary>Deletes ARGV[2] keys that DEBUG POPULATE has made with the prefix ARGV[1].</summary>
    private const string ShrinkScript = "for i = 0, ARGV[2] - 1 do redis.call('DEL', ARGV[1] .. ':' .. i) end";

    // What is freed stays with the process.
    private static readonly Dictionary<string, string> s_keeping = new() { ["MALLOC_CONF"] = "dirty_decay_ms:-1,muzzy_decay_ms:-1" };

    private readonly List<(int Port, OwnProcess Process)> _nodes = [];

    private OwnRedis()
    {
    }

    public IReadOnlyList<OwnProcess> Processes => _nodes.ConvertAll(static n => n.Process);

    /// <summary>As StackExchange.Redis takes them.</summary>
    public string Addresses => string.Join(',', _nodes.Select(static n => $"127.0.0.1:{n.Port}"));

    /// <summary>Starts it, without snapshots and eviction.</summary>
    public static async Task<OwnRedis> StartAsync(string folder, Deployment deployment)
    {
        var isCluster = deployment.Cluster;
        var redis = new OwnRedis();
        try
        {
            for (var n = 0; n < (isCluster ? Primaries : 1); n++) redis.StartNode(folder, deployment);
            await using var connection = await redis.ConnectAsync();
            if (isCluster) await redis.FormAsync();
            if (deployment.GrownRecords > 0) await Task.WhenAll(connection.GetServers().Select(s => GrowAsync(s, deployment.GrownRecords / redis._nodes.Count)));
            return redis;
        }
        catch
        {
            redis.Dispose();
            throw;
        }
    }

    /// <summary>A connection, as soon as all of it answers.</summary>
    public async Task<ConnectionMultiplexer> ConnectAsync()
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await ConnectionMultiplexer.ConnectAsync(Addresses + ",allowAdmin=true,connectTimeout=1000,asyncTimeout=120000");
            }
            catch (RedisConnectionException) when (attempt < 50)
            {
                await Task.Delay(100);
            }
        }
    }

    public void Dispose()
    {
        foreach (var (_, process) in _nodes) process.Dispose();
    }

    /// <summary>
    /// Makes it one that has been in use: the first touch of a page is work of the operating system, on a virtual machine much, and
    /// a table that grows is rewritten all the while. The quarter that is left keeps the table from being made smaller again.
    /// </summary>
    private static async Task GrowAsync(IServer server, long records)
    {
        const int Step = 50_000, Left = 4;
        for (var at = 0L; at < records; at += Step) await server.ExecuteAsync("DEBUG", "POPULATE", Step, Prefix(at), EarlierValue);
        for (var at = 0L; at < records; at += Step)
            if (at / Step % Left != 0) await server.ExecuteAsync("EVAL", ShrinkScript, 0, Prefix(at), Step);

        static string Prefix(long at) => $"earlier:{at}";
    }

    private void StartNode(string folder, Deployment deployment)
    {
        var port = FreePort();
        var own = Directory.CreateDirectory(Path.Combine(folder, $"redis-{port}")).FullName;
        string[] cluster = deployment.Cluster ? ["--cluster-enabled", "yes", "--cluster-port", $"{FreePort()}"] : [];
        var process = OwnProcess.Start("redis-server", own,
        [
            "--port", $"{port}", "--bind", "127.0.0.1", "--save", "", "--maxmemory-policy", "noeviction", "--loglevel", "warning",
            "--appendonly", deployment.Aof ? "yes" : "no", "--appendfsync", "everysec", "--auto-aof-rewrite-percentage", "0", "--enable-debug-command", "local", .. cluster,
        ], deployment.GrownRecords > 0 ? s_keeping : null);
        process.DrainOutput();
        _nodes.Add((port, process));
    }

    private async Task FormAsync()
    {
        var connections = await Task.WhenAll(_nodes.Select(static n => ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{n.Port},allowAdmin=true")));
        try
        {
            var servers = connections.Select((c, n) => c.GetServer(IPAddress.Loopback, _nodes[n].Port)).ToArray();
            for (var n = 0; n < servers.Length; n++)
            {
                await servers[n].ExecuteAsync("CLUSTER", "ADDSLOTSRANGE", Slots * n / servers.Length, Slots * (n + 1) / servers.Length - 1);
                var bus = (string[])(await servers[n].ExecuteAsync("CONFIG", "GET", "cluster-port"))!;
                if (n > 0) await servers[0].ExecuteAsync("CLUSTER", "MEET", "127.0.0.1", _nodes[n].Port, bus[1]);
            }
            for (var attempt = 0; attempt < 600; attempt++)
            {
                if ((await Task.WhenAll(servers.Select(IsWholeAsync))).All(static whole => whole)) return;
                await Task.Delay(50);
            }
            throw new TimeoutException("the Redis Cluster did not form within 30 s");
        }
        finally
        {
            foreach (var connection in connections) await connection.DisposeAsync();
        }
    }

    private static async Task<bool> IsWholeAsync(IServer server)
    {
        var info = (string)(await server.ExecuteAsync("CLUSTER", "INFO"))!;
        return info.Contains("cluster_state:ok", StringComparison.Ordinal) && info.Contains($"cluster_size:{Primaries}", StringComparison.Ordinal);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
