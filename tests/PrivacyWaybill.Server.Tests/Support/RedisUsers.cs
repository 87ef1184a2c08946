using PrivacyWaybill.Testing;
using StackExchange.Redis;

namespace PrivacyWaybill.Server.Tests.Support;

/// <summary>Users of a Redis.</summary>
internal static class RedisUsers
{
    /// <summary>Makes a user who may run everything but what the rule takes from him.</summary>
    public static async Task SetUserAsync(this RedisServerProcess server, string name, string password, string rule)
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync(server.ConnectionString + ",allowAdmin=true");
        await connection.GetDatabase().ExecuteAsync("ACL", "SETUSER", name, "on", ">" + password, "~*", "&*", "+@all", rule);
    }
}
