using BenchmarkDotNet.Attributes;
using Google.Protobuf;
using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Stages;
using PrivacyWaybill.Engine.Wire;
using PrivacyWaybill.Engine.Work;
using PrivacyWaybill.Numbers;
using PrivacyWaybill.V1;
using PrivacyWaybill.Vault.Keys;

namespace PrivacyWaybill.Benchmarks;

/// <summary>
/// The stages that need no store, each over a batch of 256 sample waybills; figures are per waybill. What they do not show
/// (network, store, threads) the load test does.
/// </summary>
[MemoryDiagnoser]
public class StageBenchmarks
{
    private const int Size = 256;

    private readonly WireBatchCodec _codec = new WireBatchCodec();
    private readonly GeneratedBatchCodec _generated = new();
    private readonly Caller _caller = new("bench", "bench", "bench", Roles.Mask);
    private readonly WaybillBatch _batch = new();
    private readonly WaybillBatch _masked = new();
    private readonly WaybillBatch _decoded = new();
    private byte[] _message = [];
    private PolicyStage _policy = null!;
    private MaskingStage _masking = null!;
    private BatchWork _work = null!;

    /// <summary>A batch of samples, and the stages.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var waybills = File.ReadLines(Repository.Path("seeds/waybills.jsonl")).Take(Size).Select(JsonParser.Default.Parse<Waybill>);
        _message = new MaskWaybillsRequest { BatchId = 1, Waybills = { waybills } }.ToByteArray();
        var segments = SegmentTable.Load(Repository.Path("seeds/demo-pool.json"));
        var options = new EngineOptions();
        _policy = new PolicyStage(options, new SegmentNames(segments.Segments.Select(s => s.Name)), TimeProvider.System);
        _masking = new MaskingStage(new PlatformNumbers(segments, []));
        using var master = new EphemeralMasterKeys();
        _work = new BatchWork(KeyRing.Create(master), null!);
        _codec.ReadBatch(new(_message), _batch);
        _policy.Check(_batch, _caller);
        _masking.Mask(_batch);
        _work.Begin(_batch, _caller);
        NamingStage.Name(_work);
        SealingStage.Seal(_work);

        _codec.ReadBatch(new(_message), _masked);
        _policy.Check(_masked, _caller);
        _masking.Mask(_masked);
        foreach (ref var item in _masked.Items) item.Code = ItemCode.Ok;
    }

    /// <summary>Wire to batch.</summary>
    [Benchmark(OperationsPerInvoke = Size)]
    public int Decode() => Decode(_codec);

    /// <summary>The same by the generated classes.</summary>
    [Benchmark(OperationsPerInvoke = Size)]
    public int DecodeGenerated() => Decode(_generated);

    /// <summary>Limits, forms, roles, and all texts masked; decoding, which has to come first, is in the figure.</summary>
    [Benchmark(OperationsPerInvoke = Size)]
    public int DecodePolicyMasking()
    {
        _codec.ReadBatch(new(_message), _batch);
        _policy.Check(_batch, _caller);
        _masking.Mask(_batch);
        return _batch.Count;
    }

    /// <summary>Record ids.</summary>
    [Benchmark(OperationsPerInvoke = Size)]
    public void Naming() => NamingStage.Name(_work);

    /// <summary>Originals to sealed records.</summary>
    [Benchmark(OperationsPerInvoke = Size)]
    public void Sealing() => SealingStage.Seal(_work);

    /// <summary>Batch to wire.</summary>
    [Benchmark(OperationsPerInvoke = Size)]
    public int Encode() => Encode(_codec);

    /// <summary>The same by the generated classes.</summary>
    [Benchmark(OperationsPerInvoke = Size)]
    public int EncodeGenerated() => Encode(_generated);

    private int Decode(IBatchCodec codec)
    {
        codec.ReadBatch(new(_message), _decoded);
        return _decoded.Count;
    }

    private int Encode(IBatchCodec codec)
    {
        codec.WriteBatch(_masked);
        return _masked.Answer.Written.Length;
    }
}
