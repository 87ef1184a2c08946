using PrivacyWaybill.Engine.Stores;
using PrivacyWaybill.Numbers;
using PrivacyWaybill.Vault.Keys;

namespace PrivacyWaybill.LoadTest.Targets;

/// <summary>Servers and a Redis of a run's own, or an echo; as processes, so that the system accounts for each.</summary>
internal static class OwnTarget
{
    /// <summary>Starts what a scenario asks for.</summary>
    /// <exception cref="InvalidOperationException">The store or a server did not start.</exception>
    public static async Task<Target> StartAsync(Scenario scenario)
    {
        var deployment = scenario.Deployment;
        var owned = new Stack<IDisposable>();
        try
        {
            var folder = Own(new OwnFolder());
            var redis = Own(await OwnRedis.StartAsync(folder.Path, deployment));
            var (ring, pool) = (folder.File("ring.json"), folder.File("pool.json"));
            KeyRingFile.Create(ring);
            NumberPoolFile.Write(pool, scenario.Cities);
            await InitialiseAsync(redis, ring, pool);
            var certificate = deployment.Tls ? OwnCertificate.Create(folder.File("server.pem"), folder.File("server.key")) : null;
            string[] arguments =
            [
                Beside("PrivacyWaybill.Server.dll"), "--Listen:Port=0", $"--Store:Connection={redis.Addresses},abortConnect=false", $"--Keys:File={ring}",
                $"--Numbers:PoolFile={pool}", .. Settings(deployment), .. certificate is null ? (string[])[] : [$"--Listen:Certificate={folder.File("server.pem")}", $"--Listen:CertificateKey={folder.File("server.key")}"],
            ];
            var servers = Enumerable.Range(0, deployment.Servers).Select(_ => Own(OwnProcess.Start("dotnet", folder.Path, arguments))).ToList();
            var endpoints = new List<Endpoint>();
            foreach (var server in servers) endpoints.Add(new Endpoint(await server.ReadAddressAsync(), certificate));
            return new Target
            {
                Endpoints = endpoints,
                HasOwnPool = true,
                Servers = servers.ConvertAll(static s => s.Process),
                Redis = [.. redis.Processes.Select(static p => p.Process)],
                RedisAddresses = redis.Addresses,
                Owned = [.. owned],
            };
        }
        catch
        {
            foreach (var one in owned) one.Dispose();
            throw;
        }

        T Own<T>(T one)
            where T : IDisposable
        {
            owned.Push(one);
            return one;
        }
    }

    /// <summary>Starts an echo: of generated objects, or of bytes.</summary>
    public static async Task<Target> StartEchoAsync(bool asBytes)
    {
        var folder = new OwnFolder();
        var server = OwnProcess.Start("dotnet", folder.Path, [Beside("PrivacyWaybill.LoadTest.dll"), "echo", asBytes ? "bytes" : "generated"]);
        return new Target { Endpoints = [new Endpoint(await server.ReadAddressAsync())], IsEcho = true, Servers = [server.Process], Owned = [server, folder] };
    }

    /// <summary>The servers' settings. The shortest life is a minute: numbers cannot be valid for less.</summary>
    private static IEnumerable<string> Settings(Deployment deployment)
    {
        yield return $"--Stream:Codec={deployment.Codec}";
        yield return "--Reveal:PerMinute=2000000000";
        if (deployment.RetentionSeconds > 0)
        {
            var life = TimeSpan.FromSeconds(deployment.RetentionSeconds);
            foreach (var setting in (string[])["Numbers:DefaultValidity", "Numbers:LongestValidity", "Numbers:LongestTotalValidity", "Records:Retention"]) yield return $"--{setting}={life:c}";
            yield return "--Numbers:Quarantine=00:00:00";
            yield return "--Numbers:MaximumLeaseAge=00:00:10";
            yield return "--Numbers:ClockMargin=00:00:01";
            yield return "--Retention:Margin=00:00:01";
            yield return $"--Retention:CollectInterval={(deployment.Collect ? "00:00:01" : "1.00:00:00")}";
        }
        foreach (var setting in deployment.Settings) yield return $"--{setting}";
    }

    private static string Beside(string file) => Path.Combine(AppContext.BaseDirectory, file);

    private static async Task InitialiseAsync(OwnRedis redis, string ring, string pool)
    {
        await using var connection = await redis.ConnectAsync();
        using var file = KeyRingFile.Load(ring);
        using var keys = KeyRing.Create(file);
        using var plan = new NumberPlan(SegmentTable.Load(pool), s => keys.DerivePermutationKey(s.Id));
        var done = await StoreInitialisation.RunAsync(connection.GetDatabase(), plan, TimeProvider.System);
        if (!done.IsReady) throw new InvalidOperationException(string.Join("; ", done.Report));
    }
}
