using PrivacyWaybill.Numbers.Ledger;
using PrivacyWaybill.Testing;
using StackExchange.Redis;

namespace PrivacyWaybill.Numbers.Tests;

public sealed class NumberPoolFaultTests : IAsyncLifetime
{
    // The real clock: deadlines have to pass here.
    private static readonly NumberPoolOptions Options = new()
    {
        StoreDeadline = TimeSpan.FromMilliseconds(300),
        RetryInterval = TimeSpan.FromMilliseconds(20),
    };

    private RedisServerProcess _server = null!;
    private ConnectionMultiplexer _connection = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await RedisServerProcess.StartAsync("--appendonly yes", "--appendfsync always");
        _connection = await ConnectionMultiplexer.ConnectAsync(_server.ConnectionString + ",allowAdmin=true,connectRetry=1,connectTimeout=500,asyncTimeout=500");
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task ReserveAsync_StoreDown_IsUnavailableAndWorksLater()
    {
        var segment = TestSegments.New();
        using var plan = TestSegments.Plan(segment);
        var ledger = new NumberLedger(_connection.GetDatabase(), plan, segment);
        await ledger.InitialiseAsync();
        _server.Kill();
        await using var pool = new NumberPool(_connection.GetDatabase(), plan, Options, TimeProvider.System);
        await pool.OpenAsync();
        Assert.Equal(ReservationOutcome.StoreUnavailable, (await pool.IssueAsync(1)).Outcome);
        Assert.Equal(LedgerState.Unavailable, Assert.Single((await pool.GetStatusAsync()).Segments).State);
        Assert.Equal(InitialiseOutcome.StoreUnavailable, await ledger.InitialiseAsync());
        var directory = new NumberDirectory(_connection.GetDatabase(), plan.Segments, Options, TimeProvider.System);
        Assert.Equal(PageEntryState.Unavailable, Assert.Single(await directory.ReadAsync(new[] { new NumberRef(segment.Id, 0) })).State);

        await _server.StartAgainAsync();
        Assert.True(await EventuallyAsync(async () => (await pool.IssueAsync(1)).Outcome == ReservationOutcome.Reserved));
        Assert.Equal(LedgerState.Ready, Assert.Single((await pool.GetStatusAsync()).Segments).State);
    }

    [Fact]
    public async Task WritePagesAsync_StoreDiesUnderALease_BurnsItAndIssuesOtherNumbersLater()
    {
        var segment = TestSegments.New();
        using var plan = TestSegments.Plan(segment);
        await new NumberLedger(_connection.GetDatabase(), plan, segment).InitialiseAsync();
        var events = new List<NumberPoolEventKind>();
        await using var pool = new NumberPool(_connection.GetDatabase(), plan, Options, TimeProvider.System, e => { lock (events) events.Add(e.Kind); });
        var reservation = await pool.ReserveAsync(null, 10);
        var lease = reservation[0].LeaseId;
        _server.Kill();
        for (var i = 0; i < 10; i++) reservation.Bind(i, TestSegments.RecordId(i));
        Assert.False(await reservation.WritePagesAsync());
        for (var i = 0; i < 10; i++) reservation.Settle(i, SlotOutcome.Returned);
        reservation.Complete();
        Assert.Equal((0, 10, 1), (pool.Counters.NumbersReturned, pool.Counters.NumbersBurned, pool.Counters.LeasesBurned));
        lock (events) Assert.Contains(NumberPoolEventKind.PageWriteFailed, events);

        await _server.StartAgainAsync();
        IssuedNumber[] later = [];
        Assert.True(await EventuallyAsync(async () => (later = (await pool.IssueAsync(10)).Numbers).Length == 10));
        Assert.DoesNotContain(lease, later.Select(n => n.LeaseId));
    }

    [Fact]
    public async Task ReserveAsync_StoreCameBackEmpty_IsClosedUntilInitialised()
    {
        var segment = TestSegments.New();
        using var plan = TestSegments.Plan(segment);
        var ledger = new NumberLedger(_connection.GetDatabase(), plan, segment);
        await ledger.InitialiseAsync();
        var events = new List<NumberPoolEventKind>();
        await using var pool = new NumberPool(_connection.GetDatabase(), plan, Options, TimeProvider.System, e => { lock (events) events.Add(e.Kind); });
        await pool.OpenAsync();
        await _connection.GetDatabase().ExecuteAsync("FLUSHALL");
        var reservation = await pool.ReserveAsync(null, 1);
        Assert.False(await reservation.WritePagesAsync());
        reservation.Complete();
        Assert.Equal(ReservationOutcome.SegmentClosed, (await pool.IssueAsync(1)).Outcome);
        lock (events) Assert.Contains(NumberPoolEventKind.LedgerMissing, events);
        Assert.Equal(LedgerState.Missing, Assert.Single((await pool.GetStatusAsync()).Segments).State);
    }

    [Fact]
    public async Task OpenAsync_NoLedger_IsClosedAndOpensAfterInitialisation()
    {
        var segment = TestSegments.New();
        using var plan = TestSegments.Plan(segment);
        await using var pool = new NumberPool(_connection.GetDatabase(), plan, Options, TimeProvider.System);
        await pool.OpenAsync();
        Assert.Equal(ReservationOutcome.SegmentClosed, (await pool.IssueAsync(1)).Outcome);
        await new NumberLedger(_connection.GetDatabase(), plan, segment).InitialiseAsync();
        Assert.True(await EventuallyAsync(async () => (await pool.IssueAsync(1)).Outcome == ReservationOutcome.Reserved));
    }

    private static async Task<bool> EventuallyAsync(Func<Task<bool>> condition)
    {
        for (var attempt = 0; attempt < 200; attempt++)
        {
            if (await condition()) return true;
            await Task.Delay(50);
        }
        return false;
    }
}
