using BenchmarkDotNet.Attributes;
using PrivacyWaybill.Workload;

namespace PrivacyWaybill.Benchmarks.Stages;

/// <summary>
/// The pipeline without network to a client: bytes in, bytes out, through codec, engine and a real <c>redis-server</c>; figures
/// are per waybill, every waybill is new. Redis shares the machine's processors with it.
/// </summary>
[MemoryDiagnoser]
[Config(typeof(PipelineIterations))]
public class PipelineBenchmarks
{
    // Of a batch of 1 as many as of one of 256: the figures of all sizes stand beside each other.
    private const int Waybills = 4096;

    private PipelineRun _pipeline = null!;

    /// <summary>Waybills a batch.</summary>
    [Params(1, 16, 256)]
    public int Batch { get; set; }

    /// <summary>Batches under way at a time: one shows the way there and back, many what it costs when nobody waits.</summary>
    [Params(1, 16)]
    public int UnderWay { get; set; }

    /// <summary>Starts Redis.</summary>
    [GlobalSetup]
    public async Task Setup() => _pipeline = await PipelineRun.StartAsync(Batch, UnderWay);

    /// <summary>Stops Redis.</summary>
    [GlobalCleanup]
    public async Task Cleanup() => await _pipeline.DisposeAsync();

    /// <summary>Decoded, masked, numbered, sealed, stored, encoded.</summary>
    [Benchmark(OperationsPerInvoke = Waybills)]
    public Task Pipeline() => _pipeline.RunAsync(Waybills / Batch / UnderWay);
}
