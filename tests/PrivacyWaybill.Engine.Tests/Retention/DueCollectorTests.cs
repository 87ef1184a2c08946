using PrivacyWaybill.Engine.Retention;
using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.V1;
using PrivacyWaybill.Vault.Store;

namespace PrivacyWaybill.Engine.Tests.Retention;

/// <summary>Each test has a store of its own: collecting takes all that is due.</summary>
public sealed class DueCollectorTests : IAsyncLifetime
{
    private static readonly RetentionOptions s_options = new() { StoreDeadline = TimeSpan.FromMinutes(1) };
    private static readonly TimeSpan s_kept = TimeSpan.FromDays(120);

    private OwnRedis _redis = null!;

    public async ValueTask InitializeAsync() => _redis = await OwnRedis.StartAsync();

    public ValueTask DisposeAsync() => _redis.DisposeAsync();

    [Fact]
    public async Task RunAsync_TimeOver_DeletesAfterTheMarginAndLeavesNothingOfTheLists()
    {
        await using var engine = await EngineUnderTest.OpenAsync(_redis.Database);
        var old = Waybills.New(5_000);
        foreach (var part in old.Chunk(500)) await engine.SendAsync(part);
        engine.Clock.Advance(TimeSpan.FromDays(1));
        var young = Waybills.New();
        Assert.Equal(ItemCode.Ok, (await engine.SendAsync(young)).Status.Code);
        Assert.Null(await engine.Database.KeyTimeToLiveAsync(engine.RecordKeyOf(old[0])));

        engine.Clock.Advance(s_kept - TimeSpan.FromDays(1));
        Assert.Equal(0L, await Collector(engine).RunAsync());
        // An hour of margin, and the end of the hour in which it lies.
        engine.Clock.Advance(TimeSpan.FromHours(3));
        Assert.Equal(5_000L, await Collector(engine).RunAsync());

        Assert.Null(await engine.StoredAsync(old[0]));
        Assert.NotNull(await engine.StoredAsync(young));
        engine.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1L, await Collector(engine).RunAsync());
        Assert.Equal([], Keys("pw:due*"));
    }

    [Fact]
    public async Task RunAsync_RecordIsNeededForLonger_StaysAndGetsAnExpiryOfItsOwn()
    {
        await using var engine = await EngineUnderTest.OpenAsync(_redis.Database);
        var (lengthened, replaced) = (Waybills.New(), Waybills.New());
        await engine.SendAsync([lengthened, replaced]);
        // One that nobody gave an expiry, and one that was replaced the ordinary way.
        await engine.ChangeHeaderAsync(lengthened, h => { h.RetainUntil += 86_400; return h; });
        await engine.Database.KeyPersistAsync(engine.RecordKeyOf(lengthened));
        await engine.NumberDesk.ExtendAsync(Callers.Masker, replaced.ByNumber(), PartyRole.Recipient, engine.Now.AddDays(25));
        engine.Clock.Advance(s_kept + TimeSpan.FromHours(3));

        await Collector(engine).RunAsync();

        Assert.NotNull(await engine.StoredAsync(lengthened));
        Assert.InRange((await engine.Database.KeyTimeToLiveAsync(engine.RecordKeyOf(lengthened)))!.Value, TimeSpan.FromHours(20), TimeSpan.FromHours(26));
    }

    [Fact]
    public async Task RunAsync_StoreShutOut_CollectsNothing()
    {
        await using var engine = await EngineUnderTest.OpenAsync(_redis.Database);
        await engine.SendAsync(Waybills.New(3));
        engine.Clock.Advance(s_kept + TimeSpan.FromHours(3));
        engine.Gate.IsOpen = false;
        Assert.Null(await Collector(engine).RunAsync());
        engine.Gate.IsOpen = true;
        Assert.Equal(3L, await Collector(engine).RunAsync());
    }

    [Fact]
    public async Task RunAsync_SeveralServersAtOnce_DeleteEachRecordOnce()
    {
        await using var engine = await EngineUnderTest.OpenAsync(_redis.Database);
        foreach (var part in Waybills.New(20_000).Chunk(1_000)) await engine.SendAsync(part);
        engine.Clock.Advance(s_kept + TimeSpan.FromHours(3));
        var deleted = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Collector(engine).RunAsync())));
        Assert.Equal(20_000L, deleted.Sum());
        Assert.Equal([], Keys("r*"));
    }

    /// <summary>A store that fails in the middle: what was taken from the list goes back, or is found by the census.</summary>
    [Theory]
    [InlineData(1, int.MaxValue)]
    // Some scripts of one step, while others are under way.
    [InlineData(100, 110)]
    public async Task RunAsync_DeletionFails_IsDoneNextTime(int first, int last)
    {
        await using var engine = await EngineUnderTest.OpenAsync(_redis.Database);
        foreach (var part in Waybills.New(20_000).Chunk(500)) await engine.SendAsync(part);
        engine.Clock.Advance(s_kept + TimeSpan.FromHours(3));
        var scripts = 0;
        var failing = InterceptedDatabase.Over(engine.Database, command =>
        {
            if (command == "ScriptEvaluateAsync" && Interlocked.Increment(ref scripts) is var n && n >= first && n <= last) throw new TimeoutException();
        });
        Assert.Null(await new DueCollector(new DueList(failing, s_options.StoreDeadline, engine.Clock), engine.Gate, s_options, engine.Clock).RunAsync());
        Assert.Equal((long)Keys("r*").Length, await Collector(engine).RunAsync());
        Assert.Equal([], Keys("r*"));
        Assert.Equal([], Keys("pw:due*"));
    }

    private static DueCollector Collector(EngineUnderTest engine) =>
        new(new DueList(engine.Database, s_options.StoreDeadline, engine.Clock), engine.Gate, s_options, engine.Clock);

    private string[] Keys(string pattern) => [.. _redis.Database.Multiplexer.GetServers()[0].Keys(_redis.Database.Database, pattern).Select(static k => k.ToString())];
}
