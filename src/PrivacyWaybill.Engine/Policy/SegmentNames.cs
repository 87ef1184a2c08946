using System.Text;

namespace PrivacyWaybill.Engine.Policy;

/// <summary>The names of the number segments, as bytes, so that asking costs no string.</summary>
public sealed class SegmentNames(IEnumerable<string> names)
{
    private readonly (byte[] Bytes, string Name)[] _names = [.. names.Select(n => (Encoding.ASCII.GetBytes(n), n))];

    /// <summary>Whether a wish for this segment can be fulfilled; the empty name stands for any.</summary>
    public bool IsKnown(ReadOnlySpan<byte> name) => name.IsEmpty || Find(name) is not null;

    /// <summary>The segment's name as a string, or null for any and for an unknown one.</summary>
    public string? Find(ReadOnlySpan<byte> name)
    {
        foreach (var (bytes, text) in _names)
            if (name.SequenceEqual(bytes)) return text;
        return null;
    }
}
