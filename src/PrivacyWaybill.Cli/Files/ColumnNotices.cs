using PrivacyWaybill.Cli.Records;

namespace PrivacyWaybill.Cli.Files;

/// <summary>Tells a person which columns were recognised by their names, and which entries of <c>--map</c> met nothing.</summary>
/// <param name="reader">Whose columns.</param>
/// <param name="tell">Receives each line.</param>
internal sealed class ColumnNotices(RecordReader reader, Action<string> tell)
{
    private int _told;

    /// <summary>Tells the columns that are new since the last call.</summary>
    public void TellNew()
    {
        if (_told == reader.Columns.Count) return;
        var recognised = reader.Columns.Skip(_told).Where(static column => column.Origin == ColumnOrigin.Recognised).Select(static column => $"{column.Label} ({column.Meaning})").ToArray();
        _told = reader.Columns.Count;
        if (recognised.Length > 0) tell($"recognised: {string.Join(", ", recognised)}; --map says otherwise");
    }

    /// <summary>Tells the entries that met no column: perhaps they are misspelt, and what was meant went another way.</summary>
    /// <returns>Whether there are some.</returns>
    public bool TellUnmet(ColumnMapping mapping)
    {
        if (reader.Number == 0) return false;
        var unmet = mapping.Entries.Where(entry => !reader.Columns.Exists(column => column.Entry == entry)).ToArray();
        foreach (var entry in unmet) tell($"error: --map {entry.Text}: no record has such a property");
        return unmet.Length > 0;
    }
}
