using PrivacyWaybill.Engine.Desk;
using PrivacyWaybill.Engine.Retention;
using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.V1;
using PrivacyWaybill.Vault.Keys;
using PrivacyWaybill.Vault.Records;
using PrivacyWaybill.Vault.Store;

namespace PrivacyWaybill.Engine.Tests.Naming;

/// <summary>A claim leads to nobody, holds as long as it is there, and goes when its time is over.</summary>
public sealed class NamingClaimLifeTests : IAsyncLifetime
{
    private static readonly RetentionOptions Fast = new() { KeysPerSecond = int.MaxValue, StoreDeadline = TimeSpan.FromMinutes(1), Interval = TimeSpan.Zero };

    private readonly KeyRing[] _rings = NamingRings.Make();

    private OwnRedis _redis = null!;

    public async ValueTask InitializeAsync() => _redis = await OwnRedis.StartAsync();

    public ValueTask DisposeAsync() => _redis.DisposeAsync();

    [Theory]
    [InlineData(NamingRings.Before)]
    [InlineData(NamingRings.Added)]
    [InlineData(NamingRings.Used)]
    [InlineData(NamingRings.Settled)]
    public async Task Desks_PlaceThatIsClaimedOnly_FindNothing(int phase)
    {
        await using var engine = await OpenAsync(phase);
        var waybill = Waybills.New();
        await ClaimAsync(engine, waybill);
        Assert.Equal(Found.No, (await engine.NumberDesk.LookUpAsync(Callers.Masker, waybill.ByNumber(), PartyRole.Recipient)).Found);
        Assert.Equal(Found.No, (await engine.Reveals.RevealAsync(Callers.Masker, [new RevealTarget { Shipment = waybill.ByNumber() }]))[0].Found);
        Assert.Equal(Found.No, Assert.Single(await engine.Erasures.EraseAsync(Callers.Masker, [waybill.ByNumber()])).Found);
        Assert.Equal(ItemCode.NotFound, (await engine.SendAsync(waybill.Update(1))).Status.Code);
        Assert.Equal([WarningCode.LinkNotFound], (await engine.SendAsync(waybill.Return())).Warned().Select(w => w.Code));
    }

    [Fact]
    public async Task RunAsync_ClaimMetByAServerThatKnowsOneKeyOnly_IsRefusedAndChangesNothing()
    {
        await using var engine = await OpenAsync(NamingRings.Before);
        var waybill = Waybills.New();
        var claim = await ClaimAsync(engine, waybill);
        var result = await engine.SendAsync(waybill);
        Assert.Equal((ItemCode.UnreadableRecord, "waybill_no"), (result.Status.Code, result.Status.Field));
        result.AssertNothingMasked();
        Assert.Equal(claim, (byte[]?)await engine.Database.StringGetAsync(Key(waybill)));
        Assert.Equal(0, engine.Counters.NumbersUsed);
    }

    [Fact]
    public async Task RunAsync_ClaimAboutToGo_LastsAgainBeforeTheRecordIsMade()
    {
        await using var engine = await OpenAsync(NamingRings.Added);
        var waybill = Waybills.New();
        await ClaimAsync(engine, waybill);
        await engine.Database.KeyExpireAsync(Key(waybill), TimeSpan.FromMinutes(1));
        await engine.SendAsync(waybill);
        Assert.True(await engine.Database.KeyTimeToLiveAsync(Key(waybill)) > engine.Setup.Options.Retention);
        Assert.True(await engine.Database.KeyExistsAsync(RecordStore.Key(_rings[NamingRings.Dropped].IdOf(waybill))));
    }

    [Fact]
    public async Task RunAsync_PieceWhoseParentsPlaceIsClaimed_LeadsToWhereTheRecordIs()
    {
        await using var engine = await OpenAsync(NamingRings.Added);
        var waybill = Waybills.New();
        await ClaimAsync(engine, waybill);
        var piece = waybill.Again(w => (w.WaybillNo, w.Links) = ("P" + w.WaybillNo, new ShipmentLinks { ParentWaybillNo = waybill.WaybillNo }));
        var number = (await engine.SendAsync(piece)).Number();
        foreach (var phase in new[] { NamingRings.Added, NamingRings.Used, NamingRings.Settled, NamingRings.Dropped })
        {
            await using var other = await EngineUnderTest.OpenAsync(_redis.Database, engine.Setup with { Keys = _rings[phase] });
            Assert.Equal(number.Display, (await other.NumberDesk.LookUpAsync(Callers.Masker, piece.ByNumber(), PartyRole.Recipient)).Number.ToString());
        }
    }

    [Fact]
    public async Task RunAsync_ReturnWhosePlaceIsClaimed_IsErasedWithItsShipment()
    {
        await using var engine = await OpenAsync(NamingRings.Added);
        var waybill = Waybills.New();
        var back = waybill.Return();
        await ClaimAsync(engine, back);
        Assert.Equal([ItemCode.Ok, ItemCode.Ok], (await engine.SendAsync([back, waybill])).Codes());
        Assert.Equal(Found.Yes, Assert.Single(await engine.Erasures.EraseAsync(Callers.Masker, [waybill.ByNumber()])).Found);
        Assert.Equal(Found.Erased, (await engine.Reveals.RevealAsync(Callers.Masker, [new RevealTarget { Shipment = back.ByNumber() }]))[0].Found);
    }

    [Fact]
    public async Task EraseAsync_RecordOfTheOtherKeyThatDoesNotOpen_IsErasedByItsNumber()
    {
        await using var before = await OpenAsync(NamingRings.Before);
        var waybill = Waybills.New();
        await before.SendAsync(waybill);
        var value = (byte[])(await _redis.Database.StringGetAsync(Key(waybill)))!;
        value[^1] ^= 1;
        await _redis.Database.StringSetAsync(Key(waybill), value);
        await using var settled = await EngineUnderTest.OpenAsync(_redis.Database, before.Setup with { Keys = _rings[NamingRings.Settled] });
        Assert.Equal(Found.Yes, Assert.Single(await settled.Erasures.EraseAsync(Callers.Masker, [waybill.ByNumber()])).Found);
        Assert.Equal(ItemCode.Erased, (await settled.SendAsync(waybill)).Status.Code);
    }

    /// <summary>The record was overdue when it was looked at, and gone when it was to be written again.</summary>
    [Theory]
    [InlineData(NamingRings.Used, "nothing")]
    [InlineData(NamingRings.Used, "a claim")]
    [InlineData(NamingRings.Settled, "nothing")]
    public async Task RunAsync_OverdueRecordGoneMeanwhile_IsNotMadeAgainInItsPlace(int phase, string left)
    {
        await using var before = await OpenAsync(NamingRings.Before);
        var waybill = Waybills.New();
        await before.SendAsync(waybill);
        before.Clock.Advance(before.Setup.Options.Retention + TimeSpan.FromMinutes(1));
        var isArmed = false;
        var database = InterceptedDatabase.Over(_redis.Database, method =>
        {
            if (!isArmed || method is not (nameof(StackExchange.Redis.IDatabaseAsync.ScriptEvaluateAsync) or nameof(StackExchange.Redis.IDatabaseAsync.StringSetAsync))) return;
            if (left == "nothing") _redis.Database.KeyDelete(Key(waybill));
            else _redis.Database.StringSet(Key(waybill), NamingClaim.Make(uint.MaxValue));
        });
        await using var engine = await EngineUnderTest.OpenAsync(database, before.Setup with { Keys = _rings[phase] });
        await engine.SendAsync(Waybills.New());
        isArmed = true;
        Assert.Equal(ItemCode.Unavailable, (await engine.SendAsync(waybill)).Status.Code);
        isArmed = false;
        Assert.Equal(left == "nothing" ? null : NamingClaim.Make(uint.MaxValue), (byte[]?)await _redis.Database.StringGetAsync(Key(waybill)));
        var result = await engine.SendAsync(waybill);
        Assert.Equal((ItemCode.Ok, false), (result.Status.Code, result.Replayed));
    }

    [Fact]
    public async Task RunIfDueAsync_RecordsOfBothEpochsAndClaims_AreCountedApartAndCollectedWhenDue()
    {
        await using var before = await OpenAsync(NamingRings.Before);
        await before.SendAsync(Waybills.New(3));
        before.Clock.Advance(TimeSpan.FromDays(1));
        await using var used = await EngineUnderTest.OpenAsync(_redis.Database, before.Setup with { Keys = _rings[NamingRings.Used] });
        await used.SendAsync(Waybills.New(2));
        var census = new RetentionCensus(_redis.Database, used.Gate, Fast, used.Clock);
        Assert.Equal((3L, 2L, 2L, 0L, 0L), (await census.RunIfDueAsync(default))! is { } both ? (both.NamedByOddEpochs, both.NamedByEvenEpochs, both.Claims, both.Unreadable, both.Collected) : default);

        used.Clock.Advance(used.Setup.Options.Retention - TimeSpan.FromHours(1));
        Assert.Equal((0L, 2L, 2L), (await census.RunIfDueAsync(default))! is { } late ? (late.NamedByOddEpochs, late.NamedByEvenEpochs, late.Claims) : default);
        used.Clock.Advance(TimeSpan.FromHours(3));
        Assert.Equal((0L, 0L, 0L, 4L), (await census.RunIfDueAsync(default))! is { } last ? (last.NamedByOddEpochs, last.NamedByEvenEpochs, last.Claims, last.Collected) : default);
    }

    [Fact]
    public async Task StillHeld_KeyDroppedWhileItsRecordsAreCounted_TellsItsEpoch()
    {
        await using var engine = await OpenAsync(NamingRings.Settled);
        await using var before = await OpenAsync(NamingRings.Before);
        await engine.SendAsync(Waybills.New());
        var census = new RetentionCensus(_redis.Database, engine.Gate, Fast, engine.Clock);
        var dropped = _rings[NamingRings.Dropped];
        Assert.Null(DroppedNames.StillHeld(dropped, await census.ReadAsync()));
        Assert.Null(DroppedNames.StillHeld(dropped, await census.RunIfDueAsync(default)));
        await before.SendAsync(Waybills.New());
        engine.Clock.Advance(TimeSpan.FromMinutes(1));
        var report = await census.RunIfDueAsync(default);
        Assert.Equal((byte?)1, DroppedNames.StillHeld(dropped, report));
        foreach (var phase in new[] { NamingRings.Before, NamingRings.Added, NamingRings.Used, NamingRings.Settled })
            Assert.Null(DroppedNames.StillHeld(_rings[phase], report));
    }

    private Task<EngineUnderTest> OpenAsync(int phase) => EngineUnderTest.OpenAsync(_redis.Database, new EngineSetup { Keys = _rings[phase] });

    private StackExchange.Redis.RedisKey Key(Waybill waybill) => RecordStore.Key(_rings[NamingRings.Before].IdOf(waybill));

    private async Task<byte[]> ClaimAsync(EngineUnderTest engine, Waybill waybill)
    {
        var store = new RecordStore(_redis.Database, TimeSpan.FromSeconds(30));
        var until = (uint)engine.Now.AddDays(7).ToUnixTimeSeconds();
        Assert.Equal(ClaimOutcome.Claimed, Assert.Single(await store.ClaimAsync([_rings[NamingRings.Before].IdOf(waybill)], until, TimeSpan.FromDays(7))).Outcome);
        return NamingClaim.Make(until);
    }
}
