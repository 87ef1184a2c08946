using PrivacyWaybill.Numbers.Holds;
using PrivacyWaybill.Numbers.Ledger;
using PrivacyWaybill.Numbers.Pages;
using StackExchange.Redis;

namespace PrivacyWaybill.Numbers;

/// <summary>
/// Walks a segment and tells which numbers lead to records, by its pages and holds: one direction of two, as in
/// <see cref="NumberDirectory"/>. Blocks that rest nowhere in the ledger are passed over.
/// </summary>
public sealed class LiveNumbers(IDatabase database, NumberPlan plan, NumberPoolOptions options, TimeProvider time)
{
    private const int BlocksAtOnce = 1_000;

    /// <summary>The places of a block at a time that lead to records.</summary>
    /// <exception cref="RedisException">The store failed, in one of the ways of <see cref="StoreCall.IsFault"/>.</exception>
    public async IAsyncEnumerable<IReadOnlyList<(NumberRef Place, PageEntry Entry)>> WalkAsync(NumberSegment segment)
    {
        var ledger = new NumberLedger(database, plan, segment);
        foreach (var blocks in Enumerable.Range(0, segment.BlockCount).Chunk(BlocksAtOnce))
        {
            var scores = await ledger.ScoresAsync(blocks).WithinAsync(options.StoreDeadline, time);
            for (var i = 0; i < blocks.Length; i++)
            {
                // A block that was never leased has neither page nor holds.
                if (scores[i] is null or 0) continue;
                var entries = await ReadAsync(segment, blocks[i]);
                if (entries.Count > 0) yield return entries;
            }
        }
    }

    private async Task<List<(NumberRef, PageEntry)>> ReadAsync(NumberSegment segment, int block)
    {
        var now = time.GetUtcNow();
        var first = (long)block * segment.BlockSize;
        var reply = database.StringGetAsync(NumberKeys.Page(segment.Id, block));
        var holds = await database.HashGetAllAsync(NumberKeys.Holds(segment.Id, block)).WithinAsync(options.StoreDeadline, time);
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
