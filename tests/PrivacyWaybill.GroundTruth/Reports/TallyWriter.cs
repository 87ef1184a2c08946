using System.Globalization;

namespace PrivacyWaybill.GroundTruth.Reports;

/// <summary>Prints a tally as a table, and its failures as text.</summary>
public static class TallyWriter
{
    /// <summary>Cases, leaks and losses by field and by form.</summary>
    public static void WriteTable(Tally tally, TextWriter writer)
    {
        writer.WriteLine($"{"field",-10}{"form",-34}{"cases",10}{"leaks",9}{"losses",9}{"leaks %",10}{"losses %",10}");
        foreach (var field in WaybillGenerator.FieldNames)
            WriteRow(writer, field, "(all but those with ?)", tally.Of(field));
        foreach (var (field, form, row) in tally.Forms.OrderBy(entry => entry.Field, StringComparer.Ordinal))
            WriteRow(writer, field, form, row);
    }

    /// <summary>Each failing form, the most frequent first, with examples.</summary>
    public static void WriteFailures(Tally tally, TextWriter writer)
    {
        foreach (var (field, form, row) in tally.Forms.Where(entry => entry.Row.Examples.Count > 0))
        {
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"== {field}/{form}: {row.Leaks} leaks, {row.Losses} losses in {row.Cases} cases"));
            foreach (var (source, masked, verdict) in row.Examples)
            {
                writer.WriteLine($"  source  {OneLine(source.Text)}");
                writer.WriteLine($"  masked  {OneLine(masked)}");
                if (verdict.IsLeak)
                    writer.WriteLine($"  leaked  {OneLine(verdict.Leaked!)}");
                if (verdict.IsLoss)
                    writer.WriteLine($"  lost    {OneLine(verdict.Lost!)}");
                if (source.Forms.Count > 1)
                    writer.WriteLine($"  parts   {string.Join(' ', source.Forms.Skip(1))}");
                writer.WriteLine($"  labels  {OneLine(source.ToString())}");
                writer.WriteLine();
            }
        }
    }

    private static void WriteRow(TextWriter writer, string field, string form, Row row) =>
        writer.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{field,-10}{form,-34}{row.Cases,10}{row.Leaks,9}{row.Losses,9}{Percent(row.Leaks, row.Cases),10:F4}{Percent(row.Losses, row.Cases),10:F4}"));

    private static double Percent(long part, long whole) => whole == 0 ? 0 : 100.0 * part / whole;

    private static string OneLine(string text) => text.Replace("\n", "\\n", StringComparison.Ordinal);
}
