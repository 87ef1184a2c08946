using PrivacyWaybill.Cli.Records;

namespace PrivacyWaybill.Cli.Verification;

/// <summary>
/// The records that masked ones were made from, in their order. Some may have been left out by masking; where records
/// have columns that masking keeps, such as a waybill number, those tell which.
/// </summary>
/// <param name="reader">The originals.</param>
internal sealed class OriginalRecords(RecordReader reader) : IDisposable
{
    /// <summary>Originals without a masked record.</summary>
    public long Skipped { get; private set; }

    /// <summary>The texts of the original that was found last.</summary>
    public RecordTexts Texts { get; } = new();

    /// <summary>Goes to the original of the next masked record.</summary>
    /// <returns>False if there is none.</returns>
    public async ValueTask<bool> FindAsync(RecordTexts masked, CancellationToken cancel)
    {
        while (await reader.ReadAsync(cancel))
        {
            // What cannot be read was not masked either.
            if (Texts.Read(reader) is null && KeepsTheSame(masked)) return true;
            Skipped++;
        }
        return false;
    }

    /// <inheritdoc/>
    public void Dispose() => reader.Dispose();

    private bool KeepsTheSame(RecordTexts masked)
    {
        for (var i = 0; i < masked.Count; i++)
        {
            if (masked.ColumnOf(i).Kind != ColumnKind.Keep) continue;
            var same = Texts.FindSame(masked, i);
            if (same >= 0 && !Texts.TextOf(same).SequenceEqual(masked.TextOf(i))) return false;
        }
        return true;
    }
}
