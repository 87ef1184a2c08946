using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PrivacyWaybill.Vault.Records;

/// <summary>
/// Names a waybill's record: the first 13 bytes (104 bits) of AES-CMAC over tenant, waybill number and shipment epoch
/// (<see cref="RecordNamer"/>). Without the key it tells nothing about the waybill. That two of 10^11 waybills share one has a
/// probability below 10^-9; the later one would be a conflict. Exactly 13 bytes without padding, so an array of ids is also
/// their concatenation.
/// </summary>
/// <remarks>As long as Redis has room for: a letter and 13 bytes are a key of 16 bytes there, one more byte makes it 32.</remarks>
[InlineArray(Length)]
public struct RecordId : IEquatable<RecordId>
{
    /// <summary>Bytes of an id.</summary>
    public const int Length = 13;

    private byte _first;

    /// <summary>An id as stored.</summary>
    /// <param name="bytes">Exactly 13 bytes.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are more or fewer.</exception>
    public RecordId(ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(bytes.Length, Length);
        this = MemoryMarshal.Read<RecordId>(bytes);
    }

    /// <summary>The 13 bytes, in place.</summary>
    [UnscopedRef]
    public readonly ReadOnlySpan<byte> AsSpan() => MemoryMarshal.CreateReadOnlySpan(in _first, Length);

    /// <inheritdoc/>
    public readonly bool Equals(RecordId other) => Front == other.Front && Back == other.Back;

    /// <inheritdoc/>
    public override readonly bool Equals([NotNullWhen(true)] object? obj) => obj is RecordId other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode() => Front.GetHashCode();

    /// <summary>Equality of all bytes.</summary>
    public static bool operator ==(RecordId left, RecordId right) => left.Equals(right);

    /// <summary>Inequality of some byte.</summary>
    public static bool operator !=(RecordId left, RecordId right) => !left.Equals(right);

    /// <summary>The type and 16 bits: enough to tell two ids of a test apart, too little to find a record.</summary>
    public override readonly string ToString() => $"{nameof(RecordId)} {Convert.ToHexStringLower(AsSpan()[..2])}…";

    // The two overlap in three bytes.
    private readonly ulong Front => MemoryMarshal.Read<ulong>(AsSpan());

    private readonly ulong Back => MemoryMarshal.Read<ulong>(AsSpan()[(Length - sizeof(ulong))..]);
}
