using PrivacyWaybill.Cli.Records;

namespace PrivacyWaybill.Cli.Verification;

/// <summary>What <c>pw mask --waybills</c> and <c>pw send</c> write beside masked fields: privacywaybill.v1.WaybillResult.</summary>
internal static class WaybillResultColumns
{
    private const string PlatformNumber = "platform_number";

    /// <summary>Its fields that hold nothing of a person, by their paths.</summary>
    public static IReadOnlyList<MapEntry> Entries { get; } =
    [
        .. ((string[])[
            "status", "replayed", "version", "durability", "warnings", "rule_set_version", "non_compliant", "sealed_record", "relabel_required",
            "sender.virtual_number", "sender.token", "sender.pseudonym", "recipient.virtual_number", "recipient.token", "recipient.pseudonym",
        ]).SelectMany(static path => MapEntry.Parse("keep=" + path)),
    ];

    /// <summary>Another platform's number stands there whole only if it was verified.</summary>
    public static bool IsDeclaredVirtual(Column column) => column.Kind == ColumnKind.Phone && column.Label.EndsWith(PlatformNumber, StringComparison.Ordinal);
}
