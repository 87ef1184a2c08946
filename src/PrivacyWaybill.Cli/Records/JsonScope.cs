namespace PrivacyWaybill.Cli.Records;

/// <summary>
/// An object or array that is being read, and what of it stays so far: a property or element leaves with one comma.
/// </summary>
/// <param name="node">The property that it is the value of.</param>
/// <param name="isArray">It is an array, whose elements are values of that property.</param>
internal struct JsonScope(JsonNode node, bool isArray)
{
    private bool _isKept;
    private int _start = -1, _end;

    /// <summary>The property that it is the value of.</summary>
    public JsonNode Node { get; } = node;

    /// <summary>Its elements are values of that property.</summary>
    public bool IsArray { get; } = isArray;

    /// <summary>Where the last value that stays ends.</summary>
    public int End { get; set; }

    /// <summary>A property or element stays that begins here.</summary>
    public void Keep(int start, List<RecordSlot> slots)
    {
        if (_start >= 0) slots.Add(new RecordSlot(_start, start - _start, null));
        _start = -1;
        _isKept = true;
    }

    /// <summary>One is left out, with the comma before it if something stays before it, or else with the one behind.</summary>
    public void Drop(int start, int end, List<RecordSlot> slots)
    {
        if (_isKept)
        {
            slots.Add(new RecordSlot(End, end - End, null));
            End = end;
            return;
        }
        if (_start < 0) _start = start;
        _end = end;
    }

    /// <summary>The object or array ends.</summary>
    public void Close(List<RecordSlot> slots)
    {
        if (_start >= 0) slots.Add(new RecordSlot(_start, _end - _start, null));
        _start = -1;
    }
}
