using PrivacyWaybill.Conformance;
using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Stages;
using PrivacyWaybill.Numbers;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine;

/// <summary>
/// The way of a batch as far as it goes without a store: policy, masking, verification. No numbers, no tokens, nothing kept; the
/// results say OK and carry no version.
/// </summary>
public sealed class OfflinePipeline
{
    private static readonly Caller Local = new("local", "default", "default", Roles.Mask);

    private readonly PolicyStage _policy;
    private readonly MaskingStage _masking;
    private readonly VerificationStage _verification;

    /// <summary>Puts the stages together.</summary>
    /// <param name="options">Profiles, limits, issuers, verification.</param>
    /// <param name="segments">Number segments whose numbers are printed whole.</param>
    /// <param name="time">The clock.</param>
    public OfflinePipeline(EngineOptions options, SegmentTable segments, TimeProvider time)
    {
        var platformNumbers = new PlatformNumbers(segments, options.Issuers);
        _policy = new PolicyStage(options, new SegmentNames(segments.Segments.Select(s => s.Name)), time);
        _masking = new MaskingStage(platformNumbers);
        _verification = new VerificationStage(options, platformNumbers, ConformanceChecker.Check, static _ => { });
    }

    /// <summary>Masks a batch that was taken; a refused one stays as it is.</summary>
    public void Run(WaybillBatch batch)
    {
        _policy.Check(batch, Local);
        _masking.Mask(batch);
        _verification.Verify(batch);
        foreach (ref var item in batch.Items)
            if (item.IsOpen) item.Code = ItemCode.Ok;
    }
}
