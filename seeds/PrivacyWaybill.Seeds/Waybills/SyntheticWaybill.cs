using System.Text.Json.Serialization;

namespace PrivacyWaybill.Seeds.Waybills;

/// <summary>
/// One invented waybill: the protobuf JSON of the contract's <c>privacywaybill.v1.Waybill</c> in its own field names
/// (snake_case). A field that is <see langword="null"/> is not set and not written. Every field is within the
/// contract's limit in UTF-8 bytes.
/// </summary>
public sealed record SyntheticWaybill
{
    /// <summary><c>seed-</c> and the place in the sequence, from 1, with at least six digits. ASCII, at most 64 bytes.</summary>
    public required string ObjectId { get; init; }

    /// <summary>Waybill number in a carrier's form; no two of one sequence are equal. ASCII, 8 to 40 bytes.</summary>
    public required string WaybillNo { get; init; }

    /// <summary>Who sends.</summary>
    public required SyntheticParty Sender { get; init; }

    /// <summary>Who receives.</summary>
    public required SyntheticParty Recipient { get; init; }

    /// <summary>The goods, at most 300 bytes.</summary>
    public string? Goods { get; init; }

    /// <summary>Free text for the courier, at most 600 bytes.</summary>
    public string? Remark { get; init; }

    /// <summary>The carrier's routing code: printable ASCII, at most 64 bytes, without anything like a phone number.</summary>
    public string? RouteLabel { get; init; }

    /// <summary>Which virtual number the recipient gets; not set: the server's default.</summary>
    public SyntheticNumberRequest? RecipientNumber { get; init; }

    /// <summary>
    /// What this waybill is an example of: one <c>field/form</c> a drawn field, the same texts that
    /// <see cref="WaybillGenerator.Categories"/> lists. Not part of the JSON.
    /// </summary>
    [JsonIgnore]
    public IReadOnlyList<string> Categories { get; init; } = [];
}
