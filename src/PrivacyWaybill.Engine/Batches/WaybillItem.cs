using PrivacyWaybill.Engine.Shipments;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Batches;

/// <summary>What of a waybill and its result is not text. Texts are in the batch's buffers.</summary>
public struct WaybillItem
{
    /// <summary>The carrier's count of uses of the waybill number.</summary>
    public uint ShipmentEpoch;

    /// <summary>The piece's place in its parent.</summary>
    public uint Piece;

    /// <summary>How it continues another shipment; found out by the policy.</summary>
    public LinkKind Link;

    /// <summary>The carrier's count of uses of that shipment's waybill number.</summary>
    public uint LinkedEpoch;

    /// <summary>What to do if the shipment is known.</summary>
    public WriteMode WriteMode;

    /// <summary>The label's kind.</summary>
    public LabelScope LabelScope;

    /// <summary>Condition of an update: the expected version, or 0.</summary>
    public uint ExpectedVersion;

    /// <summary>Condition of an update: when the change happened, in Unix milliseconds, or 0.</summary>
    public long SourceEventTime;

    /// <summary>The caller wants the sealed record.</summary>
    public bool ReturnSealedRecord;

    /// <summary>The number that the sender is to get.</summary>
    public NumberWish SenderNumber;

    /// <summary>The number that the recipient is to get.</summary>
    public NumberWish RecipientNumber;

    /// <summary>Result: how it went; unspecified while it is under way.</summary>
    public ItemCode Code;

    /// <summary>Result: the field that an error is about, or empty.</summary>
    public string Field;

    /// <summary>Result: what to do about an error; a fixed text, or empty.</summary>
    public string Remedy;

    /// <summary>Result: the profile hides less than GB/T 41833 demands.</summary>
    public bool NonCompliant;

    /// <summary>Result: the shipment was known with the same content.</summary>
    public bool Replayed;

    /// <summary>Result: the label that was printed before is out of date.</summary>
    public bool RelabelRequired;

    /// <summary>Result: version of the stored record, or 0.</summary>
    public uint Version;

    /// <summary>Result: what the sender got.</summary>
    public PartyOutcome Sender;

    /// <summary>Result: what the recipient got.</summary>
    public PartyOutcome Recipient;

    /// <summary>Result: the sealed record in the batch's output, if asked for.</summary>
    public Slice SealedRecord;

    /// <summary>Index of the first warning in the batch, or -1.</summary>
    internal int FirstWarning;

    /// <summary>A bit for each text, by its <see cref="TextField"/>, that came in and is not empty.</summary>
    internal ulong Present;

    /// <summary>A bit for each text, by its <see cref="TextField"/>, that goes out.</summary>
    internal ulong Printed;

    /// <summary>A bit for each text, by its <see cref="TextField"/>, that was masked when it came.</summary>
    internal ulong ArrivedMasked;

    /// <summary>The item has neither failed nor been answered yet.</summary>
    public readonly bool IsOpen => Code == ItemCode.Unspecified;

    /// <summary>The result carries masked texts.</summary>
    public readonly bool IsMasked => Code is ItemCode.Ok or ItemCode.Degraded || IsStoredOtherwise;

    /// <summary>The result carries what is stored: a conflict with a shipment, not one about a number alone.</summary>
    public readonly bool IsStoredOtherwise => Code == ItemCode.Conflict && Version > 0;

    /// <summary>Sending the same item again later can succeed.</summary>
    public readonly bool IsRetryable => Code is ItemCode.Degraded or ItemCode.NumbersExhausted or ItemCode.Unavailable;

    /// <summary>Ends the item with an error.</summary>
    public void Fail(ItemCode code, string field, string remedy)
    {
        Code = code;
        Field = field;
        Remedy = remedy;
    }

    /// <summary>Ends the item with an error about a text.</summary>
    public void Fail(ItemCode code, TextField field, string remedy) => Fail(code, TextFields.Path(field), remedy);
}
