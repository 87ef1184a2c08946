namespace PrivacyWaybill.Cli.Records;

/// <summary>A place in a record.</summary>
/// <param name="Start">Where it begins, in bytes.</param>
/// <param name="Length">How long it is, in bytes.</param>
/// <param name="Column">Whose value stands there; null: it is left out.</param>
internal readonly record struct RecordSlot(int Start, int Length, Column? Column)
{
    /// <summary>Where it ends.</summary>
    public int End => Start + Length;
}
