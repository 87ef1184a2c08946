using System.CommandLine;
using System.Globalization;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Cli.Servers;

/// <summary><c>pw release</c>: ends a virtual number now.</summary>
internal static class ReleaseCommand
{
    public static Command Create(Shell shell)
    {
        var shipment = new ShipmentOptions();
        var command = new ShellCommand("release", "End a party's virtual number now; it is not issued again before quarantine ends. Role: mask.",
            "pw release --waybill SF1385628716739 --party recipient",
            "pw release --token A0b1C2d3E4f5G6h7I8j9K0l");
        shipment.AddTo(command, isPartyNeeded: true);
        return command.Asks(shell,
            async (parse, server, cancel) => await server.Numbers.ReleaseNumberAsync(
                new ReleaseNumberRequest { Shipment = shipment.Shipment(parse), Party = shipment.Party(parse) }, ServerConnection.Once(cancel)),
            static answer => new Sheet().Row("state", "released").Row("version", answer.Version.ToString(CultureInfo.InvariantCulture)).ToString());
    }
}
