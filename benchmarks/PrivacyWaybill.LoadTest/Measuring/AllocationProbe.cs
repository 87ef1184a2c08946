using System.Diagnostics;
using System.Diagnostics.Tracing;
using System.Globalization;
using Microsoft.Diagnostics.NETCore.Client;
using Microsoft.Diagnostics.Tracing;

namespace PrivacyWaybill.LoadTest.Measuring;

/// <summary>
/// Managed bytes that servers allocate: the runtime's own counter (<c>alloc-rate</c> of <c>System.Runtime</c>, which
/// <c>dotnet-counters</c> shows too), read once a second from outside through the diagnostics port. Nothing is built into the
/// server for it.
/// </summary>
internal sealed class AllocationProbe : IAsyncDisposable
{
    private readonly List<(EventPipeSession Session, Task Reading, Sum Sum)> _sessions = [];

    /// <summary>Attaches to processes of this user, each of them .NET.</summary>
    /// <returns>Null if one cannot be attached to; then there is no figure.</returns>
    public static AllocationProbe? TryStart(IReadOnlyList<Process> servers)
    {
        var probe = new AllocationProbe();
        try
        {
            foreach (var server in servers) probe.Attach(server.Id);
            return servers.Count > 0 ? probe : null;
        }
        catch (Exception e) when (e is ServerNotAvailableException or ServerErrorException or TimeoutException or IOException)
        {
            return null;
        }
    }

    /// <summary>Bytes a second since it was attached, of all servers together.</summary>
    public double BytesPerSecond => _sessions.Sum(static s => s.Sum.PerSecond);

    public async ValueTask DisposeAsync()
    {
        foreach (var (session, reading, _) in _sessions)
        {
            try
            {
                await session.StopAsync(CancellationToken.None);
                await reading;
            }
            catch (Exception e) when (e is ServerNotAvailableException or IOException or FormatException)
            {
                // The process is gone: its stream of events ends in the middle of one.
            }
            session.Dispose();
        }
    }

    private void Attach(int process)
    {
        var provider = new EventPipeProvider("System.Runtime", EventLevel.Informational, 0, new Dictionary<string, string> { ["EventCounterIntervalSec"] = "1" });
        var session = new DiagnosticsClient(process).StartEventPipeSession(provider, requestRundown: false);
        var sum = new Sum();
        _sessions.Add((session, Task.Run(() => Read(session, sum)), sum));
    }

    private static void Read(EventPipeSession session, Sum sum)
    {
        using var source = new EventPipeEventSource(session.EventStream);
        source.Dynamic.All += e =>
        {
            if (e.EventName != "EventCounters" || e.PayloadValue(0) is not IDictionary<string, object> outer) return;
            if (outer["Payload"] is not IDictionary<string, object> counter || counter["Name"] is not "alloc-rate") return;
            sum.Add(Convert.ToDouble(counter["Increment"], CultureInfo.InvariantCulture), Convert.ToDouble(counter["IntervalSec"], CultureInfo.InvariantCulture));
        };
        source.Process();
    }

    private sealed class Sum
    {
        private readonly Lock _lock = new();
        private double _bytes, _seconds;
        private bool _hasBegun;

        public double PerSecond
        {
            get
            {
                lock (_lock) return _seconds > 0 ? _bytes / _seconds : double.NaN;
            }
        }

        public void Add(double bytes, double seconds)
        {
            lock (_lock)
            {
                // The first one covers what was before.
                if (_hasBegun) (_bytes, _seconds) = (_bytes + bytes, _seconds + seconds);
                _hasBegun = true;
            }
        }
    }
}
