using PrivacyWaybill.Engine.Batches;

namespace PrivacyWaybill.Engine.Content;

/// <summary>Reads the texts of a content, in order. Bytes that are no content end it with <see cref="IsBroken"/>.</summary>
internal ref struct ContentReader
{
    private ReadOnlySpan<byte> _rest;

    public ContentReader(ReadOnlySpan<byte> content)
    {
        if (content.Length > 0 && content[0] == ContentCodec.Version) _rest = content[1..];
        else IsBroken = true;
    }

    /// <summary>The content ended early or holds what it cannot hold.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>The text's field.</summary>
    public TextField Field { get; private set; }

    /// <summary>The text.</summary>
    public ReadOnlySpan<byte> Text { get; private set; }

    /// <summary>Goes to the next text; false at the end.</summary>
    public bool Next()
    {
        if (_rest.IsEmpty) return false;
        var length = _rest.Length > 2 ? _rest[1] << 8 | _rest[2] : int.MaxValue;
        if (_rest[0] >= TextFields.Count || length > _rest.Length - 3) return Break();
        Field = (TextField)_rest[0];
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
