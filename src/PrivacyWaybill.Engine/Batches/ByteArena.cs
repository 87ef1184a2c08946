namespace PrivacyWaybill.Engine.Batches;

/// <summary>A growing buffer of bytes that is filled from front to back and emptied at once.</summary>
internal sealed class ByteArena
{
    private const int LeastRoom = 4 << 10, MostKept = 4 << 20;

    private byte[] _bytes = new byte[LeastRoom];

    /// <summary>Bytes taken.</summary>
    public int Length { get; private set; }

    /// <summary>A run of taken bytes; valid until the next growth.</summary>
    public ReadOnlySpan<byte> this[Slice slice] => _bytes.AsSpan(slice.Start, slice.Length);

    /// <summary>Takes bytes at the end.</summary>
    public Span<byte> Append(int length, out Slice slice)
    {
        var room = Room(length);
        slice = Commit(length);
        return room[..length];
    }

    /// <summary>Free room at the end, at least as long as asked for; nothing is taken yet.</summary>
    public Span<byte> Room(int length)
    {
        if (_bytes.Length - Length < length)
        {
            var old = _bytes.AsSpan(0, Length);
            _bytes = new byte[Math.Max(checked(Length + length), _bytes.Length * 2)];
            old.CopyTo(_bytes);
            old.Clear();
        }
        return _bytes.AsSpan(Length);
    }

    /// <summary>Takes the first bytes of the room.</summary>
    public Slice Commit(int length)
    {
        var slice = new Slice(Length, length);
        Length += length;
        return slice;
    }

    /// <summary>Takes nothing any more. The bytes are wiped: they are somebody's name and address.</summary>
    public void Clear()
    {
        _bytes.AsSpan(0, Length).Clear();
        Length = 0;
        if (_bytes.Length > MostKept) _bytes = new byte[LeastRoom];
    }
}
