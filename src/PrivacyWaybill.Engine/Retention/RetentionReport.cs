namespace PrivacyWaybill.Engine.Retention;

/// <summary>What a census found.</summary>
public sealed record RetentionReport
{
    /// <summary>When it began.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset FinishedAt { get; init; }

    /// <summary>It saw the whole store; otherwise the store went away meanwhile, and the counts are of what was seen.</summary>
    public bool IsComplete { get; init; }

    /// <summary>What is held, by the day (UTC) on which it is to be over, ascending.</summary>
    public IReadOnlyList<RetentionDay> Days { get; init; } = [];

    /// <summary>Records whose time is over and which are still there: within the margin, or not deleted for another reason.</summary>
    public long Due { get; init; }

    /// <summary>Records that it deleted.</summary>
    public long Collected { get; init; }

    /// <summary>Values under a record's key that are no records. They are left alone.</summary>
    public long Unreadable { get; init; }

    /// <summary>Records whose ids a naming key of an odd epoch gave; null of a census that did not count them.</summary>
    public long? NamedByOddEpochs { get; init; }

    /// <summary>Records whose ids a naming key of an even epoch gave; null of a census that did not count them.</summary>
    public long? NamedByEvenEpochs { get; init; }

    /// <summary>Places without a record that are claimed because naming keys changed.</summary>
    public long Claims { get; init; }
}
