using PrivacyWaybill.GroundTruth.Judging;
using PrivacyWaybill.GroundTruth.Labels;

namespace PrivacyWaybill.GroundTruth.Reports;

/// <summary>Counts verdicts by field and form. Not safe between threads: each has its own, and they are added up.</summary>
/// <param name="examplesPerForm">How many failures of a form are kept.</param>
public sealed class Tally(int examplesPerForm)
{
    private readonly Dictionary<string, Row> _fields = [];
    private readonly Dictionary<(string Field, string Form), Row> _forms = [];

    /// <summary>The fair fields of a name, whichever their form.</summary>
    public Row Of(string field) => _fields.TryGetValue(field, out var row) ? row : new Row();

    /// <summary>All forms, those with the most failures first.</summary>
    public IEnumerable<(string Field, string Form, Row Row)> Forms =>
        _forms.OrderByDescending(entry => entry.Value.Leaks + entry.Value.Losses)
            .ThenBy(entry => entry.Key.Field, StringComparer.Ordinal).ThenBy(entry => entry.Key.Form, StringComparer.Ordinal)
            .Select(entry => (entry.Key.Field, entry.Key.Form, entry.Value));

    public void Add(string field, LabelledText source, string masked, Verdict verdict)
    {
        if (source.IsFair)
            Count(RowOf(_fields, field), source, masked, verdict, false);
        // Examples stand under the field's own form; the forms of its parts are counted only.
        foreach (var form in source.Forms.Distinct())
            Count(RowOf(_forms, (field, form)), source, masked, verdict, form == source.Forms[0]);
    }

    public void Add(Tally other)
    {
        foreach (var (field, row) in other._fields)
            Merge(RowOf(_fields, field), row);
        foreach (var (key, row) in other._forms)
            Merge(RowOf(_forms, key), row);
    }

    private static Row RowOf<TKey>(Dictionary<TKey, Row> rows, TKey key) where TKey : notnull
    {
        if (!rows.TryGetValue(key, out var row))
            rows.Add(key, row = new Row());
        return row;
    }

    private void Count(Row row, LabelledText source, string masked, Verdict verdict, bool asExample)
    {
        row.Cases++;
        row.Leaks += verdict.IsLeak ? 1 : 0;
        row.Losses += verdict.IsLoss ? 1 : 0;
        if (asExample && (verdict.IsLeak || verdict.IsLoss) && row.Examples.Count < examplesPerForm)
            row.Examples.Add(new Failure(source, masked, verdict));
    }

    private void Merge(Row row, Row other)
    {
        row.Cases += other.Cases;
        row.Leaks += other.Leaks;
        row.Losses += other.Losses;
        row.Examples.AddRange(other.Examples.Take(examplesPerForm - row.Examples.Count));
    }
}
