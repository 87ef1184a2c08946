namespace PrivacyWaybill.Engine.Work;

/// <summary>
/// The bytes of records on their way to the store. The client does not copy them: while a write's outcome is unknown it
/// may still be sent, so its bytes must never become another record's.
/// </summary>
internal sealed class ValueBuffer
{
    private byte[] _bytes = [];

    /// <summary>A buffer of at least this length, of which nothing is on its way.</summary>
    public byte[] Begin(int length)
    {
        if (_bytes.Length < length) _bytes = GC.AllocateUninitializedArray<byte>(length + length / 4);
        return _bytes;
    }

    /// <summary>Lets go of the buffer if it is longer than that.</summary>
    public void Trim(int most)
    {
        if (_bytes.Length > most) _bytes = [];
    }

    /// <summary>Leaves the buffer to whatever may still be sent from it.</summary>
    public void Abandon() => _bytes = [];
}
