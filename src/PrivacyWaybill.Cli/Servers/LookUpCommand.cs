using System.CommandLine;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Cli.Servers;

/// <summary><c>pw lookup</c>: the virtual number of a waybill's party, or whose a printed number is.</summary>
internal static class LookUpCommand
{
    public static Command Create(Shell shell)
    {
        var shipment = new ShipmentOptions();
        var number = new Argument<string?>("NUMBER") { Description = "A printed virtual number in any spelling: which party of the API key's tenant it is.", Arity = ArgumentArity.ZeroOrOne };
        var command = new ShellCommand("lookup",
            "Find the virtual number of a shipment's party: scan, look up, dial. Role: resolve. Exit code 1 if it leads to nobody.",
            "pw lookup --waybill SF1385628716739 --party recipient",
            "pw lookup --token A0b1C2d3E4f5G6h7I8j9K0l --json",
            "pw lookup 18400913965-7576")
        { number };
        shipment.AddTo(command, isPartyNeeded: true, instead: number);
        return command.Asks(shell,
            async (parse, server, cancel) => await server.Numbers.LookUpNumberAsync(
                parse.GetValue(number) is { } printed
                    ? new LookUpNumberRequest { VirtualNumber = printed }
                    : new LookUpNumberRequest { Shipment = shipment.Shipment(parse), Party = shipment.Party(parse) },
                ServerConnection.Once(cancel)),
            static answer => new Sheet()
                .Row("state", Words.Of(answer.State))
                .Row("party", Words.Of(answer.Party))
                .Row("number", answer.VirtualNumber?.Display)
                .Row("ends", answer.VirtualNumber?.ExpireTime)
                .ToString(),
            static answer => answer.State == CallAnswer.Active);
    }
}
