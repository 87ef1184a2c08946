using PrivacyWaybill.V1;

namespace PrivacyWaybill.Cli.Waybills;

/// <summary>A batch on its way to the server and back.</summary>
/// <param name="Lines">What was read.</param>
internal sealed record BatchUnderWay(LineBatch Lines)
{
    /// <summary>The server's answer; null if there was nothing to send.</summary>
    public TaskCompletionSource<BatchResult?> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
