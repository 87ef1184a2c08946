using System.Globalization;
using System.Text;
using PrivacyWaybill.Conformance;

namespace PrivacyWaybill.Cli.Verification;

/// <summary>A verdict for people.</summary>
internal static class VerdictSheet
{
    /// <summary>Renders a verdict: a table of the fields, what phones give away, the first violations.</summary>
    public static string Render(Verdict verdict)
    {
        var text = new StringBuilder();
        Line($"{"field",-20}{"checked",14}{"holds",14}{"share",12}");
        foreach (var field in verdict.Fields)
        {
            Line($"{field.Field,-20}{field.Checked,14:N0}{field.Holds,14:N0}{Percent(field.Share),12}");
            foreach (var (violation, count) in field.ByViolation) Line($"{"",20}{count,14:N0} {violation}: {ViolationReasons.For(violation)}");
        }
        Line($"{"records",-20}{verdict.Records,14:N0}");
        if (verdict.Unreadable > 0) Line($"{"unusable",-20}{verdict.Unreadable,14:N0}");
        if (verdict.Skipped > 0) Line($"{"not in the output",-20}{verdict.Skipped,14:N0}");
        if (verdict.Candidates.Phones > 0) Candidates(verdict.Candidates);
        foreach (var shown in verdict.Shown)
            Line($"record {shown.Record} (line {shown.Line}), {shown.Field}: {string.Join(' ', ViolationReasons.Of(shown.Violations))}");
        if (verdict.Failed > verdict.Shown.Count) Line($"… and {verdict.Failed - verdict.Shown.Count:N0} more");
        Line($"{Sentence(verdict)}");
        return text.ToString();

        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

        void Candidates(CandidateTally candidates)
        {
            Line($"numbers that a masked mobile number may be, over {candidates.Phones:N0} phones:");
            foreach (var (count, phones) in candidates.Distribution) Line($"{count,20:N0}{phones,14:N0} phones");
            Estimate("minimum", candidates.Minimum);
            Estimate("median", candidates.Median);
        }

        void Estimate(string name, long numbers)
        {
            if (numbers < 1) return;
            var estimate = ReidentificationEstimate.OfCandidates(numbers);
            Line($"{name,20}{numbers,14:N0}, about {estimate.KnowingCity:N0} knowing the city, {estimate.KnowingCityAndSurname:N0} knowing the surname too");
        }
    }

    private static string Sentence(Verdict verdict) =>
        verdict.Holds ? "GB/T 41833-2022 holds for every field that was checked."
        : verdict.Checked == 0 ? "Nothing was checked: no column holds personal data by its name; map them with --map."
        : "GB/T 41833-2022 does not hold.";

    // Rounded down: one violation in a million is not 100 %.
    private static string Percent(double share) => (Math.Floor(share * 10_000) / 100).ToString("0.00", CultureInfo.InvariantCulture) + " %";
}
