using PrivacyWaybill.Engine.Desk;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.Numbers;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Tests.Shipments;

/// <summary>How long a number lives that another shipment keeps, and how long the records live that keep it.</summary>
public sealed class KeptValidityTests(RedisStore store)
{
    private static readonly EngineOptions s_shortRetention = new() { Retention = TimeSpan.FromDays(30), MaximumValidity = TimeSpan.FromDays(60) };

    public static TheoryData<string, Func<Waybill, Waybill>> Continuing => new()
    {
        { "a return", static w => w.Return() },
        { "a redirect", static w => w.Redirect() },
        { "a replacement", static w => w.Replacement() },
    };

    [Theory, MemberData(nameof(Continuing))]
    public async Task RunAsync_TravelsOn_ProlongsTheNumberOnce(string label, Func<Waybill, Waybill> next)
    {
        _ = label;
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var owner = Waybills.New();
        var number = (await engine.SendAsync(owner)).Number();
        engine.Clock.Advance(TimeSpan.FromDays(10));
        var continued = next(owner);
        var until = engine.Now.AddDays(15).ToUnixTimeSeconds();
        var kept = Kept(await engine.SendAsync(continued));
        Assert.Equal((number.Display, until), (kept.Display, kept.ExpireTime.Seconds));
        // A replay changes nothing.
        engine.Clock.Advance(TimeSpan.FromDays(7));
        Assert.Equal((kept, kept), (Kept(await engine.SendAsync(continued)), (await engine.SendAsync(owner)).Number()));
        Assert.Equal(((uint)until, 2u, 1u), ((await engine.HeaderAsync(owner)).Recipient.ExpiresAt, (await engine.HeaderAsync(owner)).Revision, (await engine.HeaderAsync(continued)).Revision));
        Assert.Equal((CallAnswer.Active, Waybills.RecipientMobile), ((await engine.CallAsync(number)).Answer, (await engine.CallAsync(number)).ConnectTo));
    }

    [Fact]
    public async Task RunAsync_TwoOfABatchKeepOne_BothTellTheLaterEnd()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var owner = Waybills.New();
        await engine.SendAsync(owner);
        var results = (await engine.SendAsync([owner.Redirect(r => r.RecipientNumber = For(20)), owner.Replacement(r => r.RecipientNumber = For(40)), owner.Redirect(r => r.RecipientNumber = For(30))])).Results;
        Assert.All(results, r => Assert.Equal(engine.Now.AddDays(40).ToUnixTimeSeconds(), r.Number().ExpireTime.Seconds));
        Assert.Equal((uint)engine.Now.AddDays(40).ToUnixTimeSeconds(), (await engine.HeaderAsync(owner)).Recipient.ExpiresAt);
    }

    [Fact]
    public async Task RunAsync_ShorterValidity_LeavesTheNumberAlone()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var owner = Waybills.New();
        var number = (await engine.SendAsync(owner)).Number();
        Assert.Equal(number, Kept(await engine.SendAsync(owner.Return(r => r.SenderNumber = For(2)))));
        Assert.Equal(2u, (await engine.HeaderAsync(owner)).Revision);
    }

    [Fact]
    public async Task RunAsync_BeyondTheBlockAndTheLongestTotal_IsHeldUntilThat()
    {
        var pool = new NumberPoolOptions { StoreDeadline = TimeSpan.FromSeconds(30), LongestValidity = TimeSpan.FromDays(15), LongestTotalValidity = TimeSpan.FromDays(25) };
        var setup = new EngineSetup { Numbers = pool, Options = new EngineOptions { MaximumValidity = TimeSpan.FromDays(15) } };
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, setup);
        var owner = Waybills.New();
        var issued = engine.Now;
        var number = (await engine.SendAsync(owner)).Number();
        engine.Clock.Advance(TimeSpan.FromDays(14));
        var kept = Kept(await engine.SendAsync(owner.Return()));
        Assert.Equal((number.Display, issued.AddDays(25).ToUnixTimeSeconds()), (kept.Display, kept.ExpireTime.Seconds));
        var place = engine.PlaceOf(number);
        var block = (int)(place.Sequence / setup.Segments[0].BlockSize);
        Assert.True(await engine.Database.HashExistsAsync(NumberKeys.Holds(setup.Segments[0], block), place.Sequence % setup.Segments[0].BlockSize));
        engine.Clock.Advance(TimeSpan.FromDays(10));
        Assert.Equal(CallAnswer.Active, (await engine.CallAsync(number)).Answer);
        // At its longest already: kept as it is.
        Assert.Equal(kept, Kept(await engine.SendAsync(owner.Return())));
    }

    [Fact]
    public async Task RunAsync_OwnerGetsAnotherPhoneMeanwhile_GetsANumberOfItsOwn()
    {
        var setup = new EngineSetup();
        await using var other = await EngineUnderTest.OpenAsync(store.Database, setup);
        var owner = Waybills.New();
        var number = (await other.SendAsync(owner)).Number();
        setup.Clock.Advance(TimeSpan.FromDays(1));
        var isChanged = false;
        await using var engine = await EngineUnderTest.OpenAsync(InterceptedDatabase.Over(store.Database, command =>
        {
            if (command != "ScriptEvaluateAsync" || isChanged) return;
            isChanged = true;
            Task.Run(() => other.SendAsync(owner.Update(1, w => w.Recipient.Mobile = "15811112222"))).GetAwaiter().GetResult();
        }), setup);
        var own = (await engine.SendAsync(owner.Redirect())).Number();
        Assert.NotEqual(number.Display, own.Display);
        Assert.Equal((Waybills.RecipientMobile, "15811112222"), ((await engine.CallAsync(own)).ConnectTo, (await engine.CallAsync(number)).ConnectTo));
        Assert.Equal(number.ExpireTime.Seconds, (await engine.HeaderAsync(owner)).Recipient.ExpiresAt);
    }

    [Theory]
    [InlineData("the owner")]
    [InlineData("the keeper")]
    [InlineData("a piece of the owner")]
    [InlineData("another keeper")]
    [InlineData("one more that keeps it")]
    public async Task ExtendAsync_BeyondTheRetentionOfAKeeper_KeepsEachAsLong(string through)
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, new EngineSetup { Options = s_shortRetention });
        var owner = Waybills.New();
        var piece = owner.Again(w => w.WaybillNo += "-1-2-");
        var (keeper, another) = (owner.Return(), owner.Redirect());
        await engine.SendAsync([owner, keeper, another]);
        engine.Clock.Advance(TimeSpan.FromDays(10));
        var until = engine.Now.AddDays(through == "one more that keeps it" ? 30 : 50);
        if (through == "one more that keeps it")
        {
            Assert.Equal(until.ToUnixTimeSeconds(), (await engine.SendAsync(owner.Replacement(r => r.RecipientNumber = For(30)))).Number().ExpireTime.Seconds);
        }
        else
        {
            var asked = through switch { "the owner" => owner, "the keeper" => keeper, "another keeper" => another, _ => piece };
            var answer = await engine.NumberDesk.ExtendAsync(Callers.Masker, asked.ByNumber(), asked == keeper ? PartyRole.Sender : PartyRole.Recipient, until);
            Assert.Equal((NumberChangeCode.Ok, asked == owner || asked == piece ? 3u : 2), (answer.Change, answer.Version));
        }
        foreach (var waybill in new[] { owner, keeper, another })
            Assert.Equal((waybill == owner ? 3u : 2, true), ((await engine.HeaderAsync(waybill)).Revision, (await engine.HeaderAsync(waybill)).RetainUntil >= until.ToUnixTimeSeconds()));
        Assert.True(await engine.Database.KeyTimeToLiveAsync(engine.RecordKeyOf(keeper)) > until - engine.Now);
        engine.Clock.Advance(until - engine.Now - TimeSpan.FromDays(1));
        Assert.Equal(CallAnswer.Active, (await engine.NumberDesk.LookUpAsync(Callers.Masker, keeper.ByNumber(), PartyRole.Sender)).State);
        Assert.True((await engine.SendAsync(keeper)).Replayed);
    }

    [Fact]
    public async Task ExtendAsync_AskedAgain_CompletesWhatWasLeftBehind()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, new EngineSetup { Options = s_shortRetention });
        var owner = Waybills.New();
        var keeper = owner.Redirect();
        await engine.SendAsync([owner, keeper]);
        var (group, aside) = (Vault.Store.ShipmentGroup.Key(engine.RecordIdOf(owner)), Vault.Store.ShipmentGroup.Key(engine.RecordIdOf(Waybills.New())));
        await engine.Database.KeyRenameAsync(group, aside);
        await engine.Database.StringSetAsync(group, "no set");
        var until = engine.Now.AddDays(60);
        Assert.Equal(Found.Unavailable, (await engine.NumberDesk.ExtendAsync(Callers.Masker, owner.ByNumber(), PartyRole.Recipient, until)).Found);
        await engine.Database.KeyRenameAsync(aside, group);
        Assert.Equal(NumberChangeCode.Ok, (await engine.NumberDesk.ExtendAsync(Callers.Masker, owner.ByNumber(), PartyRole.Recipient, until)).Change);
        Assert.Equal((uint)until.ToUnixTimeSeconds(), (await engine.HeaderAsync(keeper)).RetainUntil);
    }

    [Fact]
    public async Task RunAsync_KeepsANumberThatLivesBeyondItsRetention_IsRetainedAsLong()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, new EngineSetup { Options = s_shortRetention });
        var owner = Waybills.New();
        await engine.SendAsync(owner);
        var until = engine.Now.AddDays(60);
        await engine.NumberDesk.ExtendAsync(Callers.Masker, owner.ByNumber(), PartyRole.Recipient, until);
        var keeper = owner.Return();
        await engine.SendAsync(keeper);
        Assert.Equal((uint)until.ToUnixTimeSeconds(), (await engine.HeaderAsync(keeper)).RetainUntil);
        // Nor does another change of it shorten that.
        await engine.NumberDesk.ReleaseAsync(Callers.Masker, keeper.ByNumber(), PartyRole.Recipient);
        Assert.Equal((2u, (uint)until.ToUnixTimeSeconds()), ((await engine.HeaderAsync(keeper)).Revision, (await engine.HeaderAsync(keeper)).RetainUntil));
        await engine.SendAsync(keeper.Update(2, w => w.Goods = "茶"));
        Assert.Equal((3u, (uint)until.ToUnixTimeSeconds()), ((await engine.HeaderAsync(keeper)).Revision, (await engine.HeaderAsync(keeper)).RetainUntil));
    }

    [Fact]
    public async Task ExtendAsync_WhileAKeeperIsOnItsWay_KeepsItAsLong()
    {
        var setup = new EngineSetup { Options = s_shortRetention };
        await using var other = await EngineUnderTest.OpenAsync(store.Database, setup);
        var owner = Waybills.New();
        await other.SendAsync(owner);
        var until = other.Now.AddDays(60);
        NumberChangeCode? code = null;
        await using var engine = await EngineUnderTest.OpenAsync(InterceptedDatabase.Over(store.Database, command =>
        {
            if (command != "StringSetAsync" || code is not null) return;
            code = NumberChangeCode.Unspecified;
            code = Task.Run(() => other.NumberDesk.ExtendAsync(Callers.Masker, owner.ByNumber(), PartyRole.Recipient, until)).GetAwaiter().GetResult().Change;
        }), setup);
        var keeper = owner.Redirect();
        var result = await engine.SendAsync(keeper);
        Assert.Equal((NumberChangeCode.Ok, 2u), (code!.Value, result.Version));
        Assert.Equal((uint)until.ToUnixTimeSeconds(), (await engine.HeaderAsync(keeper)).RetainUntil);
    }

    private static NumberRequest For(int days) => new() { ValidFor = Google.Protobuf.WellKnownTypes.Duration.FromTimeSpan(TimeSpan.FromDays(days)) };

    /// <summary>The number of the first one's recipient: of the party whose phone is theirs.</summary>
    private static VirtualNumber Kept(WaybillResult result) =>
        result.Status.Code == ItemCode.Ok && result.Sender.VirtualNumber is { } number ? number : result.Number();
}
