using System.Buffers;
using PrivacyWaybill.Cli.Records;
using PrivacyWaybill.Masking;

namespace PrivacyWaybill.Cli.Files;

/// <summary>Masks records: replaces the values that are personal data and leaves every other byte as it is.</summary>
/// <param name="profile">The masking profile.</param>
internal sealed class RecordMasking(MaskingProfile profile)
{
    private readonly ArrayBufferWriter<byte> _record = new();
    private byte[] _text = [], _masked = [];

    /// <summary>Masks the record that a reader stands on.</summary>
    /// <param name="reader">The reader; the record has no fault.</param>
    /// <param name="output">Receives the whole record, or nothing of it.</param>
    /// <returns>Why the record cannot be masked, or null.</returns>
    public RecordFault? Mask(RecordReader reader, IBufferWriter<byte> output)
    {
        _record.ResetWrittenCount();
        var raw = reader.Raw;
        var copied = 0;
        foreach (var slot in reader.Slots)
        {
            _record.Write(raw[copied..slot.Start]);
            copied = slot.End;
            if (slot.Column is not { } column) continue;
            if (MaskValue(reader, column, raw[slot.Start..slot.End]) is { } fault) return fault;
        }
        _record.Write(raw[copied..]);
        _record.Write(reader.Ending);
        output.Write(_record.WrittenSpan);
        return null;
    }

    private RecordFault? MaskValue(RecordReader reader, Column column, ReadOnlySpan<byte> token)
    {
        if (_text.Length < token.Length) (_text, _masked) = (new byte[token.Length], new byte[token.Length]);
        var length = reader.ReadText(token, _text);
        if (length < 0) return RecordFault.UnreadableText(column);
        var text = _text.AsSpan(0, length);
        if (column.IsSwept)
        {
            if (IsPhone(text)) return RecordFault.PhoneInKeptColumn(column);
            _record.Write(token);
            return null;
        }
        var masker = profile.MaskerOf(column.Party == "sender" ? WaybillParty.Sender : WaybillParty.Recipient);
        var result = masker.Mask(FieldOf(column.Kind), text, _masked);
        if (result.Status != MaskStatus.Done) return RecordFault.UnreadableText(column);
        if ((result.Notes & MaskNotes.Changed) != 0) reader.WriteText(_masked.AsSpan(0, result.Written), token, _record);
        else _record.Write(token);
        return null;
    }

    /// <summary>A carrier's letters before the digits make a waybill number of what would be a phone without them.</summary>
    private static bool IsPhone(ReadOnlySpan<byte> text) =>
        PhoneSweep.ContainsPhone(text)
        && !(text is [>= (byte)'A' and <= (byte)'Z', >= (byte)'A' and <= (byte)'Z', ..] && WaybillNumber.Validate(text) == WaybillNumberFault.None && !text.Contains((byte)'-'));

    private static WaybillField FieldOf(ColumnKind kind) => kind switch
    {
        ColumnKind.Name => WaybillField.Name,
        ColumnKind.Phone => WaybillField.Phone,
        ColumnKind.Address => WaybillField.Address,
        ColumnKind.Remark => WaybillField.FreeText,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
