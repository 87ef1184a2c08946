using System.CommandLine;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Cli.Servers;

/// <summary>The options that name a shipment and one of its parties.</summary>
internal sealed class ShipmentOptions
{
    private readonly Option<string> _token = new("--token") { Description = "A token from a result; it names the party as well.", HelpName = "T" };
    private readonly Option<string> _waybill = new("--waybill") { Description = "A waybill number of the API key's tenant.", HelpName = "NO" };
    private readonly Option<uint> _epoch = new("--epoch") { Description = "The shipment epoch, for carriers that use waybill numbers again.", HelpName = "N" };
    private readonly Option<string> _party = new("--party") { Description = "Which party.", HelpName = "recipient|sender" };

    public ShipmentOptions() => _party.AcceptOnlyFromAmong("recipient", "sender");

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="isPartyNeeded">A waybill number needs a party beside it.</param>
    /// <param name="instead">What may stand instead of a shipment; null for nothing.</param>
    public void AddTo(Command command, bool isPartyNeeded, Argument<string?>? instead = null)
    {
        command.Add(_token);
        command.Add(_waybill);
        command.Add(_epoch);
        command.Add(_party);
        command.Validators.Add(result =>
        {
            if (instead is not null && result.GetValue(instead) is not null)
            {
                if (IsGiven(result)) result.AddError($"{instead.Name} stands alone, without --token, --waybill, --epoch and --party");
            }
            else if (result.GetValue(_token) is null == result.GetValue(_waybill) is null) result.AddError("give one of --token and --waybill");
            else if (result.GetValue(_waybill) is null && result.GetResult(_epoch) is not null) result.AddError("--epoch goes with --waybill");
            else if (isPartyNeeded && result.GetValue(_waybill) is not null && result.GetValue(_party) is null)
                result.AddError("--waybill needs --party: recipient or sender");
        });
    }

    private bool IsGiven(System.CommandLine.Parsing.CommandResult result) =>
        result.GetResult(_token) is not null || result.GetResult(_waybill) is not null || result.GetResult(_epoch) is not null || result.GetResult(_party) is not null;

    /// <summary>The shipment that the command line names.</summary>
    public ShipmentReference Shipment(ParseResult parse) => parse.GetValue(_token) is { } token
        ? new ShipmentReference { Token = token }
        : new ShipmentReference { Waybill = new WaybillKey { WaybillNo = parse.GetValue(_waybill), ShipmentEpoch = parse.GetValue(_epoch) } };

    /// <summary>Whether the command line names a waybill number.</summary>
    public bool IsByNumber(ParseResult parse) => parse.GetValue(_waybill) is not null;

    /// <summary>The party that the command line names, or unspecified.</summary>
    public PartyRole Party(ParseResult parse) => parse.GetValue(_party) switch
    {
        "recipient" => PartyRole.Recipient,
        "sender" => PartyRole.Sender,
        _ => PartyRole.Unspecified,
    };
}
