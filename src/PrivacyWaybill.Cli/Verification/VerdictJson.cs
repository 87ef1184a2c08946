using System.Text.Json;
using PrivacyWaybill.Conformance;

namespace PrivacyWaybill.Cli.Verification;

/// <summary>A verdict for programs: one JSON object.</summary>
internal static class VerdictJson
{
    private static readonly JsonWriterOptions s_options = new() { Indented = true, NewLine = "\n" };

    /// <summary>Writes a verdict.</summary>
    public static void Write(Verdict verdict, Stream output)
    {
        using var json = new Utf8JsonWriter(output, s_options);
        json.WriteStartObject();
        json.WriteBoolean("holds", verdict.Holds);
        json.WriteNumber("records", verdict.Records);
        json.WriteNumber("unusable", verdict.Unreadable);
        json.WriteNumber("not_in_output", verdict.Skipped);
        json.WriteStartArray("fields");
        foreach (var field in verdict.Fields)
        {
            json.WriteStartObject();
            json.WriteString("field", field.Field);
            json.WriteNumber("checked", field.Checked);
            json.WriteNumber("holds", field.Holds);
            json.WriteNumber("share", field.Share);
            json.WriteStartObject("violations");
            foreach (var (violation, count) in field.ByViolation) json.WriteNumber($"{violation}", count);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        if (verdict.Candidates.Phones > 0) WriteCandidates(verdict.Candidates, json);
        json.WriteStartArray("shown");
        foreach (var shown in verdict.Shown)
        {
            json.WriteStartObject();
            json.WriteNumber("record", shown.Record);
            json.WriteNumber("line", shown.Line);
            json.WriteString("field", shown.Field);
            json.WriteStartArray("violations");
            foreach (var flag in FieldTally.Flags(shown.Violations)) json.WriteStringValue($"{flag}");
            json.WriteEndArray();
            json.WriteString("reason", string.Join(' ', ViolationReasons.Of(shown.Violations)));
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        output.WriteByte((byte)'\n');
    }

    private static void WriteCandidates(CandidateTally candidates, Utf8JsonWriter json)
    {
        json.WriteStartObject("candidates");
        json.WriteNumber("phones", candidates.Phones);
        json.WriteNumber("minimum", candidates.Minimum);
        json.WriteNumber("median", candidates.Median);
        json.WriteStartObject("distribution");
        foreach (var (count, phones) in candidates.Distribution) json.WriteNumber($"{count}", phones);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
