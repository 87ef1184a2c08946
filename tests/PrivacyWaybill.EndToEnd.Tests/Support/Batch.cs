using PrivacyWaybill.V1;

namespace PrivacyWaybill.EndToEnd.Tests.Support;

/// <summary>Makes requests of waybills.</summary>
public static class Batch
{
    private static long _lastId;

    /// <summary>One batch under an id that no other batch of this run has.</summary>
    public static MaskWaybillsRequest Of(params IEnumerable<Waybill> waybills) =>
        new() { BatchId = (ulong)Interlocked.Increment(ref _lastId), Waybills = { waybills } };

    /// <summary>Several batches of a size, the last one with the rest.</summary>
    public static List<MaskWaybillsRequest> Split(IEnumerable<Waybill> waybills, int size) => [.. waybills.Chunk(size).Select(c => Of(c))];
}
