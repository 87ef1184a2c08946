using Grpc.Net.Client;
using PrivacyWaybill.LoadTest.Targets;

namespace PrivacyWaybill.LoadTest.Load;

/// <summary>The streams of a run and their connections. If one fails, all stop.</summary>
internal sealed class StreamSet : IDisposable
{
    private readonly List<(GrpcChannel Channel, Endpoint Endpoint)> _connections = [];

    /// <summary>Opens the connections and starts the streams.</summary>
    public StreamSet(RunState run, Target target)
    {
        var scenario = run.Scenario;
        for (var c = 0; c < (scenario.Connections > 0 ? scenario.Connections : scenario.Streams); c++)
        {
            var endpoint = target.Endpoints[c % target.Endpoints.Count];
            _connections.Add((endpoint.Connect(), endpoint));
        }
        Paces = [.. Enumerable.Range(0, scenario.Streams).Select(_ => scenario.IsOpenLoop ? (IPace)new OpenPace() : new ClosedPace(scenario.Window))];
        Running = Task.WhenAll(Paces.Select((pace, place) => Task.Run(() => RunAsync(new LoadStream(run, pace, place, target.IsEcho), place))));
    }

    /// <summary>When each stream sends.</summary>
    public IReadOnlyList<IPace> Paces { get; }

    /// <summary>Ends when all streams have stopped and are answered; fails if one does.</summary>
    public Task Running { get; }

    /// <summary>Sends no more.</summary>
    public void Stop()
    {
        foreach (var pace in Paces) pace.Stop();
    }

    /// <summary>Waits, unless the streams end before.</summary>
    /// <exception cref="Grpc.Core.RpcException">They failed.</exception>
    public async Task WaitAsync(TimeSpan time, CancellationToken cancel)
    {
        if (time > TimeSpan.Zero) await Task.WhenAny(Running, Task.Delay(time, cancel));
        cancel.ThrowIfCancellationRequested();
        if (Running.IsFaulted) await Running;
    }

    public void Dispose()
    {
        foreach (var (channel, _) in _connections) channel.Dispose();
    }

    private async Task RunAsync(LoadStream stream, int place)
    {
        var (channel, endpoint) = _connections[place % _connections.Count];
        try
        {
            await stream.RunAsync(channel, endpoint);
        }
        catch
        {
            Stop();
            throw;
        }
    }
}
