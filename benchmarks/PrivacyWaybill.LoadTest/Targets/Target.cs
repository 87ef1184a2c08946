using System.Diagnostics;
using System.Security.Authentication;
using Grpc.Core;

namespace PrivacyWaybill.LoadTest.Targets;

/// <summary>What a run drives, and the processes that are accounted for.</summary>
internal sealed class Target : IAsyncDisposable
{
    private long _serial;

    /// <summary>Streams are dealt out to these in turn.</summary>
    public required IReadOnlyList<Endpoint> Endpoints { get; init; }

    /// <summary>Whether batches come back as they were sent.</summary>
    public bool IsEcho { get; init; }

    /// <summary>Whether the number pool is <see cref="NumberPoolFile"/>.</summary>
    public bool HasOwnPool { get; init; }

    /// <summary>Server processes of this machine; none for a server elsewhere.</summary>
    public IReadOnlyList<Process> Servers { get; init; } = [];

    /// <summary>Redis processes of this machine.</summary>
    public IReadOnlyList<Process> Redis { get; init; } = [];

    /// <summary>Addresses of Redis as StackExchange.Redis takes them, or null if it cannot be asked.</summary>
    public string? RedisAddresses { get; init; }

    /// <summary>Four letters that begin the run's waybill numbers.</summary>
    public string Tag { get; init; } = "PWLT";

    /// <summary>What is to be ended with it, in this order.</summary>
    public IReadOnlyList<IDisposable> Owned { get; init; } = [];

    /// <summary>Says what a call failed at, where, and what can be done.</summary>
    public string Describe(RpcException e)
    {
        var cause = e.Status.DebugException?.GetBaseException();
        var text = $"{string.Join(", ", Endpoints.Select(static x => x.Address))}: {e.StatusCode}: {e.Status.Detail}";
        if (cause is not null && !text.Contains(cause.Message, StringComparison.Ordinal)) text += " " + cause.Message;
        return (e.StatusCode, cause) switch
        {
            (StatusCode.Unauthenticated, _) => text + " (its key: --api-key, or PW_API_KEY)",
            (_, AuthenticationException) => text + " (the certificate that vouches for it: --ca)",
            _ => text,
        };
    }

    /// <summary>Takes serials that no run against this target had before.</summary>
    /// <returns>The first.</returns>
    public long TakeSerials(int count) => Interlocked.Add(ref _serial, count) - count;

    public ValueTask DisposeAsync()
    {
        foreach (var owned in Owned) owned.Dispose();
        return ValueTask.CompletedTask;
    }
}
