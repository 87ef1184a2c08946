using System.CommandLine;
using System.Globalization;
using PrivacyWaybill.Cli.Servers;
using PrivacyWaybill.V1;
using Spectre.Console;

namespace PrivacyWaybill.Cli.Pools;

/// <summary><c>pw pool status</c>: numbers used and left, and why a segment is closed.</summary>
internal static class PoolStatusCommand
{
    // Wide enough for all columns where nobody's window is known.
    private const int Width = 165;

    public static Command Create(Shell shell) =>
        new ShellCommand("status", "Show the segments of the number pool: used, left, when they run out, and why one is closed. Exit code 1 if a segment is closed that nobody suspended.",
            "pw pool status",
            "pw pool status --json | jq '.segments[] | {name, free}'")
        .Asks(shell,
            static async (_, server, cancel) => await server.Numbers.GetPoolStatusAsync(new GetPoolStatusRequest(), ServerConnection.Once(cancel)),
            Describe,
            static answer => answer.Segments.All(IsAsWanted));

    private static bool IsAsWanted(SegmentStatus segment) => segment.Remedy.Length == 0 && segment.State
        is not (SegmentState.Unspecified or SegmentState.LedgerMissing or SegmentState.LedgerDisagrees or SegmentState.LedgerOfAnother or SegmentState.LedgerOld
            or SegmentState.StoreUnavailable or SegmentState.ClockUnsure or SegmentState.Unwitnessed);

    private static string Describe(GetPoolStatusResponse answer)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("segment", "city", "state");
        foreach (var number in (string[])["capacity", "free", "leased", "resting", "issued/s"]) table.AddColumn(number, static c => c.RightAligned());
        table.AddColumns("runs out", "next free");
        foreach (var segment in answer.Segments)
        {
            table.AddRow(((string?[])[
                segment.Name, segment.City, Words.Of(segment.State), Number(segment.Capacity), Number(segment.Free), Number(segment.Leased), Number(segment.Quarantined),
                segment.IssuedPerSecond.ToString("N1", CultureInfo.InvariantCulture),
                segment.ExhaustionForecast is { } end ? Sheet.Time(end) : "-", segment.NextFree is { } next ? Sheet.Time(next) : "-",
            ]).Select(static cell => new Text(Sheet.Printable(cell ?? ""))));
        }
        var text = new StringWriter { NewLine = "\n" };
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = Width;
        console.Write(table);
        foreach (var closed in answer.Segments.Where(static s => s.Remedy.Length > 0))
            text.WriteLine($"{Sheet.Printable(closed.Name)}: {Sheet.Printable(closed.Remedy)}");
        return text.ToString();
    }

    private static string Number(ulong value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
