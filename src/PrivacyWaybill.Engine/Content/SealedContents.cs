using PrivacyWaybill.Vault.Records;

namespace PrivacyWaybill.Engine.Content;

/// <summary>Opens and unpacks sealed contents that lie here and there, together.</summary>
internal static class SealedContents
{
    /// <summary>The contents, in order; null where one cannot be opened.</summary>
    public static byte[]?[] Open(RecordSealer sealer, string tenant, IReadOnlyList<(RecordId Id, byte KeyId, ReadOnlyMemory<byte> Sealed)> records)
    {
        var ids = new RecordId[records.Count];
        var keys = new byte[records.Count];
        var ends = new int[records.Count];
        var together = new byte[records.Sum(r => r.Sealed.Length)];
        var end = 0;
        for (var i = 0; i < records.Count; i++)
        {
            (ids[i], keys[i], var content) = records[i];
            content.Span.CopyTo(together.AsSpan(end));
            ends[i] = end += content.Length;
        }
        var contents = new byte[together.Length];
        var contentEnds = new int[records.Count];
        var opened = new bool[records.Count];
        sealer.Open(tenant, ids, keys, together, ends, contents, contentEnds, opened);
        var results = new byte[]?[records.Count];
        for (var i = 0; i < records.Count; i++)
            results[i] = opened[i] ? ContentPacking.Unpack(contents.AsSpan((i == 0 ? 0 : contentEnds[i - 1])..contentEnds[i])) : null;
        contents.AsSpan().Clear();
        return results;
    }
}
