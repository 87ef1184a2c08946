using Spectre.Console;

namespace PrivacyWaybill.Server.Demo;

/// <summary>What the demo promised, and whether it held.</summary>
internal sealed class DemoChecks
{
    private readonly List<(bool Held, string What)> _checks = [];

    /// <summary>Everything so far held.</summary>
    public bool HaveAllHeld => _checks.All(c => c.Held);

    /// <summary>Notes whether something held.</summary>
    public void That(bool held, FormattableString what) => _checks.Add((held, FormattableString.Invariant(what)));

    /// <summary>Prints all of it.</summary>
    public void Print()
    {
        AnsiConsole.WriteLine();
        foreach (var (held, what) in _checks)
            AnsiConsole.MarkupLineInterpolated(held ? (FormattableString)$"[green]held[/]    {what}" : $"[red]failed[/]  {what}");
    }
}
