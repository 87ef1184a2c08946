using System.Diagnostics.Metrics;
using PrivacyWaybill.Conformance;

namespace PrivacyWaybill.Engine.Verification;

/// <summary>
/// What live verification counts, in the meter <c>PrivacyWaybill</c>. Tags come from closed sets alone (<c>field</c>: name,
/// phone, address, text; <c>violation</c>: the names of <see cref="Violations"/>; <c>profile</c>: the operator's profiles).
/// </summary>
internal static class VerificationMeter
{
    /// <summary>How many kinds of field there are.</summary>
    public const int Kinds = (int)CheckedField.FreeText + 1;

    private static readonly string[] Fields = ["name", "phone", "address", "text"];

    private static readonly (Violations Flag, string Name)[] Flags =
        [.. Enum.GetValues<Violations>().Where(v => v != Violations.None).Select(v => (v, v.ToString()))];

    private static readonly Meter Meter = new("PrivacyWaybill");

    private static readonly Counter<long> VerifiedFields = Meter.CreateCounter<long>(
        "privacywaybill.masking.verified", "{field}", "Masked fields that were checked against GB/T 41833-2022, whether they held or not.");

    private static readonly Counter<long> FoundViolations = Meter.CreateCounter<long>(
        "privacywaybill.masking.violations", "{violation}", "Ways in which checked fields did not hold.");

    private static readonly Counter<long> UnverifiedWaybills = Meter.CreateCounter<long>(
        "privacywaybill.masking.unverified", "{waybill}", "Waybills that were to be checked, but are masked by a profile that does not claim to satisfy GB/T 41833-2022.");

    /// <summary>Counts the checked fields of a waybill.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="fields">How many of each <see cref="CheckedField"/>.</param>
    public static void Verified(string profile, ReadOnlySpan<int> fields)
    {
        for (var kind = 0; kind < fields.Length; kind++)
            if (fields[kind] > 0) VerifiedFields.Add(fields[kind], new("field", Fields[kind]), new("profile", profile));
    }

    /// <summary>Counts each way in which a field does not hold.</summary>
    public static void Violated(in MaskingViolation violation)
    {
        foreach (var (flag, name) in Flags)
            if ((violation.Violations & flag) != 0)
                FoundViolations.Add(1, new("field", Fields[(int)violation.Field]), new("violation", name), new("profile", violation.Profile));
    }

    /// <summary>Counts a waybill of a profile that does not claim to satisfy the rule.</summary>
    public static void Unverified(string profile) => UnverifiedWaybills.Add(1, new KeyValuePair<string, object?>("profile", profile));
}
