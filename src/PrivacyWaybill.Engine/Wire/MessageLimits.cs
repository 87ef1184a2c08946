namespace PrivacyWaybill.Engine.Wire;

/// <summary>The limits of messages. They multiply out: a batch with every field at its limit is a message within its.</summary>
public static class MessageLimits
{
    /// <summary>Most waybills a batch.</summary>
    public const int BatchWaybills = 1000;

    /// <summary>Most bytes a message: 4 MiB, what an ordinary gRPC client of any language accepts without being told.</summary>
    public const int MessageBytes = 4 * 1024 * 1024;

    /// <summary>
    /// A message over <see cref="MessageBytes"/> is read and answered as a malformed batch up to this size; beyond, the
    /// stream ends, because its memory would not be bounded.
    /// </summary>
    public const int HardMessageBytes = 4 * MessageBytes;
}
