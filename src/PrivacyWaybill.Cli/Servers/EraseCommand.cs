using System.CommandLine;
using System.Globalization;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Cli.Servers;

/// <summary><c>pw erase</c>: a shipment's originals, on demand of those whose they are.</summary>
internal static class EraseCommand
{
    public static Command Create(Shell shell)
    {
        var shipment = new ShipmentOptions();
        var operatorId = new Option<string>("--operator") { Description = "The staff id of who answers for it; it is audited.", HelpName = "ID", Required = true };
        var command = new ShellCommand("erase", "Erase the originals of a shipment for good, both parties, and of those linked to it; the numbers end now. Role: erase. Exit code 1 if it is not erased.",
            "pw erase --waybill SF1385628716739 --operator dpo-1",
            "pw erase --token A0b1C2d3E4f5G6h7I8j9K0l --operator dpo-1")
        { operatorId };
        shipment.AddTo(command, isPartyNeeded: false);
        return command.Asks(shell,
            async (parse, server, cancel) => await server.Records.EraseShipmentsAsync(
                new EraseShipmentsRequest { Shipments = { shipment.Shipment(parse) }, OperatorId = parse.GetRequiredValue(operatorId) }, ServerConnection.Once(cancel)),
            static answer => answer.Results[0] is { Code: ErasureCode.Ok } erased
                ? new Sheet().Row("state", "erased").Row("version", erased.Version.ToString(CultureInfo.InvariantCulture)).ToString()
                : new Sheet().Row("state", $"not erased: {Words.Of(answer.Results[0].Code)}").ToString(),
            static answer => answer.Results[0].Code == ErasureCode.Ok);
    }
}
