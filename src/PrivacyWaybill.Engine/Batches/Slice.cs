namespace PrivacyWaybill.Engine.Batches;

/// <summary>A run of bytes in one of a batch's buffers.</summary>
/// <param name="Start">Offset of the first byte.</param>
/// <param name="Length">Bytes; 0 for an absent text.</param>
public readonly record struct Slice(int Start, int Length)
{
    /// <summary>Offset behind the last byte.</summary>
    public int End => Start + Length;
}
