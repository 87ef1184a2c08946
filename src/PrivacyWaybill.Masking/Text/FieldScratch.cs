namespace PrivacyWaybill.Masking.Text;

/// <summary>Room for one decoded field, on the stack or from the pool.</summary>
/// <param name="chars">Code units.</param>
/// <param name="classes">Their classes; as many.</param>
/// <param name="offsets">Their offsets, and one more for the end.</param>
internal readonly ref struct FieldScratch(Span<char> chars, Span<byte> classes, Span<int> offsets)
{
    /// <summary>Code units.</summary>
    public Span<char> Chars { get; } = chars;

    /// <summary>Their classes.</summary>
    public Span<byte> Classes { get; } = classes;

    /// <summary>Their offsets in the source, and one more for the end.</summary>
    public Span<int> Offsets { get; } = offsets;

    /// <summary>The longest source that fits, in bytes.</summary>
    public int Capacity => Math.Min(Chars.Length, Math.Min(Classes.Length, Offsets.Length - 1));
}
