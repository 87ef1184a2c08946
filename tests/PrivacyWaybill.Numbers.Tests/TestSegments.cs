using System.Security.Cryptography;
using System.Text;
using PrivacyWaybill.Numbers.Pages;

namespace PrivacyWaybill.Numbers.Tests;

/// <summary>Segments, keys and record ids for tests.</summary>
internal static class TestSegments
{
    private static int _nextId;

    /// <summary>A segment that no other test of this run has: 10^<paramref name="digits"/> numbers, four-digit extensions.</summary>
    public static NumberSegment New(int digits = 6, int blockSize = 0)
    {
        var id = Interlocked.Increment(ref _nextId);
        var mains = (long)Math.Pow(10, digits - 4);
        return new NumberSegment((ushort)id, $"test-{id}", "深圳", $"{18_000_000_000 + id * 1_000_000L}", mains, 4, blockSize);
    }

    public static NumberPlan Plan(params NumberSegment[] segments) => new(new SegmentTable(segments), Key);

    public static byte[] Key(NumberSegment segment) => SHA256.HashData(Encoding.ASCII.GetBytes($"key of {segment.Id}"));

    /// <summary>A record id's bytes that name <paramref name="number"/> and no other; never zeros.</summary>
    public static byte[] RecordId(long number)
    {
        var id = new byte[PageLayout.SlotLength];
        id[0] = 1;
        BitConverter.TryWriteBytes(id.AsSpan(1), number);
        return id;
    }
}
