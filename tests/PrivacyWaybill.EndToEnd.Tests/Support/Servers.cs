[assembly: AssemblyFixture(typeof(PrivacyWaybill.EndToEnd.Tests.Support.Servers))]

namespace PrivacyWaybill.EndToEnd.Tests.Support;

/// <summary>One server a kind of store, shared by all tests that leave it as they found it, and started when first asked for.</summary>
public sealed class Servers : IAsyncDisposable
{
    /// <summary>The platform that these servers know.</summary>
    public const string KnownIssuer = "demo-platform";

    private static readonly string[] Issuers =
    [
        $"--Issuers:0:Name={KnownIssuer}", "--Issuers:0:Prefixes:0=1849999", "--Issuers:0:MainDigits=11", "--Issuers:0:ExtensionDigits=4",
    ];

    private readonly Lazy<Task<RedisDeployment>> _deployment = new(() => RedisDeployment.StartAsync());
    private readonly Lazy<Task<ServerUnderTest>> _embedded, _redis;
    private readonly Lazy<Task<SeedRun>> _embeddedSeeds, _redisSeeds;

    public Servers()
    {
        _embedded = new(() => ServerUnderTest.StartAsync(["--Store:Timeout=00:00:30", .. Issuers]));
        _redis = new(async () => await ServerUnderTest.StartAsync((await _deployment.Value).Arguments(Issuers)));
        _embeddedSeeds = new(async () => await SeedRun.StreamAsync((await _embedded.Value).Clients));
        _redisSeeds = new(async () => await SeedRun.StreamAsync((await _redis.Value).Clients));
    }

    public Task<ServerUnderTest> GetAsync(StoreKind store) => (store == StoreKind.Embedded ? _embedded : _redis).Value;

    /// <summary>The seeds, streamed once through the server.</summary>
    public Task<SeedRun> GetSeedsAsync(StoreKind store) => (store == StoreKind.Embedded ? _embeddedSeeds : _redisSeeds).Value;

    public async ValueTask DisposeAsync()
    {
        if (_embedded.IsValueCreated) await (await _embedded.Value).DisposeAsync();
        if (_redis.IsValueCreated) await (await _redis.Value).DisposeAsync();
        if (_deployment.IsValueCreated) await (await _deployment.Value).DisposeAsync();
    }
}
