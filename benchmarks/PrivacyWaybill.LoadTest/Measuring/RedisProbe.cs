using System.Globalization;
using StackExchange.Redis;

namespace PrivacyWaybill.LoadTest.Measuring;

/// <summary>Asks Redis, or all primaries of a cluster, what it holds.</summary>
internal sealed class RedisProbe : IAsyncDisposable
{
    private readonly ConnectionMultiplexer _connection;

    private RedisProbe(ConnectionMultiplexer connection) => _connection = connection;

    /// <summary>Connects.</summary>
    /// <param name="addresses">Addresses as StackExchange.Redis takes them.</param>
    /// <exception cref="RedisException">None answers.</exception>
    public static async Task<RedisProbe> ConnectAsync(string addresses) =>
        new(await ConnectionMultiplexer.ConnectAsync(addresses + ",allowAdmin=true,asyncTimeout=30000"));

    /// <summary>Bytes of <c>used_memory</c> and number of keys, all primaries together.</summary>
    public async Task<(long Bytes, long Keys)> MeasureAsync()
    {
        var (bytes, keys) = (0L, 0L);
        foreach (var server in _connection.GetServers().Where(static s => !s.IsReplica))
        {
            bytes += long.Parse(await InfoAsync(server, "memory", "used_memory"), CultureInfo.InvariantCulture);
            keys += await server.DatabaseSizeAsync();
        }
        return (bytes, keys);
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private static async Task<string> InfoAsync(IServer server, string section, string field) =>
        (await server.InfoAsync(section)).SelectMany(static g => g).First(p => p.Key == field).Value;
}
