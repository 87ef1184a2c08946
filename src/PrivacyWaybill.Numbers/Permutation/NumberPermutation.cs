using System.Buffers;
using System.Buffers.Binary;

namespace PrivacyWaybill.Numbers.Permutation;

/// <summary>
/// The permutation of a segment's sequence numbers: FF1 (NIST SP 800-38G), radix 10, as many digits as the capacity has
/// zeros, AES-256, the segment's id (four bytes, big endian) as the tweak. It hides in which order numbers are handed
/// out; it does not make numbers hard to guess when many are in use. Safe for concurrent use: one caller at a time.
/// </summary>
public sealed class NumberPermutation : IDisposable
{
    /// <summary>Length of a key in bytes.</summary>
    public const int KeyLength = 32;

    private readonly Lock _gate = new();
    private readonly Ff1 _cipher;
    private readonly long _capacity, _split;

    /// <summary>The permutation of a segment under its key.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="key">32 bytes; copied.</param>
    /// <exception cref="ArgumentException">The key is not 32 bytes long.</exception>
    public NumberPermutation(NumberSegment segment, ReadOnlySpan<byte> key)
    {
        if (key.Length != KeyLength) throw new ArgumentException("A permutation key has 32 bytes.", nameof(key));
        Span<byte> tweak = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(tweak, segment.Id);
        _cipher = new Ff1(key, 10, segment.CapacityDigits, tweak);
        _capacity = segment.Capacity;
        _split = 1;
        for (var i = 0; i < segment.CapacityDigits - segment.CapacityDigits / 2; i++) _split *= 10;
    }

    /// <summary>Permutes a run of consecutive sequence numbers into <paramref name="values"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The run does not lie in the segment.</exception>
    public void Permute(long firstSequence, Span<long> values)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(firstSequence);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(firstSequence, _capacity - values.Length);
        for (var i = 0; i < values.Length; i++) values[i] = firstSequence + i;
        Permute(values);
    }

    /// <summary>Permutes any sequence numbers in place.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One of them does not lie in the segment.</exception>
    public void Permute(Span<long> values) => Apply(values, forward: true);

    /// <summary>Leads permuted values back to their sequence numbers, in place.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One of them does not lie in the segment.</exception>
    public void Invert(Span<long> values) => Apply(values, forward: false);

    /// <summary>Permutes one sequence number. For many, use a span: one costs as much as dozens at once.</summary>
    public long Permute(long sequence)
    {
        Permute(new Span<long>(ref sequence));
        return sequence;
    }

    /// <summary>Leads one permuted value back to its sequence number.</summary>
    public long Invert(long value)
    {
        Invert(new Span<long>(ref value));
        return value;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate) _cipher.Dispose();
    }

    private void Apply(Span<long> values, bool forward)
    {
        var rented = ArrayPool<ulong>.Shared.Rent(2 * values.Length);
        var left = rented.AsSpan(0, values.Length);
        var right = rented.AsSpan(values.Length, values.Length);
        try
        {
            for (var i = 0; i < values.Length; i++)
            {
                ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((ulong)values[i], (ulong)_capacity, nameof(values));
                (left[i], right[i]) = Math.DivRem((ulong)values[i], (ulong)_split);
            }
            lock (_gate)
            {
                if (forward) _cipher.Encrypt(left, right);
                else _cipher.Decrypt(left, right);
            }
            for (var i = 0; i < values.Length; i++) values[i] = (long)left[i] * _split + (long)right[i];
        }
        finally
        {
            ArrayPool<ulong>.Shared.Return(rented);
        }
    }
}
