using PrivacyWaybill.Vault.Records;
using PrivacyWaybill.Vault.Store;

namespace PrivacyWaybill.Engine.Retention;

/// <summary>Counts the records of a census.</summary>
internal sealed class RetentionTally
{
    private readonly SortedDictionary<DateOnly, (long Live, long Erased)> _days = [];

    public long Unreadable { get; private set; }

    /// <summary>Records that a key of an odd naming epoch named, and those of an even one.</summary>
    public (long Odd, long Even) Named { get; private set; }

    /// <summary>Places that are claimed.</summary>
    public long Claims { get; private set; }

    public IReadOnlyList<RetentionDay> Days => [.. _days.Select(static d => new RetentionDay(d.Key, d.Value.Live, d.Value.Erased))];

    public void Add(in RecordHead head)
    {
        if (head.IsClaim)
        {
            Claims++;
            return;
        }
        if (head.State == RecordState.None)
        {
            Unreadable++;
            return;
        }
        Named = head.IsOfEvenEpoch ? (Named.Odd, Named.Even + 1) : (Named.Odd + 1, Named.Even);
        var day = DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeSeconds(head.RetainUntil).UtcDateTime);
        var (live, erased) = _days.GetValueOrDefault(day);
        _days[day] = head.State == RecordState.Erased ? (live, erased + 1) : (live + 1, erased);
    }
}
