using System.Collections.Concurrent;

namespace PrivacyWaybill.Numbers.Tests;

public sealed class NumberPoolConcurrencyTests(NumberStore store) : IClassFixture<NumberStore>
{
    private static readonly NumberPoolOptions Options = new();

    [Fact]
    public async Task ReserveAsync_TwoPoolsAtOnce_NeverHandOutANumberTwice()
    {
        var (plan, segment) = await store.InitialisedAsync();
        var clock = NumberStore.Clock();
        await using var first = new NumberPool(store.Database, plan, Options, clock);
        await using var second = new NumberPool(store.Database, plan, Options, clock);
        var owners = new ConcurrentDictionary<NumberRef, long>();
        var nextRecord = 0L;
        await Parallel.ForAsync(0, 600, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, cancellation) =>
        {
            var mine = new ConcurrentDictionary<NumberRef, long>();
            var (outcome, numbers) = await (i % 2 == 0 ? first : second).IssueAsync(100 + i % 200, number =>
            {
                var record = Interlocked.Increment(ref nextRecord);
                mine[number.Ref] = record;
                return TestSegments.RecordId(record);
            });
            Assert.Equal(ReservationOutcome.Reserved, outcome);
            foreach (var (place, record) in mine) Assert.True(owners.TryAdd(place, record));
        });
        Assert.True(owners.Count > 100_000);
        Assert.True(first.Counters.NumbersIssued > 0 && second.Counters.NumbersIssued > 0);

        var directory = new NumberDirectory(store.Database, plan.Segments, Options, clock);
        foreach (var chunk in owners.Chunk(5_000))
        {
            var entries = await directory.ReadAsync(chunk.Select(p => p.Key).ToArray());
            for (var i = 0; i < chunk.Length; i++)
                Assert.True(entries[i].RecordId.Span.SequenceEqual(TestSegments.RecordId(chunk[i].Value)));
        }
    }

    [Fact]
    public async Task ReserveAsync_MixedOutcomesAtOnce_IssueUsedNumbersOnceAndLoseNone()
    {
        var (plan, _) = await store.InitialisedAsync();
        await using var pool = new NumberPool(store.Database, plan, Options, NumberStore.Clock());
        var used = new ConcurrentDictionary<NumberRef, bool>();
        var gone = new ConcurrentDictionary<NumberRef, bool>();
        await Parallel.ForAsync(0, 300, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, cancellation) =>
        {
            var random = new Random(i);
            var reservation = await pool.ReserveAsync(null, random.Next(1, 400), cancellation);
            Assert.True(await reservation.WritePagesAsync());
            for (var n = 0; n < reservation.Count; n++)
            {
                var outcome = (SlotOutcome)random.Next(3);
                var place = reservation[n].Ref;
                Assert.False(gone.ContainsKey(place));
                if (outcome != SlotOutcome.Returned) Assert.True(gone.TryAdd(place, true));
                if (outcome == SlotOutcome.Used) Assert.True(used.TryAdd(place, true));
                reservation.Settle(n, outcome);
            }
            reservation.Complete();
        });
        Assert.Equal(used.Count, pool.Counters.NumbersUsed);
        Assert.Equal(gone.Count, pool.Counters.NumbersUsed + pool.Counters.NumbersBurned);
        // Opening an open pool waits for a lease that is under way.
        await pool.OpenAsync();
        var inHand = (await pool.GetStatusAsync()).Segments[0].InHand;
        Assert.Equal(pool.Counters.BlocksLeased * 1_000, inHand + gone.Count);
    }
}
