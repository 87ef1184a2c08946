using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Stages;
using PrivacyWaybill.Numbers;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine;

/// <summary>
/// The way of a batch as far as it goes without a store: policy and masking. No numbers, no tokens, nothing kept; the
/// results say OK and carry no version.
/// </summary>
public sealed class OfflinePipeline(EngineOptions options, SegmentTable segments, TimeProvider time)
{
    private static readonly Caller Local = new("local", "default", "default", Roles.Mask);

    private readonly PolicyStage _policy = new(options, new SegmentNames(segments.Segments.Select(s => s.Name)), time);
    private readonly MaskingStage _masking = new(new PlatformNumbers(segments, options.Issuers));

    /// <summary>Masks a batch that was taken; a refused one stays as it is.</summary>
    public void Run(WaybillBatch batch)
    {
        _policy.Check(batch, Local);
        _masking.Mask(batch);
        foreach (ref var item in batch.Items)
            if (item.IsOpen) item.Code = ItemCode.Ok;
    }
}
