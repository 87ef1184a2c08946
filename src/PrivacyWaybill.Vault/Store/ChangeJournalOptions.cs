namespace PrivacyWaybill.Vault.Store;

/// <summary>The times of the journal of changes.</summary>
public sealed record ChangeJournalOptions
{
    /// <summary>How long the store may take to answer, by the journal's clock.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// How old an entry must be before it is exported: by then the outcome of what it announces is settled. At least
    /// <see cref="LeastSettle"/>.
    /// </summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromMinutes(6);

    /// <summary>How long entries can be exported.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How long writing an entry may take at most; afterwards what it announces is not written.</summary>
    public TimeSpan MostDelay => 2 * Deadline;

    /// <summary>
    /// The shortest time after which an entry is settled: its writing, then the write that it announces, by clocks that may
    /// differ.
    /// </summary>
    public static TimeSpan LeastSettle(TimeSpan deadline, TimeSpan clockMargin) => clockMargin + 3 * deadline;
}
