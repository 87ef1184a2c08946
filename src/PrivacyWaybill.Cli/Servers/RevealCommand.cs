using System.CommandLine;
using System.Globalization;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Cli.Servers;

/// <summary><c>pw reveal</c>: the originals, for those entitled.</summary>
internal static class RevealCommand
{
    private static readonly (string Name, RevealPurpose Purpose)[] Purposes =
    [
        ("delivery", RevealPurpose.Delivery), ("customer-service", RevealPurpose.CustomerService),
        ("recipient-request", RevealPurpose.RecipientRequest), ("authority", RevealPurpose.Authority),
    ];

    public static Command Create(Shell shell)
    {
        var shipment = new ShipmentOptions();
        var purpose = new Option<string>("--purpose")
        {
            Description = "Why; it is audited.",
            HelpName = string.Join('|', Purposes.Select(static p => p.Name)),
            Required = true,
        };
        purpose.AcceptOnlyFromAmong([.. Purposes.Select(static p => p.Name)]);
        var operatorId = new Option<string>("--operator") { Description = "The staff id of who will read it; it is audited.", HelpName = "ID", Required = true };
        var deviceId = new Option<string>("--device") { Description = "The device that it is shown on; it is audited.", HelpName = "ID", Required = true };
        var command = new ShellCommand("reveal", "Reveal the originals of a shipment: both parties, or the one that --party or a token names. Every reveal is audited. Role: reveal.",
            "pw reveal --waybill SF1385628716739 --purpose delivery --operator courier-0417 --device pda-22",
            "pw reveal --token A0b1C2d3E4f5G6h7I8j9K0l --purpose customer-service --operator agent-3 --device desk-9 --json")
        { purpose, operatorId, deviceId };
        shipment.AddTo(command, isPartyNeeded: false);
        return command.Asks(shell,
            async (parse, server, cancel) => await server.Reveals.RevealAsync(new RevealRequest
            {
                Context = new RevealContext
                {
                    Purpose = Purposes.First(p => p.Name == parse.GetRequiredValue(purpose)).Purpose,
                    OperatorId = parse.GetRequiredValue(operatorId),
                    DeviceId = parse.GetRequiredValue(deviceId),
                },
                Target = new RevealTarget { Shipment = shipment.Shipment(parse), Party = shipment.Party(parse) },
            }, ServerConnection.Once(cancel)),
            static answer => Describe(answer.Originals ?? new Originals()));
    }

    private static string Describe(Originals originals)
    {
        var sheet = new Sheet();
        Add(sheet, "sender", originals.Sender);
        Add(sheet, "recipient", originals.Recipient);
        return sheet.Heading("waybill")
            .Row("goods", originals.Goods)
            .Row("remark", originals.Remark)
            .Row("version", originals.Version.ToString(CultureInfo.InvariantCulture))
            .Row("arrived masked", string.Join(", ", originals.ArrivedMasked))
            .ToString();
    }

    private static void Add(Sheet sheet, string role, Party? party)
    {
        if (party is null) return;
        var address = party.Address ?? new Address();
        sheet.Heading(role)
            .Row("name", party.Name)
            .Row("mobile", party.Mobile)
            .Row("landline", party.Landline)
            .Row("company", party.Company)
            .Row("address", address.Text)
            .Row("divisions", string.Join(' ', ((string[])[address.Province, address.City, address.District, address.Town]).Where(static d => d.Length > 0)))
            .Row("detail", address.Detail)
            .Row("platform number", party.PlatformNumber?.Number)
            .Row("platform", party.PlatformNumber?.Issuer)
            .Row("reference", party.PlatformReference);
    }
}
