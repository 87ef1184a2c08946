using PrivacyWaybill.Cli.Records;

namespace PrivacyWaybill.Cli.Verification;

/// <summary>The values of one record as texts, apart from the reader that they came from.</summary>
internal sealed class RecordTexts
{
    private readonly List<(Column Column, int Start, int Length)> _texts = [];
    private byte[] _buffer = [];

    /// <summary>How many there are.</summary>
    public int Count => _texts.Count;

    /// <summary>Takes the values of the record that a reader stands on.</summary>
    /// <returns>Why they cannot be read, or null.</returns>
    public RecordFault? Read(RecordReader reader)
    {
        _texts.Clear();
        if (reader.Fault is not null) return reader.Fault;
        var raw = reader.Raw;
        if (_buffer.Length < raw.Length) _buffer = new byte[raw.Length];
        var end = 0;
        foreach (var slot in reader.Slots)
        {
            if (slot.Column is not { } column) continue;
            var length = reader.ReadText(raw[slot.Start..slot.End], _buffer.AsSpan(end));
            if (length < 0) return RecordFault.UnreadableText(column);
            _texts.Add((column, end, length));
            end += length;
        }
        return null;
    }

    /// <summary>Whose value it is.</summary>
    public Column ColumnOf(int index) => _texts[index].Column;

    /// <summary>The value, UTF-8.</summary>
    public ReadOnlySpan<byte> TextOf(int index) => _buffer.AsSpan(_texts[index].Start, _texts[index].Length);

    /// <summary>The value of the same column in another record, the first for the first where there are several; -1 if there is none.</summary>
    public int FindSame(RecordTexts other, int index) =>
        Find(Ordinal(other, index, static (a, b) => a.Label == b.Label), other.ColumnOf(index), static (a, b) => a.Label == b.Label);

    /// <summary>The original of a value in the same record: the first phone of the recipient is made from the first of their original phones; -1 if there is none.</summary>
    public int FindOriginal(int index) => Find(
        Ordinal(this, index, static (a, b) => !a.IsOriginal && a.Meaning == b.Meaning), ColumnOf(index), static (a, b) => a.IsOriginal && a.Meaning == b.Meaning);

    private static int Ordinal(RecordTexts texts, int index, Func<Column, Column, bool> isAlike)
    {
        var column = texts.ColumnOf(index);
        var before = 0;
        for (var i = 0; i < index; i++) before += isAlike(texts.ColumnOf(i), column) ? 1 : 0;
        return before;
    }

    private int Find(int ordinal, Column column, Func<Column, Column, bool> isAlike)
    {
        for (var i = 0; i < Count; i++)
        {
            if (isAlike(ColumnOf(i), column) && ordinal-- == 0) return i;
        }
        return -1;
    }
}
