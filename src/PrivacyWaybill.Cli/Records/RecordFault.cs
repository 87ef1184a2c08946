using System.Globalization;

namespace PrivacyWaybill.Cli.Records;

/// <summary>Why a record cannot be masked or checked.</summary>
/// <param name="Reason">The kind of fault.</param>
/// <param name="Text">What is wrong and what helps; never part of a value.</param>
internal sealed record RecordFault(FaultReason Reason, string Text)
{
    /// <summary>The longest record, in bytes of UTF-8; what is longer is told, skipped and never held in memory.</summary>
    public const int LongestRecord = Lines.LineSource.LongestLine;

    /// <summary>Over <see cref="LongestRecord"/>.</summary>
    public static readonly RecordFault TooLong = new(FaultReason.TooLong,
        string.Create(CultureInfo.InvariantCulture, $"longer than {LongestRecord} bytes; if it should not be, look for a quote that is not closed"));

    /// <summary>JSON that is none.</summary>
    public static readonly RecordFault InvalidJson = new(FaultReason.InvalidJson, "the line is not one JSON object; write each record on a line of its own");

    /// <summary>Bytes that the encoding does not have.</summary>
    public static RecordFault NotInEncoding(string encoding) => new(FaultReason.NotInEncoding, $"not valid {encoding}; name the file's encoding with --encoding");

    /// <summary>CSV that breaks the rules of quoting.</summary>
    public static RecordFault BrokenQuoting(string what) => new(FaultReason.BrokenQuoting, what + "; enclose the field in quotes and double each quote inside");

    /// <summary>More columns or fewer than there are.</summary>
    public static RecordFault WrongColumnCount(int count, int expected) => new(FaultReason.WrongColumnCount,
        string.Create(CultureInfo.InvariantCulture, $"{count} columns where {expected} are expected; enclose fields that hold the delimiter in quotes"));

    /// <summary>Properties that nobody has spoken of.</summary>
    public static RecordFault UnknownProperty(string labels) => new(FaultReason.UnknownProperty,
        $"neither mapped nor recognised: {labels}; map each (--map name=…, phone=…, address=…, remark=…, keep=…), or say --others keep, mask (as remarks) or drop");

    /// <summary>A phone where its column's name promises none.</summary>
    public static RecordFault PhoneInKeptColumn(Column column) => new(FaultReason.PhoneInKeptColumn,
        $"{column.Label}: kept because of its name, but this value has the form of a phone; map the column (--map remark=…, or keep=… if it is none)");

    /// <summary>A value that cannot be read as text.</summary>
    public static RecordFault UnreadableText(Column column) => new(FaultReason.InvalidJson, $"{column.Label}: not valid text; write it without unpaired surrogates");
}
