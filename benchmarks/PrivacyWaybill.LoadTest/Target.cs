using System.Diagnostics;
using PrivacyWaybill.Engine.Stores;
using PrivacyWaybill.Numbers;
using PrivacyWaybill.Vault.Keys;
using StackExchange.Redis;

namespace PrivacyWaybill.LoadTest;

/// <summary>
/// A server and a <c>redis-server</c> of their own, or an echo alone, as processes, so that the system accounts for each.
/// </summary>
internal sealed class Target : IAsyncDisposable
{
    private const string Pool = """
        { "segments": [ { "id": 1, "name": "load", "city": "深圳", "firstMainNumber": "18400000000", "mainNumbers": 10000, "extensionLength": 4, "blockSize": 10000 } ] }
        """;

    private readonly string _folder;

    private Target(string folder, string name, Process? redis, int redisPort, Process server, Uri address)
    {
        (_folder, Name, Redis, RedisPort, Server, Address) = (folder, name, redis, redisPort, server, address);
    }

    public string Name { get; }

    public Process? Redis { get; }

    public int RedisPort { get; }

    public Process Server { get; }

    public Uri Address { get; }

    /// <summary>Starts an echo: of generated objects, or of bytes.</summary>
    public static async Task<Target> StartEchoAsync(bool asBytes)
    {
        var folder = Directory.CreateTempSubdirectory("pw-load-").FullName;
        var server = Start("dotnet", folder, Path.Combine(AppContext.BaseDirectory, "PrivacyWaybill.LoadTest.dll"), "echo", asBytes ? "bytes" : "generated");
        return new Target(folder, asBytes ? "echo of bytes" : "echo of generated objects", null, 0, server, await AddressOfAsync(server));
    }

    /// <summary>Starts a server over a Redis.</summary>
    /// <param name="isAppending">Whether Redis keeps an append-only file, synced every second and never rewritten.</param>
    /// <param name="more">More settings of the server.</param>
    public static async Task<Target> StartAsync(bool isAppending, params string[] more)
    {
        var folder = Directory.CreateTempSubdirectory("pw-load-").FullName;
        var port = FreePort();
        var redis = Start("redis-server", folder, "--port", $"{port}", "--bind", "127.0.0.1", "--save", "", "--maxmemory-policy", "noeviction",
            "--appendonly", isAppending ? "yes" : "no", "--appendfsync", "everysec", "--auto-aof-rewrite-percentage", "0");
        var ring = Path.Combine(folder, "ring.json");
        var pool = Path.Combine(folder, "pool.json");
        KeyRingFile.Create(ring);
        await File.WriteAllTextAsync(pool, Pool);
        await InitialiseAsync(port, ring, pool);

        var server = Start("dotnet", folder,
            [Path.Combine(AppContext.BaseDirectory, "PrivacyWaybill.Server.dll"), "--Listen:Port=0", $"--Store:Connection=127.0.0.1:{port}", $"--Keys:File={ring}", $"--Numbers:PoolFile={pool}", .. more]);
        return new Target(folder, "server", redis, port, server, await AddressOfAsync(server));
    }

    public ValueTask DisposeAsync()
    {
        foreach (var process in (Process?[])[Server, Redis])
        {
            if (process is null) continue;
            process.Kill();
            process.WaitForExit();
            process.Dispose();
        }
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private static async Task InitialiseAsync(int port, string ring, string pool)
    {
        using var connection = await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{port},abortConnect=false,connectRetry=10");
        using var file = KeyRingFile.Load(ring);
        using var keys = KeyRing.Create(file);
        using var plan = new NumberPlan(SegmentTable.Load(pool), s => keys.DerivePermutationKey(s.Id));
        var done = await StoreInitialisation.RunAsync(connection.GetDatabase(), plan, TimeProvider.System);
        if (!done.IsReady) throw new InvalidOperationException(string.Join("; ", done.Report));
    }

    private static async Task<Uri> AddressOfAsync(Process server)
    {
        while (await server.StandardOutput.ReadLineAsync() is { } line)
        {
            if (!line.StartsWith("listening on ", StringComparison.Ordinal)) continue;
            _ = server.StandardOutput.ReadToEndAsync();
            return new Uri(line["listening on ".Length..]);
        }
        throw new InvalidOperationException("the server did not start");
    }

    private static Process Start(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true };
        return Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start");
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
