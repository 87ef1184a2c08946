using PrivacyWaybill.Masking.Profiles;

namespace PrivacyWaybill.Masking.Text;

/// <summary>Writes a masked field front to back from kept parts of its text and from stars.</summary>
internal ref struct MaskOutput(scoped in FieldText text, FieldStyles styles, Span<byte> destination)
{
    private const int LongestRun = 3;

    // Not the text itself: it is large, and outputs are handed from rule to rule.
    private readonly ReadOnlySpan<byte> _source = text.Source;
    private readonly ReadOnlySpan<int> _offsets = text.Offsets;
    private readonly Span<byte> _destination = destination;

    /// <summary>What the profile shows.</summary>
    public FieldStyles Styles { get; } = styles;

    /// <summary>Bytes written.</summary>
    public int Written { get; private set; }

    /// <summary>What was noticed so far.</summary>
    public MaskNotes Notes { get; private set; }

    /// <summary>Whether masking the output again is known to change nothing.</summary>
    public bool IsSettled { get; private set; }

    /// <summary>Says that the output is its own masked form, which spares the second pass.</summary>
    public void Settle() => IsSettled = true;

    /// <summary>Adds notes.</summary>
    public void Note(MaskNotes notes) => Notes |= notes;

    /// <summary>Copies the source bytes of a range.</summary>
    public void Keep(int from, int to)
    {
        if (to <= from) return;
        var bytes = _source[_offsets[from].._offsets[to]];
        bytes.CopyTo(_destination[Written..]);
        Written += bytes.Length;
    }

    /// <summary>Writes the profile's stars, one byte each.</summary>
    public void Stars(int count)
    {
        if (count <= 0) return;
        _destination.Slice(Written, count).Fill(Styles.Filler);
        Written += count;
    }

    /// <summary>Writes what stands for a hidden part as a whole: <c>***</c>, or fewer when it has fewer characters.</summary>
    /// <param name="graphemes">How many characters are hidden.</param>
    public void Run(int graphemes) => Stars(Math.Min(LongestRun, graphemes));

    /// <summary>Writes the smiley that stands for a hidden run.</summary>
    public void Smiley()
    {
        "^_^"u8.CopyTo(_destination[Written..]);
        Written += 3;
    }

    /// <summary>Writes the interpunct in its official form, U+00B7.</summary>
    public void Interpunct()
    {
        "·"u8.CopyTo(_destination[Written..]);
        Written += 2;
    }
}
