using System.CommandLine;
using PrivacyWaybill.LoadTest.Reporting;

namespace PrivacyWaybill.LoadTest.Commands;

/// <summary>Where a command writes what it measured.</summary>
internal sealed class ReportOptions
{
    private readonly Option<string?> _json = new("--json") { Description = "A file for all figures; its fields are in benchmarks/PrivacyWaybill.LoadTest/README.md.", HelpName = "FILE" };
    private readonly Option<string?> _html = new("--html") { Description = "A file for a page with plots, without external resources.", HelpName = "FILE" };

    /// <summary>Gives a command these options.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_json);
        command.Options.Add(_html);
    }

    /// <summary>Which of the files cannot be written: better known before the run than after it.</summary>
    public IEnumerable<string> FindProblems(ParseResult parsed)
    {
        foreach (var option in (Option<string?>[])[_json, _html])
            if (parsed.GetValue(option) is { } file && WhyNotWritable(file) is { } why) yield return $"{option.Name}: {why}";
    }

    private static string? WhyNotWritable(string file)
    {
        try
        {
            // A file that is made by this look is gone again with it.
            using var stream = new FileStream(file, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite, bufferSize: 1, File.Exists(file) ? FileOptions.None : FileOptions.DeleteOnClose);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return e.Message;
        }
    }

    /// <summary>Writes the files that were asked for.</summary>
    /// <param name="parsed">What was asked.</param>
    /// <param name="report">All of it, for the JSON file.</param>
    /// <param name="shown">What of it stands in the page.</param>
    /// <param name="plots">Plots over several runs, as SVG.</param>
    public async Task WriteAsync(ParseResult parsed, Report report, Report shown, IReadOnlyList<string> plots)
    {
        if (parsed.GetValue(_json) is { } json) await File.WriteAllTextAsync(json, report.ToJson());
        if (parsed.GetValue(_html) is { } html) await File.WriteAllTextAsync(html, HtmlReport.Render(shown, plots));
    }

    /// <summary>The command line as it can be shown: an API key is left out.</summary>
    public static string Shown(IReadOnlyList<string> arguments)
    {
        var shown = arguments.ToArray();
        for (var i = 0; i < shown.Length; i++)
        {
            if (i > 0 && shown[i - 1] == "--api-key") shown[i] = "…";
            if (shown[i].StartsWith("--api-key=", StringComparison.Ordinal) || shown[i].StartsWith("--api-key:", StringComparison.Ordinal)) shown[i] = "--api-key=…";
        }
        return "dotnet run -c Release --project benchmarks/PrivacyWaybill.LoadTest -- " + string.Join(' ', shown);
    }
}
