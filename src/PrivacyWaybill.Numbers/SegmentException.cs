namespace PrivacyWaybill.Numbers;

/// <summary>A segment, or a file of segments, that cannot be used. The message names the segment and the remedy.</summary>
public sealed class SegmentException : Exception
{
    /// <summary>With a message that names the segment, the setting and the remedy.</summary>
    public SegmentException(string message) : base(message)
    {
    }

    /// <summary>With the fault of reading the file.</summary>
    public SegmentException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
