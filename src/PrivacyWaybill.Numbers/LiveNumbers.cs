using PrivacyWaybill.Numbers.Holds;
using PrivacyWaybill.Numbers.Ledger;
using PrivacyWaybill.Numbers.Pages;
using StackExchange.Redis;

namespace PrivacyWaybill.Numbers;

/// <summary>
/// Walks a segment and tells which numbers lead to records, by its pages and holds: one direction of two, as in
/// <see cref="NumberDirectory"/>. Blocks that rest nowhere in the ledger, or of an external segment have no number, are passed over.
/// </summary>
public sealed class LiveNumbers(IDatabase database, NumberPlan plan, NumberPoolOptions options, TimeProvider time)
{
    private const int BlocksAtOnce = 1_000;

    /// <summary>The places of a block at a time that lead to records.</summary>
    /// <exception cref="RedisException">The store failed, in one of the ways of <see cref="StoreCall.IsFault"/>.</exception>
    public async IAsyncEnumerable<IReadOnlyList<(NumberRef Place, PageEntry Entry)>> WalkAsync(NumberSegment segment)
    {
        foreach (var blocks in Enumerable.Range(0, segment.BlockCount).Chunk(BlocksAtOnce))
        {
            var isUsed = segment.External ? await HaveHoldsAsync(segment, blocks) : await WereLeasedAsync(segment, blocks);
            for (var i = 0; i < blocks.Length; i++)
            {
                if (!isUsed[i]) continue;
                var entries = await ReadAsync(segment, blocks[i]);
                if (entries.Count > 0) yield return entries;
            }
        }
    }

    /// <summary>A block that was never leased has neither page nor holds.</summary>
    private async Task<bool[]> WereLeasedAsync(NumberSegment segment, int[] blocks)
    {
        var scores = await new NumberLedger(database, plan, segment).ScoresAsync(blocks).WithinAsync(options.StoreDeadline, time);
        return Array.ConvertAll(scores, static s => s is not (null or 0));
    }

    private async Task<bool[]> HaveHoldsAsync(NumberSegment segment, int[] blocks)
    {
        var counts = await Task.WhenAll(blocks.Select(b => database.HashLengthAsync(NumberKeys.Holds(segment, b)))).WithinAsync(options.StoreDeadline, time);
        return Array.ConvertAll(counts, static c => c > 0);
    }

    private async Task<List<(NumberRef, PageEntry)>> ReadAsync(NumberSegment segment, int block)
    {
        var now = time.GetUtcNow();
        var first = (long)block * segment.BlockSize;
        var reply = segment.External ? Task.FromResult(RedisValue.Null) : database.StringGetAsync(NumberKeys.Page(segment.Id, block));
        var holds = await database.HashGetAllAsync(NumberKeys.Holds(segment, block)).WithinAsync(options.StoreDeadline, time);
        ReadOnlyMemory<byte> page = await reply.WithinAsync(options.StoreDeadline, time);
        var entries = new List<(NumberRef, PageEntry)>();
        var onPage = new HashSet<long>();
        if (page.Length == PageLayout.Length(segment) && PageLayout.TryReadTrailer(page.Span[PageLayout.TrailerAt(segment)..], out var leaseId, out var freeAt) && freeAt > now)
        {
            for (var slot = 0; slot < segment.BlockSize; slot++)
            {
                var recordId = page.Slice(slot * PageLayout.SlotLength, PageLayout.SlotLength);
                if (recordId.Span.ContainsAnyExcept((byte)0) && onPage.Add(slot))
                    entries.Add((new NumberRef(segment.Id, first + slot), new PageEntry(PageEntryState.Found, recordId, leaseId, freeAt)));
            }
        }
        foreach (var hold in holds)
            if (HoldLayout.TryRead(hold.Value, out var entry) && entry.FreeAt > now && hold.Name.TryParse(out long slot) && !onPage.Contains(slot))
                entries.Add((new NumberRef(segment.Id, first + slot), entry));
        return entries;
    }
}
