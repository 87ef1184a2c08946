using System.CommandLine;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Cli.Servers;

/// <summary><c>pw lookup</c>: the virtual number of a waybill's party, or whose a printed number is.</summary>
internal static class LookUpCommand
{
    private static readonly PartyRole[] Both = [PartyRole.Recipient, PartyRole.Sender];

    public static Command Create(Shell shell)
    {
        var shipment = new ShipmentOptions();
        var number = new Argument<string?>("NUMBER") { Description = "A printed virtual number in any spelling: which party of the API key's tenant it is.", Arity = ArgumentArity.ZeroOrOne };
        var command = new ShellCommand("lookup",
            "Find the virtual number of a shipment's party, or of both: scan, look up, dial. Role: resolve. Exit code 1 if none leads to somebody.",
            "pw lookup --waybill SF1385628716739 --party recipient",
            "pw lookup --waybill SF1385628716739",
            "pw lookup --token A0b1C2d3E4f5G6h7I8j9K0l --json",
            "pw lookup 18400913965-7576")
        { number };
        shipment.AddTo(command, isPartyNeeded: false, instead: number);
        return command.AsksAll<LookUpNumberResponse>(shell,
            async (parse, server, cancel) =>
            {
                if (parse.GetValue(number) is { } printed) return [await AskAsync(server, new LookUpNumberRequest { VirtualNumber = printed }, cancel)];
                // A token names its party.
                PartyRole[] parties = shipment.IsByNumber(parse) && shipment.Party(parse) == PartyRole.Unspecified ? Both : [shipment.Party(parse)];
                var answers = new List<LookUpNumberResponse>();
                foreach (var party in parties) answers.Add(await AskAsync(server, new LookUpNumberRequest { Shipment = shipment.Shipment(parse), Party = party }, cancel));
                return answers;
            },
            static answer => new Sheet()
                .Row("state", Words.Of(answer.State))
                .Row("party", Words.Of(answer.Party))
                .Row("number", answer.VirtualNumber?.Display)
                .Row("ends", answer.VirtualNumber?.ExpireTime)
                .ToString(),
            static answer => answer.State == CallAnswer.Active);
    }

    /// <summary>The answer says whose it is even where that party has no number.</summary>
    private static async Task<LookUpNumberResponse> AskAsync(ServerConnection server, LookUpNumberRequest request, CancellationToken cancel)
    {
        var answer = await server.Numbers.LookUpNumberAsync(request, ServerConnection.Once(cancel));
        if (answer.Party == PartyRole.Unspecified) answer.Party = request.Party;
        return answer;
    }
}
