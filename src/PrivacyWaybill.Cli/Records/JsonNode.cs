namespace PrivacyWaybill.Cli.Records;

/// <summary>A property of the objects of a file, wherever it occurs, and the properties of its own objects.</summary>
/// <param name="Name">Its name, UTF-8.</param>
/// <param name="Path">Its dotted path.</param>
/// <param name="Label">How it may be called in messages.</param>
/// <param name="Column">What it is; null if nobody has said.</param>
internal sealed record JsonNode(byte[] Name, string Path, string Label, Column? Column)
{
    private readonly List<JsonNode> _children = [];
    private int _next;

    /// <summary>Whether it had a value that is no object: only then is its column one.</summary>
    public bool HasValue { get; set; }

    /// <summary>How many properties its objects had so far.</summary>
    public int ChildCount => _children.Count;

    /// <summary>Whether one of them is mapped or recognised, so that the names of the others are no data either.</summary>
    public bool HasKnownChild { get; private set; }

    /// <summary>Finds a property that was met before.</summary>
    public JsonNode? Find(ReadOnlySpan<byte> name)
    {
        // The objects of a file mostly have the same properties in the same order.
        for (var i = 0; i < _children.Count; i++)
        {
            if (_next >= _children.Count) _next = 0;
            var child = _children[_next++];
            if (name.SequenceEqual(child.Name)) return child;
        }
        return null;
    }

    /// <summary>Adds one.</summary>
    public void Add(JsonNode child)
    {
        _children.Add(child);
        _next = _children.Count;
        HasKnownChild |= child.Column is { Origin: not ColumnOrigin.Other };
    }
}
