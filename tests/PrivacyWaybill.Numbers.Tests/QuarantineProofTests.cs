using Microsoft.Extensions.Time.Testing;
using PrivacyWaybill.Numbers.Holds;
using PrivacyWaybill.Numbers.Ledger;
using PrivacyWaybill.Numbers.Witness;
using PrivacyWaybill.Testing;
using StackExchange.Redis;

namespace PrivacyWaybill.Numbers.Tests;

/// <summary>
/// Five laps of a million numbers, handed out by two pools at once, one in a hundred extended beyond its block, the store
/// killed in every lap and in the end put back to an older copy: no number is handed out before its last expiry and quarantine.
/// </summary>
public sealed class QuarantineProofTests : IAsyncLifetime
{
    private const int Capacity = 1_000_000, Batch = 10_000, StepsALap = 5, Laps = 5;

    private static readonly NumberPoolOptions Options = new()
    {
        LongestValidity = TimeSpan.FromDays(30),
        // The clock of deadlines stands still, and a busy machine may take long.
        StoreDeadline = TimeSpan.FromSeconds(60),
    };

    private static readonly TimeSpan Lap = Options.MaximumLeaseAge + Options.LongestValidity + Options.Quarantine + Options.ClockMargin;

    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(2);

    private readonly string _folder = Directory.CreateTempSubdirectory("pw-proof-").FullName;
    private readonly FakeTimeProvider _clock = NumberStore.Clock();
    private readonly NumberSegment _segment = TestSegments.New();
    private readonly long[] _restsUntil = new long[Capacity];
    private readonly Lock _lock = new();
    private readonly Random _random = new(20260301);
    private RedisServerProcess _server = null!;
    private ConnectionMultiplexer _connection = null!;
    private NumberPlan _plan = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await RedisServerProcess.StartAsync("--appendonly yes", "--appendfsync everysec");
        _connection = await ConnectionMultiplexer.ConnectAsync(_server.ConnectionString + ",asyncTimeout=60000");
        _plan = TestSegments.Plan(_segment);
        Assert.Equal(InitialiseOutcome.Initialised, await new NumberLedger(_connection.GetDatabase(), _plan, _segment).InitialiseAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        await _server.DisposeAsync();
        _plan.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task FiveLaps_TwoPools_EveryReuseLiesAfterValidityAndQuarantine()
    {
        using var witnessOne = Witness("one", "two");
        using var witnessTwo = Witness("two", "one");
        NumberPool[] pools = [Pool(witnessOne), Pool(witnessTwo)];
        foreach (var pool in pools) await pool.OpenAsync();
        var start = _clock.GetUtcNow();
        for (var lap = 0; lap < Laps; lap++)
        {
            var issued = 0;
            var held = Held();
            for (var step = 0; step < StepsALap; step++)
            {
                issued += (await Task.WhenAll(pools.Select(p => IssueAsync(p, Capacity / StepsALap / 2)))).Sum();
                if (step == 2) await RestartAsync(pools);
                // A lap is a little longer than a block's: by more than the clock is put forward within a step.
                _clock.SetUtcNow(start + lap * (Lap + Slack) + (step + 1) * (Lap / StepsALap) + (step + 1 == StepsALap ? Slack : TimeSpan.Zero));
            }
            // Theory: everything but what is extended beyond its block.
            Assert.InRange(issued, (int)(0.98 * (Capacity - held)), Capacity);
        }

        // An old copy comes back, of a time before the last hundred thousand numbers.
        await RestartAsync(pools, () => Copy(AppendFolder, Path.Combine(_folder, "old")));
        await Task.WhenAll(pools.Select(p => IssueAsync(p, 50_000)));
        _server.Kill();
        foreach (var pool in pools) await pool.DisposeAsync();
        Directory.Delete(AppendFolder, recursive: true);
        Copy(Path.Combine(_folder, "old"), AppendFolder);
        await _server.StartAgainAsync();
        await AnsweringAsync();
        await using var after = Pool(witnessOne);
        Assert.Equal(50_000, await IssueAsync(after, 50_000));
    }

    private string AppendFolder => Path.Combine(_server.Folder, "appendonlydir");

    private int Held()
    {
        var lastStep = (_clock.GetUtcNow() + Lap / StepsALap * (StepsALap - 1) + Slack).ToUnixTimeSeconds();
        return _restsUntil.Count(until => until > lastStep);
    }

    /// <summary>Hands out up to so many numbers, asserts of each that it has rested, and extends one in a hundred beyond its block.</summary>
    private async Task<int> IssueAsync(NumberPool pool, int count)
    {
        var directory = new NumberDirectory(_connection.GetDatabase(), _plan.Segments, Options, _clock);
        var (issued, refusals) = (0, 0);
        for (var size = Batch; issued < count && size >= 100;)
        {
            var (outcome, numbers) = await pool.IssueAsync(Math.Min(size, count - issued));
            if (outcome == ReservationOutcome.Exhausted) size /= 10;
            else if (outcome == ReservationOutcome.StoreUnavailable && refusals++ < 100) await AnsweringAsync();
            else Assert.Equal(ReservationOutcome.Reserved, outcome);
            var now = _clock.GetUtcNow();
            var extended = new List<NumberRef>();
            lock (_lock)
            {
                foreach (var number in numbers)
                {
                    Assert.True(_restsUntil[number.Ref.Sequence] <= now.ToUnixTimeSeconds(), "a number was handed out before it had rested");
                    _restsUntil[number.Ref.Sequence] = (now + Options.LongestValidity + Options.Quarantine).ToUnixTimeSeconds();
                    if (_random.Next(100) == 0) extended.Add(number.Ref);
                }
            }
            issued += numbers.Length;
            await ExtendAsync(pool, directory, extended, now);
        }
        return issued;
    }

    private async Task ExtendAsync(NumberPool pool, NumberDirectory directory, List<NumberRef> places, DateTimeOffset now)
    {
        if (places.Count == 0) return;
        var until = now + TimeSpan.FromDays(40 + places[0].Sequence % 40);
        var entries = await directory.ReadAsync(places.ToArray());
        var outcomes = await pool.Holds.HoldAsync(places.Select((place, i) => new HoldRequest(place, entries[i], until)).ToArray());
        Assert.All(outcomes, o => Assert.Equal(HoldOutcome.Held, o));
        lock (_lock)
            foreach (var place in places) _restsUntil[place.Sequence] = (until + Options.Quarantine).ToUnixTimeSeconds();
    }

    /// <summary>kill -9, and again from what its append-only file says.</summary>
    private async Task RestartAsync(NumberPool[] pools, Action? meanwhile = null)
    {
        _server.Kill();
        meanwhile?.Invoke();
        await _server.StartAgainAsync();
        await AnsweringAsync();
        foreach (var pool in pools) pool.DoubtStore();
    }

    private async Task AnsweringAsync()
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await _connection.GetDatabase().PingAsync();
                // What was refused meanwhile is tried again after its interval.
                _clock.Advance(Options.RetryInterval);
                return;
            }
            catch (Exception e) when (e is RedisException or TimeoutException && attempt < 500)
            {
                await Task.Delay(20);
            }
        }
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from)) File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }

    private LeaseWitnessFile Witness(string server, string other) => new(Path.Combine(_folder, "witness"), server, [other]);

    private NumberPool Pool(ILeaseWitness witness) => new(_connection.GetDatabase(), _plan, Options, _clock, null, witness);
}
