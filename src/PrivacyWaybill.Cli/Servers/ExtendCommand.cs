using System.CommandLine;
using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Cli.Servers;

/// <summary><c>pw extend</c>: moves the end of a virtual number.</summary>
internal static class ExtendCommand
{
    public static Command Create(Shell shell)
    {
        var shipment = new ShipmentOptions();
        var until = new Option<string>("--until") { Description = "The new end, ISO 8601; UTC unless it says otherwise.", HelpName = "TIME" };
        var span = new Option<string>("--for") { Description = "The new end, from now on: 15d, 36h, 90m or 120s.", HelpName = "SPAN" };
        var command = new ShellCommand("extend", "Move the end of a party's virtual number. Role: mask.",
            "pw extend --waybill SF1385628716739 --party recipient --for 15d",
            "pw extend --token A0b1C2d3E4f5G6h7I8j9K0l --until 2026-12-31T23:59:59+08:00")
        { until, span };
        command.Validators.Add(result =>
        {
            if (result.GetValue(until) is null == result.GetValue(span) is null) result.AddError("give one of --until and --for");
        });
        shipment.AddTo(command, isPartyNeeded: true);
        return command.Asks(shell,
            async (parse, server, cancel) => await server.Numbers.ExtendNumberAsync(new ExtendNumberRequest
            {
                Shipment = shipment.Shipment(parse),
                Party = shipment.Party(parse),
                ExpireTime = Timestamp.FromDateTimeOffset(parse.GetValue(until) is { } time ? TimeOf(time) : shell.Time.GetUtcNow() + Spans.Parse("--for", parse.GetValue(span)!)),
            }, ServerConnection.Once(cancel)),
            static answer => new Sheet()
                .Row("number", answer.VirtualNumber?.Display)
                .Row("ends", answer.VirtualNumber?.ExpireTime)
                .Row("version", answer.Version.ToString(CultureInfo.InvariantCulture))
                .ToString());
    }

    private static DateTimeOffset TimeOf(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw new UsageException("--until: must be a time as 2026-12-31T23:59:59+08:00");
}
