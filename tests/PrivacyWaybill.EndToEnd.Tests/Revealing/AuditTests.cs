using PrivacyWaybill.EndToEnd.Tests.Support;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.EndToEnd.Tests.Revealing;

/// <summary>Who read originals is written down, whatever else the operator does not want to read.</summary>
public sealed class AuditTests
{
    [Theory]
    [InlineData("--Logging:LogLevel:Default=None")]
    [InlineData("--Logging:LogLevel:PrivacyWaybill.Audit=None")]
    public async Task Reveal_WithLoggingTurnedDown_IsAudited(string level)
    {
        await using var server = await ServerProcess.StartAsync(level);
        var waybill = WaybillMaker.Make();
        await server.Clients.MaskAsync(waybill);
        await server.Clients.Reveals.RevealAsync(new RevealRequest
        {
            Context = new RevealContext { Purpose = RevealPurpose.Authority, OperatorId = "officer-9", DeviceId = "desk-1" },
            Target = new RevealTarget { Shipment = waybill.Reference() },
        });
        await server.Clients.Records.EraseShipmentsAsync(new EraseShipmentsRequest { Shipments = { waybill.Reference(), WaybillMaker.Make().Reference() }, OperatorId = "dpo-1" });
        await Eventually.HoldsAsync(
            () => server.Run.Output.Contains("operator=dpo-1 asked=2 erased=1", StringComparison.Ordinal),
            "the erasure's entry is written");
        await Eventually.HoldsAsync(
            () => server.Run.Output.Contains("operator=officer-9 device=desk-1 purpose=Authority asked=1 revealed=1", StringComparison.Ordinal),
            "the audit's entry is written");
    }
}
