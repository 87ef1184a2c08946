using BenchmarkDotNet.Attributes;
using PrivacyWaybill.Workload.Stages;

namespace PrivacyWaybill.Benchmarks.Stages;

/// <summary>
/// Every stage by itself; figures are per waybill. What they do not show (the store, threads, network) <see cref="PipelineBenchmarks"/>
/// and the load test do.
/// </summary>
[MemoryDiagnoser]
[Config(typeof(StageIterations))]
public class StageBenchmarks
{
    private const int Waybills = StageRun.Waybills;

    private StageRun _stages = null!;

    /// <summary>Waybills a batch.</summary>
    [Params(1, 16, 256)]
    public int Batch { get; set; }

    /// <summary>Batches that have been through all stages.</summary>
    [GlobalSetup]
    public async Task Setup() => _stages = await StageRun.StartAsync(Batch);

    /// <summary>Nothing is left behind.</summary>
    [GlobalCleanup]
    public async Task Cleanup() => await _stages.DisposeAsync();

    /// <inheritdoc cref="StageRun.Decode()"/>
    [Benchmark(OperationsPerInvoke = Waybills)]
    public void Decode() => _stages.Decode();

    /// <inheritdoc cref="StageRun.DecodeGenerated"/>
    [Benchmark(OperationsPerInvoke = Waybills)]
    public void DecodeGenerated() => _stages.DecodeGenerated();

    /// <inheritdoc cref="StageRun.Policy"/>
    [Benchmark(OperationsPerInvoke = Waybills)]
    public void Policy() => _stages.Policy();

    /// <inheritdoc cref="StageRun.Masking"/>
    [Benchmark(OperationsPerInvoke = Waybills)]
    public void Masking() => _stages.Masking();

    /// <inheritdoc cref="StageRun.Naming"/>
    [Benchmark(OperationsPerInvoke = Waybills)]
    public void Naming() => _stages.Naming();

    /// <inheritdoc cref="StageRun.Numbers"/>
    [Benchmark(OperationsPerInvoke = Waybills)]
    public void Numbers() => _stages.Numbers();

    /// <inheritdoc cref="StageRun.Sealing"/>
    [Benchmark(OperationsPerInvoke = Waybills)]
    public void Sealing() => _stages.Sealing();

    /// <inheritdoc cref="StageRun.Tokens"/>
    [Benchmark(OperationsPerInvoke = Waybills)]
    public void Tokens() => _stages.Tokens();

    /// <inheritdoc cref="StageRun.Encode()"/>
    [Benchmark(OperationsPerInvoke = Waybills)]
    public void Encode() => _stages.Encode();

    /// <inheritdoc cref="StageRun.EncodeGenerated"/>
    [Benchmark(OperationsPerInvoke = Waybills)]
    public void EncodeGenerated() => _stages.EncodeGenerated();
}
