namespace PrivacyWaybill.Vault.Records;

/// <summary>
/// A record outside the store, for the archive of those whose it is; what opens it is the key ring and the tenant. What
/// the contract promises:
/// <code>
/// offset  bytes
///      0      2  'P' 'W'
///      2      1  version of the envelope, 2
///      3     13  record id
///     16      …  the record's value: header (see RecordHeader) and sealed originals, as stored
/// </code>
/// </summary>
public static class SealedRecord
{
    /// <summary>Bytes in front of the value.</summary>
    public const int Overhead = 3 + RecordId.Length;

    private const byte Version = 2;

    /// <summary>What every envelope of this version begins with.</summary>
    public static ReadOnlySpan<byte> Front => [(byte)'P', (byte)'W', Version];

    /// <summary>Writes the envelope and returns its length, <see cref="Overhead"/> and the value's.</summary>
    public static int Write(in RecordId id, ReadOnlySpan<byte> value, Span<byte> destination)
    {
        Front.CopyTo(destination);
        id.AsSpan().CopyTo(destination[Front.Length..]);
        value.CopyTo(destination[Overhead..]);
        return Overhead + value.Length;
    }

    /// <summary>Reads an envelope. Never throws; whether the value is a record is another question.</summary>
    /// <returns>False if it is none, or of another version.</returns>
    public static bool TryRead(ReadOnlyMemory<byte> envelope, out RecordId id, out ReadOnlyMemory<byte> value)
    {
        (id, value) = (default, default);
        var bytes = envelope.Span;
        if (bytes.Length <= Overhead || !bytes.StartsWith(Front)) return false;
        id = new RecordId(bytes.Slice(Front.Length, RecordId.Length));
        value = envelope[Overhead..];
        return true;
    }
}
