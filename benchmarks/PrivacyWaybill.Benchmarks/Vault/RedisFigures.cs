using System.Globalization;
using StackExchange.Redis;

namespace PrivacyWaybill.Benchmarks.Vault;

/// <summary>What Redis says of itself.</summary>
internal static class RedisFigures
{
    /// <summary>The figures of a section of <c>INFO</c>, by their names there.</summary>
    public static async Task<Func<string, double>> OfAsync(IServer server, string section)
    {
        var lines = (await server.InfoAsync(section))[0].ToDictionary(static line => line.Key, static line => line.Value);
        return name => double.Parse(lines[name], CultureInfo.InvariantCulture);
    }
}
