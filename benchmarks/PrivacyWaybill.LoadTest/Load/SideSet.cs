using Grpc.Core;
using Grpc.Net.Client;
using PrivacyWaybill.LoadTest.Reporting;
using PrivacyWaybill.LoadTest.Targets;
using PrivacyWaybill.LoadTest.Verification;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.LoadTest.Load;

/// <summary>The calls and reveals beside a run's masking, on a connection of their own.</summary>
internal sealed class SideSet : IDisposable
{
    private readonly GrpcChannel _channel;
    private readonly CancellationTokenSource _stop = new();
    private readonly SideTraffic? _resolve, _reveal;
    private readonly Task _running;

    /// <summary>Starts what the scenario asks for.</summary>
    public SideSet(RunState run, Target target, AcknowledgedWaybills acknowledged)
    {
        var (scenario, endpoint) = (run.Scenario, target.Endpoints[0]);
        _channel = endpoint.Connect();
        var options = endpoint.Options;
        var numbers = new VirtualNumberService.VirtualNumberServiceClient(_channel);
        var reveals = new RevealService.RevealServiceClient(_channel);
        _resolve = Create(scenario.Resolve, (about, wrong) => SideCalls.ResolveAsync(numbers, options, about, wrong));
        _reveal = Create(scenario.Reveal, (about, wrong) => SideCalls.RevealAsync(reveals, options, about, wrong));
        _running = Task.WhenAll(new[] { _resolve, _reveal }.OfType<SideTraffic>().Select(t => Task.Run(() => t.RunAsync(run.Wrong, _stop.Token))));

        SideTraffic? Create(double share, Func<AcknowledgedWaybill[], WrongAnswers, Task> call) =>
            share > 0 ? new SideTraffic(share, () => run.Answered, acknowledged, call) : null;
    }

    /// <summary>Stops, waits for what is under way, and tells what was measured.</summary>
    /// <exception cref="RpcException">A call failed.</exception>
    public async Task<(SideReport? Resolve, SideReport? Reveal)> EndAsync()
    {
        await _stop.CancelAsync();
        await _running;
        return (Report(_resolve), Report(_reveal));
    }

    public void Dispose()
    {
        // If it was not ended, a call may be under way: nobody asks how it went.
        _stop.Cancel();
        _stop.Dispose();
        _channel.Dispose();
    }

    private static SideReport? Report(SideTraffic? traffic) => traffic is null ? null : new SideReport(traffic.Count, traffic.Latencies.All());
}
