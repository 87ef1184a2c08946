using System.Diagnostics.Metrics;

namespace PrivacyWaybill.Engine.Retention;

/// <summary>What was collected, and what the last census of this process found, in the meter <c>PrivacyWaybill</c>.</summary>
internal static class RetentionMeter
{
    private static readonly Meter Meter = new("PrivacyWaybill");

    private static readonly Counter<long> CollectedRecords = Meter.CreateCounter<long>(
        "privacywaybill.retention.collected", "{record}", "Records whose time was over and which were deleted (by: list, census).");

    private static RetentionReport? _last;
    private static long _backlog = -1;

    static RetentionMeter()
    {
        Meter.CreateObservableGauge("privacywaybill.retention.held", Held, "{record}", "Records in the store (state: live, erased).");
        Meter.CreateObservableGauge("privacywaybill.retention.due", Due, "{record}", "Records whose time is over and which are still there.");
        Meter.CreateObservableGauge("privacywaybill.retention.backlog", Backlog, "{list}", "Lists of records that are due and not deleted yet; more than two say that collecting does not keep up.");
    }

    /// <summary>Takes over a collection by the lists of due records.</summary>
    /// <param name="records">How many it deleted.</param>
    /// <param name="backlog">How many lists are due and not emptied.</param>
    public static void Collected(long records, long backlog)
    {
        Volatile.Write(ref _backlog, backlog);
        if (records > 0) CollectedRecords.Add(records, new KeyValuePair<string, object?>("by", "list"));
    }

    /// <summary>Takes over a census.</summary>
    public static void Counted(RetentionReport report)
    {
        Volatile.Write(ref _last, report);
        if (report.Collected > 0) CollectedRecords.Add(report.Collected, new KeyValuePair<string, object?>("by", "census"));
    }

    private static IEnumerable<Measurement<long>> Held() => Volatile.Read(ref _last) is { } last
        ? [new(last.Days.Sum(static d => d.Live), new KeyValuePair<string, object?>("state", "live")), new(last.Days.Sum(static d => d.Erased), new KeyValuePair<string, object?>("state", "erased"))]
        : [];

    private static IEnumerable<Measurement<long>> Backlog() => Volatile.Read(ref _backlog) is >= 0 and var lists ? [new(lists)] : [];

    private static IEnumerable<Measurement<long>> Due() => Volatile.Read(ref _last) is { } last ? [new(last.Due)] : [];
}
