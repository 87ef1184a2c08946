using System.CommandLine;
using System.Globalization;
using Grpc.Core;
using PrivacyWaybill.Cli.Servers;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Cli.Pools;

/// <summary><c>pw pool affected</c>: whose labels bear a live number of a segment.</summary>
internal static class AffectedCommand
{
    public static Command Create(Shell shell)
    {
        var segment = PoolCommand.Segment();
        var asJson = new Option<bool>("--json") { Description = "Print each shipment as JSON, in a line of its own." };
        var server = new ServerOptions(shell);
        var command = new ShellCommand("affected", "List the shipments of the API key's tenant that have a live number of a segment, each by its token.",
            "pw pool affected sz-1 > affected.txt",
            "pw pool affected sz-1 --json | jq -r .token")
        {
            Details = """
                A line a party: token, party and the end of its number. Suspend the segment first for an exact list: while numbers
                are issued and end, it is walked through all the same. How many there were goes to standard error. What is printed
                before an error is right, but not all.
                """,
        };
        command.Add(segment);
        command.Add(asJson);
        server.AddTo(command);
        command.Runs(shell, async (parse, cancel) =>
        {
            using var connection = server.Connect(parse);
            using var call = connection.Pools.ListAffectedShipments(new ListAffectedShipmentsRequest { Name = parse.GetRequiredValue(segment) }, ServerConnection.Stream(cancel));
            var count = 0L;
            await foreach (var part in call.ResponseStream.ReadAllAsync(cancel))
            {
                count += part.Shipments.Count;
                var lines = part.Shipments.Select(s => parse.GetValue(asJson) ? Json.Formatter.Format(s) : Describe(s));
                await shell.Text.WriteAsync(string.Concat(lines.Select(static l => l + "\n")));
            }
            await shell.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{count:N0} affected"));
            return ExitCode.Ok;
        });
        return command;
    }

    private static string Describe(AffectedShipment shipment) =>
        $"{Sheet.Printable(shipment.Token)}  {Words.Of(shipment.Party),-9}  {(shipment.ExpireTime is { } end ? Sheet.Time(end) : "-")}";
}
