using PrivacyWaybill.Engine.Stores;
using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.Numbers;
using PrivacyWaybill.Numbers.Ledger;
using PrivacyWaybill.Numbers.Witness;

namespace PrivacyWaybill.Engine.Tests.Stores;

/// <summary>Segments that were added while servers ran are mended, too, or named.</summary>
public sealed class StoreMendingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pw-mending-").FullName;
    private readonly EngineSetup _setup = new();
    private readonly NumberSegment _added = EngineSetup.NewSegment();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task RunAsync_LedgerOfAnAddedSegmentIsLost_IsMadeAnewAsWitnessed()
    {
        await using var redis = await OwnRedis.StartAsync();
        using var witness = new LeaseWitnessFile(_folder, "one", []);
        await UseAsync(redis, witness);
        Assert.True(await redis.Database.KeyDeleteAsync(NumberKeys.Ledger(_added)));

        var mended = await StoreMending.RunAsync(redis.Database, Plan(_setup.Segments[0]), witness, _setup.Clock);

        Assert.True(mended.IsReady, string.Join("; ", mended.Report));
        Assert.Contains(mended.Report, line => line.StartsWith($"segment {_added.Name}: its ledger was lost", StringComparison.Ordinal));
        var reading = await new NumberLedger(redis.Database, Plan(_setup.Segments[0], _added), _added).ReadAsync(_setup.Clock.GetUtcNow(), _setup.Numbers);
        Assert.Equal((LedgerState.Ready, true), (reading.State, reading.FreeBlocks < _added.BlockCount));
    }

    [Fact]
    public async Task RunAsync_StoreIsLostWithTheDefinitionOfAnAddedSegment_NamesItAndMarksNothing()
    {
        await using var redis = await OwnRedis.StartAsync();
        using var witness = new LeaseWitnessFile(_folder, "one", []);
        await UseAsync(redis, witness);
        await foreach (var key in redis.Connection.GetServers().Single().KeysAsync()) await redis.Database.KeyDeleteAsync(key);

        var refused = await StoreMending.RunAsync(redis.Database, Plan(_setup.Segments[0]), witness, _setup.Clock);
        Assert.False(refused.IsReady);
        Assert.Contains(refused.Report, line => line.StartsWith($"segment of id {_added.Id}: nothing changed", StringComparison.Ordinal));
        var mended = await StoreMending.RunAsync(redis.Database, Plan(_setup.Segments[0], _added), witness, _setup.Clock);
        Assert.True(mended.IsReady, string.Join("; ", mended.Report));

        // What was mended is known to have had a ledger, and whose main numbers are whose.
        await redis.Database.KeyDeleteAsync(NumberKeys.Ledger(_added));
        Assert.False((await StoreInitialisation.RunAsync(redis.Database, Plan(_setup.Segments[0], _added), _setup.Clock)).IsReady);
        Assert.Equal(2, await redis.Database.HashLengthAsync(MainNumberLedger.Key));
    }

    /// <summary>A server that issues of both segments, one of them added while it runs.</summary>
    private async Task UseAsync(OwnRedis redis, LeaseWitnessFile witness)
    {
        var plan = Plan(_setup.Segments[0]);
        Assert.True((await StoreInitialisation.RunAsync(redis.Database, plan, _setup.Clock)).IsReady);
        await using var pool = new NumberPool(redis.Database, plan, _setup.Numbers, _setup.Clock, witness: witness);
        var registry = new SegmentRegistry(redis.Database);
        await new SegmentAdmission(redis.Database, plan, pool, registry, _setup.Clock).AddAsync(_added, 0, TimeSpan.Zero);
        _setup.Clock.Advance(TimeSpan.FromSeconds(2));
        foreach (var segment in new[] { _setup.Segments[0], _added })
        {
            var reservation = await pool.ReserveAsync(segment.Name, 1, TestContext.Current.CancellationToken);
            Assert.Equal(ReservationOutcome.Reserved, reservation.Outcome);
            reservation.Settle(0, SlotOutcome.Burned);
            reservation.Complete();
        }
    }

    private NumberPlan Plan(params NumberSegment[] segments) => new(new SegmentTable(segments), s => _setup.Keys.DerivePermutationKey(s.Id));
}
