using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;

namespace PrivacyWaybill.LoadTest.Targets;

/// <summary>Servers that run already, and what is known of the machine behind them.</summary>
internal sealed record GivenTarget
{
    /// <summary>Driven at once, streams in turn.</summary>
    public IReadOnlyList<Uri> Addresses { get; init; } = [];

    /// <summary>Role <c>mask</c>; <c>resolve</c> and <c>reveal</c> for mixed traffic. Never written anywhere.</summary>
    public string? ApiKey { get; init; }

    /// <summary>PEM file of the certificate that vouches for the servers.</summary>
    public string? AuthorityFile { get; init; }

    /// <summary>Process ids of the servers, if they run on this machine.</summary>
    public IReadOnlyList<int> ServerIds { get; init; } = [];

    /// <summary>Process ids of Redis, if it runs on this machine.</summary>
    public IReadOnlyList<int> RedisIds { get; init; } = [];

    /// <summary>Addresses of Redis, to ask for its memory.</summary>
    public string? RedisAddresses { get; init; }

    /// <summary>The target. Its waybill numbers begin with letters that differ from second to second, for the store may remember an earlier run's.</summary>
    public Target Open()
    {
        var authority = AuthorityFile is null ? null : X509CertificateLoader.LoadCertificateFromFile(AuthorityFile);
        return new Target
        {
            Endpoints = [.. Addresses.Select(a => new Endpoint(a, authority, ApiKey))],
            Servers = [.. ServerIds.Select(Process.GetProcessById)],
            Redis = [.. RedisIds.Select(Process.GetProcessById)],
            RedisAddresses = RedisAddresses,
            Tag = Tag(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()),
            Owned = authority is null ? [] : [authority],
        };
    }

    /// <summary>Four letters for a time; they come again after five days.</summary>
    internal static string Tag(long seconds)
    {
        Span<char> letters = stackalloc char[4];
        for (var i = letters.Length - 1; i >= 0; i--, seconds /= 26) letters[i] = (char)('A' + seconds % 26);
        return letters.ToString();
    }
}
