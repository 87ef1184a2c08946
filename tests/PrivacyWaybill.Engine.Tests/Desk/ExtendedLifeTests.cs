using PrivacyWaybill.Engine.Desk;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.Numbers;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Tests.Desk;

/// <summary>Numbers that live longer than the block that they were issued from.</summary>
public sealed class ExtendedLifeTests(RedisStore store)
{
    /// <summary>A policy that lets a number be extended at once as far as it can live in all.</summary>
    private static readonly EngineOptions FarAhead = new() { MaximumValidity = TimeSpan.FromDays(365) };

    [Fact]
    public async Task ExtendAsync_BeyondTheBlock_LeadsToItsPartyWhileTheBlockIsSomebodyElses()
    {
        var setup = new EngineSetup { FreeBlocks = 2, Options = FarAhead };
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, setup);
        var waybill = Waybills.New();
        var number = (await engine.SendAsync(waybill)).Number();
        var until = engine.Now.AddDays(300);
        var extended = await ExtendAsync(engine, waybill, until);
        Assert.Equal((CallAnswer.Active, (uint)until.ToUnixTimeSeconds(), 2u), (extended.State, extended.ExpiresAt, extended.Version));

        engine.Clock.Advance(setup.Numbers.MaximumLeaseAge + setup.Numbers.LongestValidity + setup.Numbers.Quarantine + setup.Numbers.ClockMargin);
        var others = Waybills.New(1_000);
        var issued = (await engine.SendAsync(others)).Results.Select(r => r.Number().Display).ToHashSet();
        var more = (await engine.SendAsync(Waybills.New(999))).Results.Select(r => r.Number().Display).ToHashSet();
        Assert.DoesNotContain(number.Display, issued.Concat(more));

        engine.Clock.SetUtcNow(until.AddSeconds(-1));
        Assert.Equal(Waybills.RecipientMobile, (await engine.CallAsync(number)).ConnectTo);
        Assert.Equal(number.Display, (await engine.SendAsync(waybill)).Number().Display);
        engine.Clock.SetUtcNow(until);
        Assert.Equal(CallAnswer.Expired, (await engine.CallAsync(number)).Answer);
    }

    [Fact]
    public async Task ExtendAsync_BeyondTheRetention_KeepsTheRecordAsLong()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, new EngineSetup { Options = FarAhead });
        var waybill = Waybills.New();
        await engine.SendAsync(waybill);
        var until = engine.Now.AddDays(300);
        await ExtendAsync(engine, waybill, until);
        await AssertKeptAsync();
        // A change that has nothing to do with the number does not shorten it again.
        Assert.Equal(ItemCode.Ok, (await engine.SendAsync(waybill.Update(2, w => w.Recipient.Name = "王五"))).Status.Code);
        await AssertKeptAsync();

        async Task AssertKeptAsync()
        {
            Assert.Equal(until.ToUnixTimeSeconds(), (await engine.HeaderAsync(waybill)).RetainUntil);
            Assert.True(await store.Database.KeyTimeToLiveAsync(engine.RecordKeyOf(waybill)) > TimeSpan.FromDays(300));
        }
    }

    [Fact]
    public async Task ReleaseAsync_ExtendedNumber_IsKnownAsReleasedUntilItsQuarantineEnds()
    {
        var setup = new EngineSetup { Options = new EngineOptions { MaximumValidity = TimeSpan.FromDays(300) } };
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, setup);
        var waybill = Waybills.New();
        var number = (await engine.SendAsync(waybill)).Number();
        var until = engine.Now.AddDays(300);
        await ExtendAsync(engine, waybill, until);
        Assert.Equal(CallAnswer.Released, (await engine.NumberDesk.ReleaseAsync(Callers.Masker, waybill.ByNumber(), PartyRole.Recipient)).State);
        // Nor does an update make it forgotten sooner.
        Assert.Equal(ItemCode.Ok, (await engine.SendAsync(waybill.Update(3, w => w.Goods = "茶"))).Status.Code);
        Assert.True(await store.Database.KeyTimeToLiveAsync(engine.RecordKeyOf(waybill)) > TimeSpan.FromDays(300) + setup.Numbers.Quarantine);
        engine.Clock.SetUtcNow(until + setup.Numbers.Quarantine - TimeSpan.FromSeconds(1));
        Assert.Equal(CallAnswer.Released, (await engine.CallAsync(number)).Answer);
        Assert.Equal(CallAnswer.Released, (await engine.NumberDesk.LookUpAsync(Callers.Masker, waybill.ByNumber(), PartyRole.Recipient)).State);
    }

    /// <summary>The clock goes back between the judging of a wish and the reservation, and again within a lease.</summary>
    [Fact]
    public async Task RunAsync_WishBeyondTheLease_EndsWhenTheBlockAllows()
    {
        var setup = new EngineSetup { Numbers = new NumberPoolOptions { StoreDeadline = TimeSpan.FromSeconds(30), LongestValidity = TimeSpan.FromDays(60) } };
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, setup);
        // The engine's policy allows 90 days, the pool's blocks 60: as if the clock had jumped by 30 in between.
        var waybill = Waybills.New(w => w.RecipientNumber = new NumberRequest { ValidFor = new() { Seconds = 90 * 86_400 } });
        var latest = (engine.Now + setup.Numbers.MaximumLeaseAge).AddDays(60).ToUnixTimeSeconds();
        Assert.Equal(latest, (await engine.SendAsync(waybill)).Number().ExpireTime.Seconds);
        Assert.Equal(latest, (await engine.HeaderAsync(waybill)).Recipient.ExpiresAt);
        engine.Clock.Advance(TimeSpan.FromDays(61));
        var renewed = await engine.SendAsync(waybill);
        Assert.Contains(WarningCode.NumberRenewed, renewed.Warned().Select(w => w.Code));
        Assert.Equal((engine.Now + setup.Numbers.MaximumLeaseAge).AddDays(60).ToUnixTimeSeconds(), renewed.Number().ExpireTime.Seconds);
    }

    [Fact]
    public async Task RunAsync_ReplayAfterTheBlockWasLeasedAgain_GivesANewNumberAndTheOldOneLeadsToItsNewParty()
    {
        var setup = new EngineSetup { FreeBlocks = 2 };
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, setup);
        var waybill = Waybills.New();
        var old = (await engine.SendAsync(waybill)).Number();
        // Its record says that it lives still, as after a clock that went back: the page knows better.
        await engine.ChangeHeaderAsync(waybill, h => h with { RetainUntil = uint.MaxValue, Recipient = h.Recipient with { ExpiresAt = uint.MaxValue } });
        engine.Clock.Advance(setup.Numbers.MaximumLeaseAge + setup.Numbers.LongestValidity + setup.Numbers.Quarantine + setup.Numbers.ClockMargin);
        var others = new List<WaybillResult>((await engine.SendAsync(Waybills.New(1_000))).Results);
        others.AddRange((await engine.SendAsync(Waybills.New(900))).Results);
        Assert.Contains(old.Display, others.Select(r => r.Number().Display));
        var replay = await engine.SendAsync(waybill);
        Assert.Equal((ItemCode.Ok, true), (replay.Status.Code, replay.Replayed));
        Assert.NotEqual(old.Display, replay.Number().Display);
        Assert.DoesNotContain(replay.Number().Display, others.Select(r => r.Number().Display));
        Assert.Equal(CallAnswer.Active, (await engine.CallAsync(old)).Answer);
    }

    /// <summary>The record still names a number that is another party's now; or, written late, the page still names the record.</summary>
    [Theory]
    [InlineData("the page names its new party", false)]
    [InlineData("a write of the former lap came late", true)]
    public async Task Desks_NumberWhoseBlockWasLeasedAgain_IsNoNumberOfTheShipment(string label, bool isWrittenLate)
    {
        var setup = new EngineSetup { FreeBlocks = 2 };
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, setup);
        var waybill = Waybills.New();
        var old = (await engine.SendAsync(waybill)).Number();
        await engine.ChangeHeaderAsync(waybill, h => h with { RetainUntil = uint.MaxValue, Recipient = h.Recipient with { ExpiresAt = uint.MaxValue } });
        engine.Clock.Advance(setup.Numbers.MaximumLeaseAge + setup.Numbers.LongestValidity + setup.Numbers.Quarantine + setup.Numbers.ClockMargin);
        var others = Waybills.New(1_900, w => w.Recipient.Mobile = "15811112222");
        var theirs = others.Zip((await engine.SendAsync(others[..1_000])).Results.Concat((await engine.SendAsync(others[1_000..])).Results))
            .Single(o => o.Second.Number().Display == old.Display).First;
        if (isWrittenLate) await engine.Database.StringSetRangeAsync(engine.PageKeyOf(engine.PlaceOf(old)), engine.SlotOf(engine.PlaceOf(old)), engine.RecordIdOf(waybill).AsSpan().ToArray());

        foreach (var answer in new[]
        {
            await engine.NumberDesk.LookUpAsync(Callers.Masker, waybill.ByNumber(), PartyRole.Recipient),
            await ExtendAsync(engine, waybill, engine.Now.AddDays(10)),
            await engine.NumberDesk.ReleaseAsync(Callers.Masker, waybill.ByNumber(), PartyRole.Recipient),
        }) Assert.True(answer is { Found: Found.Yes, State: CallAnswer.Unknown }, $"{label}: {answer.State}");
        await engine.Erasures.EraseAsync(Callers.Masker, [waybill.ByNumber()]);

        var call = await engine.CallAsync(old);
        var held = await engine.NumberDesk.LookUpAsync(Callers.Masker, theirs.ByNumber(), PartyRole.Recipient);
        // What two disagree about leads to nobody, and its party gets another number.
        Assert.Equal(isWrittenLate ? CallAnswer.Unknown : CallAnswer.Active, call.Answer);
        Assert.Equal(isWrittenLate ? CallAnswer.Unknown : CallAnswer.Active, held.State);
        var again = await engine.SendAsync(theirs);
        Assert.Equal((true, isWrittenLate), (again.Replayed, again.Number().Display != old.Display));
        Assert.Equal("15811112222", (await engine.CallAsync(again.Number())).ConnectTo);
    }

    private static Task<NumberAnswer> ExtendAsync(EngineUnderTest engine, Waybill waybill, DateTimeOffset until) =>
        engine.NumberDesk.ExtendAsync(Callers.Masker, waybill.ByNumber(), PartyRole.Recipient, until);
}
