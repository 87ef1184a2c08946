using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Stages;
using PrivacyWaybill.Engine.Wire;
using PrivacyWaybill.Engine.Work;
using PrivacyWaybill.Numbers;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Workload.Stages;

/// <summary>
/// The stages of a batch's way, each by itself and by its name: every method takes <see cref="Waybills"/> waybills through one
/// stage, in batches of one size, and can be called again. To be used by one thread at a time.
/// </summary>
/// <remarks>Before all stages but <c>decode</c> a batch is set back, a copy of its items: part of the times, not of the allocations.</remarks>
public sealed class StageRun : IAsyncDisposable
{
    /// <summary>Waybills of a call, whatever the size of a batch.</summary>
    public const int Waybills = 256;

    private static readonly Caller s_caller = new("bench", "bench", "bench", Roles.Mask);
    private static readonly NumberSource s_anySegment = new(null);

    private readonly EngineOverRedis _engine;
    private readonly WireBatchCodec _codec = new();
    private readonly GeneratedBatchCodec _generated = new();
    private readonly PolicyStage _policy;
    private readonly MaskingStage _masking;
    private readonly BatchWork _work;
    private readonly StagedBatch[] _batches;
    private readonly WaybillBatch _decoded = new();

    private StageRun(EngineOverRedis engine, int batchSize)
    {
        _engine = engine;
        var (options, segments) = (engine.Parts.Options, engine.Parts.Plan.Segments);
        _policy = new PolicyStage(options, new SegmentNames(segments.Segments.Select(static s => s.Name)), engine.Parts.Time);
        _masking = new MaskingStage(new PlatformNumbers(segments, options.Issuers));
        _work = new BatchWork(engine.Parts.Keys, engine.Parts.Numbers);
        _batches = [.. Enumerable.Range(0, Waybills / batchSize).Select(b => new StagedBatch(b * batchSize, batchSize))];
        foreach (var staged in _batches) Take(staged);
    }

    /// <summary>Starts a store, from which numbers are leased, and takes all batches through all stages once.</summary>
    /// <param name="batchSize">Waybills a batch: a divisor of <see cref="Waybills"/>.</param>
    public static async Task<StageRun> StartAsync(int batchSize) => new(await EngineOverRedis.StartAsync(), batchSize);

    /// <summary>Stage <c>decode</c>: wire to batch.</summary>
    public void Decode() => Decode(_codec);

    /// <summary>The same by the generated classes.</summary>
    public void DecodeGenerated() => Decode(_generated);

    /// <summary>Stage <c>policy</c>: limits, forms, roles.</summary>
    public void Policy()
    {
        foreach (var staged in _batches)
        {
            staged.Decoded.Restore(staged.Batch);
            _policy.Check(staged.Batch, s_caller);
        }
    }

    /// <summary>Stage <c>masking</c>: all texts.</summary>
    public void Masking()
    {
        foreach (var staged in _batches)
        {
            staged.Allowed.Restore(staged.Batch);
            _masking.Mask(staged.Batch);
        }
    }

    /// <summary>Part of stage <c>sealing</c>: record ids.</summary>
    public void Naming()
    {
        foreach (var staged in _batches)
        {
            Begin(staged, staged.Masked);
            NamingStage.Name(_work);
        }
    }

    /// <summary>
    /// Stage <c>numbers</c>: a number for each recipient out of a leased block, its page's change prepared but not sent; then given
    /// back, so that the block lasts.
    /// </summary>
    public void Numbers()
    {
        foreach (var staged in _batches)
        {
            Begin(staged, staged.Masked);
            var claims = _work.Claims;
            for (var i = 0; i < staged.Batch.Count; i++) claims.Add(i, PartyRole.Recipient, s_anySegment);
            var reserving = claims.ReserveAsync();
            // Otherwise a lease is waited for: seldom, and not what is measured.
            if (!reserving.IsCompletedSuccessfully) reserving.AsTask().GetAwaiter().GetResult();
            for (var i = 0; i < staged.Batch.Count; i++) claims.Bind(i, _work.Ids[i].AsSpan());
            for (var i = 0; i < staged.Batch.Count; i++) claims.Settle(i, SlotOutcome.Returned);
            claims.Complete();
        }
    }

    /// <summary>Stage <c>sealing</c>: originals packed and sealed.</summary>
    public void Sealing()
    {
        foreach (var staged in _batches)
        {
            Begin(staged, staged.Masked);
            SealingStage.Seal(_work);
        }
    }

    /// <summary>Part of stage <c>sealing</c>: a token for each party.</summary>
    public void Tokens()
    {
        foreach (var staged in _batches)
        {
            Begin(staged, staged.Stored);
            TokenStage.Issue(_work);
        }
    }

    /// <summary>Stage <c>encode</c>: batch to wire; nothing of the store is in it but that all went well.</summary>
    public void Encode() => Encode(_codec);

    /// <summary>The same by the generated classes.</summary>
    public void EncodeGenerated() => Encode(_generated);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _work.Dispose();
        return _engine.DisposeAsync();
    }

    private void Decode(IBatchCodec codec)
    {
        foreach (var staged in _batches) codec.ReadBatch(staged.Message.Bytes, _decoded);
    }

    private void Encode(IBatchCodec codec)
    {
        foreach (var staged in _batches)
        {
            staged.Stored.Restore(staged.Batch);
            codec.WriteBatch(staged.Batch);
        }
    }

    private void Begin(StagedBatch staged, BatchState state)
    {
        state.Restore(staged.Batch);
        _work.Begin(staged.Batch, s_caller);
    }

    private void Take(StagedBatch staged)
    {
        var batch = staged.Batch;
        _codec.ReadBatch(staged.Message.Bytes, batch);
        staged.Decoded = new BatchState(batch);
        _policy.Check(batch, s_caller);
        staged.Allowed = new BatchState(batch);
        _masking.Mask(batch);
        staged.Masked = new BatchState(batch);
        foreach (ref var item in batch.Items)
        {
            if (!item.IsOpen) throw new InvalidOperationException($"a sample waybill came out as {item.Code}: {item.Field}");
            (item.Code, item.Version) = (ItemCode.Ok, 1);
        }
        staged.Stored = new BatchState(batch);
    }
}
