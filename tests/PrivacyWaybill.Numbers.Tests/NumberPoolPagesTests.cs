using PrivacyWaybill.Numbers.Ledger;
using PrivacyWaybill.Numbers.Pages;
using StackExchange.Redis;

namespace PrivacyWaybill.Numbers.Tests;

public sealed class NumberPoolPagesTests(NumberStore store) : IClassFixture<NumberStore>
{
    private static readonly NumberPoolOptions Options = new();

    [Fact]
    public async Task WritePagesAsync_BoundNumbers_LeadToTheirRecords()
    {
        var (plan, segment) = await store.InitialisedAsync();
        var clock = NumberStore.Clock();
        await using var pool = new NumberPool(store.Database, plan, Options, clock);
        var (_, numbers) = await pool.IssueAsync(2_345);
        var directory = new NumberDirectory(store.Database, plan.Segments, Options, clock);
        var entries = await directory.ReadAsync(numbers.Select(n => n.Ref).ToArray());
        for (var i = 0; i < numbers.Length; i++)
        {
            Assert.True(entries[i].Confirms(TestSegments.RecordId(numbers[i].Ref.Sequence), numbers[i].LeaseId));
            Assert.False(entries[i].Confirms(TestSegments.RecordId(numbers[i].Ref.Sequence + 1), numbers[i].LeaseId));
            Assert.False(entries[i].Confirms(TestSegments.RecordId(numbers[i].Ref.Sequence), numbers[i].LeaseId + 1));
        }
        var freeAt = clock.GetUtcNow() + Options.MaximumLeaseAge + Options.LongestValidity + Options.Quarantine + Options.ClockMargin;
        Assert.Equal(freeAt, entries[0].FreeAt);
        Assert.True(await store.Database.KeyTimeToLiveAsync(NumberStore.PageOf(segment, numbers[0].Ref)) > freeAt - clock.GetUtcNow());
    }

    [Fact]
    public async Task WritePagesAsync_OnePage_IsOneCommand()
    {
        var (plan, _) = await store.InitialisedAsync();
        await using var pool = new NumberPool(store.Database, plan, Options, NumberStore.Clock());
        await pool.OpenAsync();
        var before = await CallsAsync("setrange");
        await pool.IssueAsync(256);
        Assert.Equal(1, await CallsAsync("setrange") - before);
    }

    [Theory]
    [InlineData("lost")]
    [InlineData("of another lease")]
    [InlineData("of another length")]
    [InlineData("of another type")]
    public async Task WritePagesAsync_PageIsNotOurs_FailsAndBurnsTheLease(string page)
    {
        var (plan, segment) = await store.InitialisedAsync();
        var events = new List<NumberPoolEventKind>();
        await using var pool = new NumberPool(store.Database, plan, Options, NumberStore.Clock(), e => events.Add(e.Kind));
        var issued = (await pool.IssueAsync(10)).Numbers;
        var concurrent = await pool.ReserveAsync(null, 10);
        var reservation = await pool.ReserveAsync(null, 10);
        var lease = issued[0].LeaseId;
        Assert.Equal(lease, reservation[0].LeaseId);

        var key = NumberStore.PageOf(segment, issued[0].Ref);
        if (page == "lost") await store.Database.KeyDeleteAsync(key);
        if (page == "of another lease")
        {
            var whole = new byte[PageLayout.Length(segment)];
            PageLayout.WriteTrailer(whole.AsSpan(PageLayout.TrailerAt(segment)), lease + 1, 4_000_000_000_000);
            await store.Database.StringSetAsync(key, whole);
        }
        if (page == "of another length") await store.Database.StringAppendAsync(key, "x");
        if (page == "of another type")
        {
            await store.Database.KeyDeleteAsync(key);
            await store.Database.ListLeftPushAsync(key, "x");
        }
        for (var i = 0; i < 10; i++) reservation.Bind(i, TestSegments.RecordId(i));
        Assert.False(await reservation.WritePagesAsync());
        Assert.False(reservation.IsWritten(0));
        for (var i = 0; i < 10; i++) reservation.Settle(i, SlotOutcome.Returned);
        reservation.Complete();
        Assert.Equal(0, pool.Counters.NumbersReturned);

        // A reservation that was made before, and is given back only now, does not bring the lease back.
        for (var i = 0; i < 10; i++) concurrent.Settle(i, SlotOutcome.Returned);
        concurrent.Complete();
        Assert.Equal((0, 1), (pool.Counters.NumbersReturned, pool.Counters.LeasesBurned));
        Assert.Contains(page == "of another type" ? NumberPoolEventKind.PageWriteFailed : NumberPoolEventKind.PageLost, events);

        var later = (await pool.IssueAsync(3_000)).Numbers;
        Assert.DoesNotContain(lease, later.Select(n => n.LeaseId));
        Assert.DoesNotContain(issued[0].Ref.Sequence / segment.BlockSize, later.Select(n => n.Ref.Sequence / segment.BlockSize));
    }

    [Fact]
    public async Task WritePagesAsync_OneOfTwoPagesLost_TellsWhichNumbersAreWritten()
    {
        var (plan, segment) = await store.InitialisedAsync();
        await using var pool = new NumberPool(store.Database, plan, Options, NumberStore.Clock());
        var reservation = await pool.ReserveAsync(null, 1_500);
        await store.Database.KeyDeleteAsync(NumberStore.PageOf(segment, reservation[0].Ref));
        Assert.False(await reservation.WritePagesAsync());
        var first = reservation[0].LeaseId;
        for (var i = 0; i < reservation.Count; i++) Assert.Equal(reservation[i].LeaseId != first, reservation.IsWritten(i));
        for (var i = 0; i < reservation.Count; i++) reservation.Settle(i, SlotOutcome.Returned);
        reservation.Complete();
        Assert.Equal((500, 1_000), (pool.Counters.NumbersReturned, pool.Counters.NumbersBurned));
    }

    [Fact]
    public async Task Complete_PageWriteWithoutAnswer_BurnsAndIsNotPooled()
    {
        var (plan, _) = await store.InitialisedAsync();
        var clock = NumberStore.Clock();
        await using var pool = new NumberPool(store.Database, plan, Options, clock);
        await pool.OpenAsync();
        var answered = await pool.ReserveAsync(null, 10);
        await answered.WritePagesAsync();
        answered.Complete();
        var reservation = await pool.ReserveAsync(null, 10);
        Assert.Same(answered, reservation);

        await using var pause = await store.PauseWritesAsync();
        var write = reservation.WritePagesAsync();
        clock.Advance(Options.StoreDeadline);
        Assert.False(await write);
        for (var i = 0; i < reservation.Count; i++) reservation.Settle(i, SlotOutcome.Returned);
        reservation.Complete();
        Assert.Equal((0, 1), (pool.Counters.NumbersReturned, pool.Counters.LeasesBurned));
        await pause.DisposeAsync();
        Assert.NotSame(reservation, await pool.ReserveAsync(null, 10));
    }

    [Fact]
    public async Task Complete_BeforeThePagesAnswered_BurnsAll()
    {
        var (plan, _) = await store.InitialisedAsync();
        await using var pool = new NumberPool(store.Database, plan, Options, NumberStore.Clock());
        var reservation = await pool.ReserveAsync(null, 10);
        Task<bool> write;
        await using (await store.PauseWritesAsync())
        {
            write = reservation.WritePagesAsync();
            for (var i = 0; i < reservation.Count; i++) reservation.Settle(i, SlotOutcome.Returned);
            reservation.Complete();
        }
        Assert.Equal((0, 10), (pool.Counters.NumbersReturned, pool.Counters.NumbersBurned));
        Assert.True(await write);
    }

    [Fact]
    public async Task ReserveAsync_ReturnedNumber_LeadsToItsSecondRecord()
    {
        var (plan, _) = await store.InitialisedAsync();
        var clock = NumberStore.Clock();
        await using var pool = new NumberPool(store.Database, plan, Options, clock);
        var (_, first) = await pool.IssueAsync(5, _ => TestSegments.RecordId(1), SlotOutcome.Returned);
        var (_, second) = await pool.IssueAsync(5, _ => TestSegments.RecordId(2));
        Assert.Equal(first.Select(n => n.Number).Order(Comparer<ExtendedNumber>.Create((a, b) => a.ToString().CompareTo(b.ToString()))),
            second.Select(n => n.Number).Order(Comparer<ExtendedNumber>.Create((a, b) => a.ToString().CompareTo(b.ToString()))));
        var entries = await new NumberDirectory(store.Database, plan.Segments, Options, clock).ReadAsync(second.Select(n => n.Ref).ToArray());
        Assert.All(entries, e => Assert.Equal(TestSegments.RecordId(2), e.RecordId.ToArray()));
    }

    [Fact]
    public async Task ReadAsync_NumbersOfNobody_AreUnused()
    {
        var (plan, segment) = await store.InitialisedAsync();
        var clock = NumberStore.Clock();
        await using var pool = new NumberPool(store.Database, plan, Options, clock);
        var (_, numbers) = await pool.IssueAsync(1);
        var place = numbers[0].Ref;
        NumberRef[] places = [place, place with { Sequence = place.Sequence + 1 }, place with { Sequence = (place.Sequence + 500_000) % 1_000_000 },
            place with { Sequence = segment.Capacity }, place with { Sequence = -1 }, place with { Segment = 65_000 }];
        var directory = new NumberDirectory(store.Database, plan.Segments, Options, clock);
        Assert.Equal([PageEntryState.Found, .. Enumerable.Repeat(PageEntryState.Unused, 5)], (await directory.ReadAsync(places)).Select(e => e.State));

        clock.Advance(Options.MaximumLeaseAge + Options.LongestValidity + Options.Quarantine + Options.ClockMargin);
        Assert.False((await directory.ReadAsync(places))[0].Found);
    }

    [Fact]
    public async Task ReadAsync_StrayPageWithoutTrailer_IsUnused()
    {
        var (plan, segment) = await store.InitialisedAsync();
        await store.Database.StringSetRangeAsync(NumberKeys.Page(segment.Id, 3), 0, TestSegments.RecordId(1));
        var directory = new NumberDirectory(store.Database, plan.Segments, Options, NumberStore.Clock());
        Assert.Equal(PageEntryState.Unused, Assert.Single(await directory.ReadAsync(new[] { new NumberRef(segment.Id, 3_000) })).State);
    }

    [Fact]
    public async Task ReserveAsync_LedgerWentBack_ClosesTheSegment()
    {
        var (plan, segment) = await store.InitialisedAsync();
        var events = new List<NumberPoolEventKind>();
        var clock = NumberStore.Clock();
        await using var pool = new NumberPool(store.Database, plan, Options, clock, e => events.Add(e.Kind));
        var snapshot = await store.Database.KeyDumpAsync(NumberKeys.Ledger(segment));
        Assert.Equal(ReservationOutcome.Reserved, (await pool.IssueAsync(1_000)).Outcome);
        await pool.LeasedAsync();
        clock.Advance(TimeSpan.FromSeconds(1));

        await store.Database.KeyDeleteAsync(NumberKeys.Ledger(segment));
        await store.Database.KeyRestoreAsync(NumberKeys.Ledger(segment), snapshot!);
        while ((await pool.IssueAsync(1_000)).Outcome == ReservationOutcome.Reserved) Assert.True(pool.Counters.BlocksLeased < 20);

        await pool.LeasedAsync();
        clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(ReservationOutcome.SegmentClosed, (await pool.IssueAsync(1)).Outcome);
        await pool.LeasedAsync();
        Assert.Contains(NumberPoolEventKind.LedgerDisagrees, events);
        Assert.Equal(LedgerState.Disagrees, Assert.Single((await pool.GetStatusAsync()).Segments).State);
    }

    /// <summary>No write is answered until this is disposed.</summary>
    private async Task<long> CallsAsync(string command)
    {
        var server = store.Database.Multiplexer.GetServers()[0];
        var statistics = (await server.InfoAsync("commandstats")).SelectMany(g => g).FirstOrDefault(p => p.Key == "cmdstat_" + command).Value;
        return statistics is null ? 0 : long.Parse(statistics.Split(',')[0]["calls=".Length..], System.Globalization.CultureInfo.InvariantCulture);
    }
}
