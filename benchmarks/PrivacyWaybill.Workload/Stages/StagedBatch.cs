using PrivacyWaybill.Engine.Batches;

namespace PrivacyWaybill.Workload.Stages;

/// <summary>A sample batch, and how it stood when each stage began.</summary>
internal sealed class StagedBatch(int first, int count)
{
    public SampleMessage Message { get; } = new(first, count);

    public WaybillBatch Batch { get; } = new();

    /// <summary>Before <c>policy</c>.</summary>
    public BatchState Decoded { get; set; } = null!;

    /// <summary>Before <c>masking</c>.</summary>
    public BatchState Allowed { get; set; } = null!;

    /// <summary>Before what needs a key or a number.</summary>
    public BatchState Masked { get; set; } = null!;

    /// <summary>As if the store had taken all of it: before tokens are issued.</summary>
    public BatchState Stored { get; set; } = null!;
}
