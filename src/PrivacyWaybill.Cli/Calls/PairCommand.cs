using System.CommandLine;
using Google.Protobuf.WellKnownTypes;
using PrivacyWaybill.Cli.Servers;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Cli.Calls;

/// <summary><c>pw call pair</c>: a main number that connects a courier and a party, and nobody else.</summary>
internal static class PairCommand
{
    public static Command Create(Shell shell)
    {
        var shipment = new ShipmentOptions();
        var courier = new Option<string>("--courier") { Description = "The phone that the courier calls from and is called at.", HelpName = "PHONE", Required = true };
        var span = new Option<string>("--for") { Description = "For how long: 30m, 90s. Default: the server's longest.", HelpName = "SPAN" };
        var extend = new Option<bool>("--extend") { Description = "If the pair is bound already, move its end, if that is later; otherwise it keeps its end." };
        var command = new ShellCommand("pair",
            "Bind a main number without extension that connects a courier's phone and a party's with each other, both ways, for a while. Exit code 1 if the party cannot be called.",
            "pw call pair --waybill SF1385628716739 --party recipient --courier 13900001111 --for 30m",
            "pw call pair --token A0b1C2d3E4f5G6h7I8j9K0l --courier 13900001111 --extend")
        { courier, span, extend };
        shipment.AddTo(command, isPartyNeeded: true);
        return command.Asks(shell,
            async (parse, server, cancel) => await server.Numbers.BindCallPairAsync(new BindCallPairRequest
            {
                Shipment = shipment.Shipment(parse),
                Party = shipment.Party(parse),
                CourierPhone = parse.GetRequiredValue(courier),
                ValidFor = parse.GetValue(span) is { } text ? Duration.FromTimeSpan(Spans.Parse("--for", text)) : null,
                Extend = parse.GetValue(extend),
            }, ServerConnection.Once(cancel)),
            static answer => new Sheet()
                .Row("both call", answer.MainNumber)
                .Row("ends", answer.ExpireTime)
                .Row("bound", answer.Replayed ? "before" : "now")
                .ToString());
    }
}
