using PrivacyWaybill.Engine.Batches;

namespace PrivacyWaybill.Engine.Content;

/// <summary>Reads the texts of a content, in order. Bytes that are no content end it with <see cref="IsBroken"/>.</summary>
internal ref struct ContentReader
{
    private readonly bool _hasMarks;
    private ReadOnlySpan<byte> _rest;
    private bool _isMarked;

    public ContentReader(ReadOnlySpan<byte> content)
    {
        IsBroken = content is not [ContentCodec.Version or ContentCodec.VersionWithoutMarks, ..];
        if (IsBroken) return;
        _hasMarks = content[0] != ContentCodec.VersionWithoutMarks;
        _rest = content[1..];
    }

    /// <summary>The content ended early or holds what it cannot hold.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>The text's field.</summary>
    public TextField Field { get; private set; }

    /// <summary>The text.</summary>
    public ReadOnlySpan<byte> Text { get; private set; }

    /// <summary>
    /// The text was masked when it came, and is no original. A content without marks does not say; its text is looked at.
    /// </summary>
    public readonly bool ArrivedMasked => _hasMarks ? _isMarked : Content.ArrivedMasked.Is(Field, Text);

    /// <summary>Goes to the next text; false at the end.</summary>
    public bool Next()
    {
        if (_rest.IsEmpty) return false;
        var length = _rest.Length > 2 ? _rest[1] << 8 | _rest[2] : int.MaxValue;
        _isMarked = _hasMarks && (_rest[0] & ContentCodec.MaskedBit) != 0;
        var field = _isMarked ? _rest[0] & ~ContentCodec.MaskedBit : _rest[0];
        if (field >= TextFields.Count || length > _rest.Length - 3) return Break();
        Field = (TextField)field;
        Text = _rest.Slice(3, length);
        _rest = _rest[(3 + length)..];
        return true;
    }

    private bool Break()
    {
        IsBroken = true;
        _rest = default;
        return false;
    }
}
