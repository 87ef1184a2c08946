using Microsoft.Extensions.Time.Testing;
using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Stages;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Tests.Support;

/// <summary>The policy stage alone.</summary>
internal static class PolicyBench
{
    public const string Segment = "seg-1";

    public static readonly DateTimeOffset Now = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    public static WaybillBatch Check(Waybill waybill, Caller? caller = null, EngineOptions? options = null) =>
        Check(OnTheWire.Take(waybill), caller, options);

    public static WaybillBatch Check(WaybillBatch batch, Caller? caller = null, EngineOptions? options = null)
    {
        new PolicyStage(options ?? new EngineOptions(), new SegmentNames([Segment]), new FakeTimeProvider(Now)).Check(batch, caller ?? Callers.Updater);
        return batch;
    }

    public static IEnumerable<(WarningCode, string)> Warned(WaybillBatch batch)
    {
        for (var w = batch.FirstWarning(0); w >= 0; w = batch.Warning(w).Next) yield return (batch.Warning(w).Code, batch.Warning(w).Field);
    }
}
