using System.CommandLine;
using System.Globalization;
using PrivacyWaybill.V1;
using Spectre.Console;

namespace PrivacyWaybill.Cli.Servers;

/// <summary><c>pw pools</c>: numbers used and left.</summary>
internal static class PoolsCommand
{
    // Wide enough for all columns where nobody's window is known.
    private const int Width = 150;

    public static Command Create(Shell shell) =>
        new ShellCommand("pools", "Show the segments of the number pool: used, left, and when they run out. Role: administer. Exit code 1 if a segment is closed that nobody suspended.",
            "pw pools",
            "pw pools --json | jq '.segments[] | {name, free}'")
        .Asks(shell,
            static async (_, server, cancel) => await server.Numbers.GetPoolStatusAsync(new GetPoolStatusRequest(), ServerConnection.Once(cancel)),
            Describe,
            static answer => answer.Segments.All(static s => s.State is SegmentState.Open or >= SegmentState.Opening));

    private static string Describe(GetPoolStatusResponse answer)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("segment", "city", "state");
        foreach (var number in (string[])["capacity", "free", "leased", "issued/s"]) table.AddColumn(number, static c => c.RightAligned());
        table.AddColumns("runs out", "next free");
        foreach (var segment in answer.Segments)
        {
            table.AddRow(((string?[])[
                segment.Name, segment.City, Words.Of(segment.State), Number(segment.Capacity), Number(segment.Free), Number(segment.Leased),
                segment.IssuedPerSecond.ToString("N1", CultureInfo.InvariantCulture),
                segment.ExhaustionForecast is { } end ? Sheet.Time(end) : "-", segment.NextFree is { } next ? Sheet.Time(next) : "-",
            ]).Select(static cell => new Text(Sheet.Printable(cell ?? ""))));
        }
        var text = new StringWriter { NewLine = "\n" };
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = Width;
        console.Write(table);
        return text.ToString();
    }

    private static string Number(ulong value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
