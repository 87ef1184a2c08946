using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Server.Services;

/// <summary>What goes out on a stream: the hello, or the result of a batch.</summary>
internal sealed class StreamAnswer
{
    /// <summary>The first message.</summary>
    public StreamHello? Hello { get; init; }

    /// <summary>Any other.</summary>
    public WaybillBatch? Batch { get; set; }
}
