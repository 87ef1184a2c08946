using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using PrivacyWaybill.Numbers.Permutation;

namespace PrivacyWaybill.Numbers;

/// <summary>
/// The segments together with their permutations: leads from a printed number to its place and back. Segments can be added,
/// and nothing else changes. External segments have no permutation: their places are in the order of their numbers. Safe for concurrent use.
/// </summary>
public sealed class NumberPlan : IDisposable
{
    private readonly Func<NumberSegment, byte[]> _permutationKey;
    private readonly Lock _lock = new();
    private volatile FrozenDictionary<ushort, NumberPermutation> _permutations;

    /// <summary>Makes the permutations of all segments.</summary>
    /// <param name="segments">The segments.</param>
    /// <param name="permutationKey">The permutation key of a segment: 32 bytes. Called once a segment; the array is
    /// overwritten after use.</param>
    public NumberPlan(SegmentTable segments, Func<NumberSegment, byte[]> permutationKey)
    {
        (Segments, _permutationKey) = (segments, permutationKey);
        _permutations = segments.Segments.Where(static s => !s.External).ToFrozenDictionary(static s => s.Id, Permute);
    }

    /// <summary>The segments.</summary>
    public SegmentTable Segments { get; }

    /// <summary>Adds a segment. Again, it changes nothing: whoever reads the store's segments may come upon it first.</summary>
    /// <exception cref="SegmentException">It collides with another one.</exception>
    public void Add(NumberSegment segment)
    {
        lock (_lock)
        {
            if (Segments.TryFind(segment.Id, out var present) && SegmentRegistry.AreSame(present, segment)) return;
            Segments.Check(segment);
            // First what it is permuted by: who finds the segment finds that too.
            if (!segment.External)
                _permutations = new Dictionary<ushort, NumberPermutation>(_permutations) { [segment.Id] = Permute(segment) }.ToFrozenDictionary();
            Segments.Add(segment);
        }
    }

    /// <summary>The permutation of a segment of this plan that is not external.</summary>
    public NumberPermutation PermutationOf(NumberSegment segment) => _permutations[segment.Id];

    /// <summary>The place of a printed number. 2 to 3 µs: for single calls, not for batches.</summary>
    /// <returns>False if the number is none of ours; main number, extension and their digits must be as printed.</returns>
    public bool TryLocate(in ExtendedNumber number, out NumberRef place)
    {
        place = default;
        if (!Segments.TryFind(number, out var segment, out var value)) return false;
        place = new NumberRef(segment.Id, segment.External ? value : PermutationOf(segment).Invert(value));
        return true;
    }

    /// <summary>The places of many printed numbers; one pass a segment (0.1 to 0.2 µs a number in hundreds).</summary>
    /// <param name="numbers">The numbers, as printed.</param>
    /// <param name="places">As many; where the number is none of ours, <see cref="NumberRef.None"/>.</param>
    public void Locate(ReadOnlySpan<ExtendedNumber> numbers, Span<NumberRef> places)
    {
        places = places[..numbers.Length];
        // A segment may be added meanwhile: one look for all numbers and for both steps.
        var segments = Segments.Segments;
        for (var i = 0; i < numbers.Length; i++)
            places[i] = SegmentTable.TryFind(segments, numbers[i], out var segment, out var value) ? new NumberRef(segment.Id, value) : NumberRef.None;
        var values = ArrayPool<long>.Shared.Rent(numbers.Length);
        foreach (var segment in segments)
        {
            // The place that was found is the place.
            if (segment.External) continue;
            var count = 0;
            foreach (var place in places)
                if (IsIn(segment, place)) values[count++] = place.Sequence;
            if (count == 0) continue;
            PermutationOf(segment).Invert(values.AsSpan(0, count));
            count = 0;
            foreach (ref var place in places)
                if (IsIn(segment, place)) place = place with { Sequence = values[count++] };
        }
        ArrayPool<long>.Shared.Return(values);
    }

    /// <summary>What is printed for a place.</summary>
    /// <returns>False if no segment has this place.</returns>
    public bool TryDescribe(NumberRef place, out ExtendedNumber number)
    {
        number = default;
        if (!Segments.TryFind(place.Segment, out var segment) || (ulong)place.Sequence >= (ulong)segment.Capacity) return false;
        number = segment.NumberAt(segment.External ? place.Sequence : PermutationOf(segment).Permute(place.Sequence));
        return true;
    }

    /// <summary>What is printed for many places; one pass a segment, for batches of replays.</summary>
    /// <param name="places">The places.</param>
    /// <param name="numbers">As many; where no segment has the place, <c>default</c> (which has no digits).</param>
    public void Describe(ReadOnlySpan<NumberRef> places, Span<ExtendedNumber> numbers)
    {
        numbers = numbers[..places.Length];
        numbers.Clear();
        var values = ArrayPool<long>.Shared.Rent(places.Length);
        foreach (var segment in Segments.Segments)
        {
            var count = 0;
            foreach (var place in places)
                if (IsIn(segment, place)) values[count++] = place.Sequence;
            if (count == 0) continue;
            if (!segment.External) PermutationOf(segment).Permute(values.AsSpan(0, count));
            count = 0;
            for (var i = 0; i < places.Length; i++)
                if (IsIn(segment, places[i])) numbers[i] = segment.NumberAt(values[count++]);
        }
        ArrayPool<long>.Shared.Return(values);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var permutation in _permutations.Values) permutation.Dispose();
    }

    /// <summary>
    /// A check value over a segment's shape and permutation, 16 hexadecimal digits: the ledger holds it, so that a changed
    /// segment or another permutation key is noticed before a number of it means something else. SHA-256 over more
    /// permuted values than could be tried out (4 × at least 10^6), so it tells nothing about the key. An external segment has
    /// its shape alone.
    /// </summary>
    internal string MarkOf(NumberSegment segment)
    {
        Span<long> sample = [0, 1, segment.Capacity / 2, segment.Capacity - 1];
        if (!segment.External) PermutationOf(segment).Permute(sample);
        Span<byte> text = stackalloc byte[96 + 4 * sizeof(long)];
        var length = Encoding.ASCII.GetBytes(
            $"{segment.Id}/{segment.FirstMainNumber}/{segment.MainNumberDigits}/{segment.MainNumbers}/{segment.ExtensionLength}/{segment.BlockSize}/{(segment.External ? "external" : "")}", text);
        foreach (var value in sample)
        {
            BinaryPrimitives.WriteInt64BigEndian(text[length..], value);
            length += sizeof(long);
        }
        return Convert.ToHexStringLower(SHA256.HashData(text[..length]).AsSpan(0, 8));
    }

    private NumberPermutation Permute(NumberSegment segment)
    {
        var key = _permutationKey(segment);
        try
        {
            return new NumberPermutation(segment, key);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private static bool IsIn(NumberSegment segment, NumberRef place) =>
        place.Segment == segment.Id && (ulong)place.Sequence < (ulong)segment.Capacity;
}
