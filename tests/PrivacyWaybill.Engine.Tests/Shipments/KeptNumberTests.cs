using PrivacyWaybill.Engine.Desk;
using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.V1;
using PrivacyWaybill.Vault.Records;
using PrivacyWaybill.Vault.Store;
using NumberChange = PrivacyWaybill.Engine.Desk.NumberChange;

namespace PrivacyWaybill.Engine.Tests.Shipments;

/// <summary>Batches of changes of numbers that parties keep from other shipments, and of shipments named by their pieces.</summary>
public sealed class KeptNumberTests(RedisStore store)
{
    [Fact]
    public async Task ChangeAsync_OneNumberThroughItsOwnerAndTwoOthers_ChangesTheOwnerInOrder()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var owner = Waybills.New();
        var (first, second) = (owner.Redirect(), owner.Replacement());
        var number = (await engine.SendAsync([owner, first, second])).Results[2].Number();
        var until = engine.Now.AddDays(30);
        var answers = await engine.NumberDesk.ChangeAsync(Callers.Masker,
        [
            new(first.ByNumber(), PartyRole.Recipient, until),
            new(second.ByNumber(), PartyRole.Recipient, until.AddDays(1)),
            new(first.ByNumber(), PartyRole.Recipient, until),
            new(second.ByNumber(), PartyRole.Unspecified, null),
            new(first.ByNumber(), PartyRole.Recipient, until.AddDays(2)),
        ]);
        Assert.Equal(
            [NumberChangeCode.Ok, NumberChangeCode.Ok, NumberChangeCode.InvalidExpiry, NumberChangeCode.Ok, NumberChangeCode.Released],
            answers.Select(a => a[0].Change));
        Assert.All(answers, a => Assert.Equal((number.Display, 1u, PartyRole.Recipient), (a[0].Number.ToString(), a[0].Version, a[0].Party)));
        Assert.Equal(NumberChangeCode.NoNumber, answers[3][1].Change);
        var header = await engine.HeaderAsync(owner);
        Assert.Equal((3u, NumberState.Released, (uint)until.AddDays(1).ToUnixTimeSeconds()), (header.Revision, header.Recipient.State, header.Recipient.ExpiresAt));
    }

    [Theory]
    [InlineData("the owner got another phone", NumberChangeCode.Released, CallAnswer.Released)]
    [InlineData("the owner is gone", NumberChangeCode.Released, CallAnswer.Released)]
    [InlineData("the owner got another number", NumberChangeCode.NoNumber, CallAnswer.Unknown)]
    public async Task ChangeAsync_NumberThatIsNotTheirsAnyMore_IsNotExtended(string how, NumberChangeCode expected, CallAnswer state)
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var owner = Waybills.New();
        var continued = owner.Redirect();
        await engine.SendAsync([owner, continued]);
        if (how == "the owner got another phone") await engine.SendAsync(owner.Update(2, w => w.Recipient.Mobile = "15811112222"));
        if (how == "the owner is gone") await engine.Database.KeyDeleteAsync(engine.RecordKeyOf(owner));
        if (how == "the owner got another number")
        {
            engine.Clock.Advance(TimeSpan.FromDays(16));
            await engine.SendAsync(owner);
        }
        var before = await engine.StoredAsync(owner);
        var answer = Assert.Single(Assert.Single(await engine.NumberDesk.ChangeAsync(Callers.Masker, [new(continued.ByNumber(), PartyRole.Recipient, engine.Now.AddDays(40))])));
        Assert.Equal((Found.Yes, expected, state, 1u), (answer.Found, answer.Change, answer.State, answer.Version));
        Assert.Equal(before, await engine.StoredAsync(owner));
    }

    [Fact]
    public async Task ExtendAsync_OwnerChangesMeanwhile_LooksAgain()
    {
        var setup = new EngineSetup();
        await using var other = await EngineUnderTest.OpenAsync(store.Database, setup);
        var owner = Waybills.New();
        var continued = owner.Redirect();
        await other.SendAsync([owner, continued]);
        var isChanged = false;
        await using var engine = await EngineUnderTest.OpenAsync(InterceptedDatabase.Over(store.Database, command =>
        {
            if (command != "ScriptEvaluateAsync" || isChanged) return;
            isChanged = true;
            Task.Run(() => other.SendAsync(owner.Update(2, w => w.Recipient.Mobile = "15811112222"))).GetAwaiter().GetResult();
        }), setup);
        var answer = await engine.NumberDesk.ExtendAsync(Callers.Masker, continued.ByNumber(), PartyRole.Recipient, engine.Now.AddDays(40));
        Assert.Equal((true, NumberChangeCode.Released), (isChanged, answer.Change));
        Assert.Equal(3u, (await other.HeaderAsync(owner)).Revision);
    }

    [Fact]
    public async Task ExtendAsync_GroupThatCannotBeJoined_IsUnavailableAndChangesNothing()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var owner = Waybills.New();
        var continued = owner.Redirect(r => r.RecipientNumber = new NumberRequest { Scope = NumberScope.Waybill });
        await engine.SendAsync([owner, continued]);
        await engine.Database.StringSetAsync(ShipmentGroup.Key(engine.RecordIdOf(owner)), "no set");
        var answer = await engine.NumberDesk.ExtendAsync(Callers.Masker, continued.ByNumber(), PartyRole.Recipient, engine.Now.AddDays(20));
        Assert.Equal((Found.Unavailable, 1u), (answer.Found, (await engine.HeaderAsync(continued)).Revision));
    }

    [Fact]
    public async Task ChangeAsync_OneShipmentByItsNumberAndItsPieces_KeepsTheOrder()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var parent = Waybills.New();
        var child = parent.Again(w => (w.WaybillNo, w.Links) = (Waybills.New().WaybillNo, new ShipmentLinks { ParentWaybillNo = parent.WaybillNo }));
        await engine.SendAsync([parent, child]);
        var until = engine.Now.AddDays(30);
        NumberChange[] changes = [new(child.ByNumber(), PartyRole.Recipient, until), new(parent.ByNumber(), PartyRole.Recipient, null), new(child.ByNumber(), PartyRole.Recipient, until.AddDays(1))];
        var answers = await engine.NumberDesk.ChangeAsync(Callers.Masker, changes);
        Assert.Equal([NumberChangeCode.Ok, NumberChangeCode.Ok, NumberChangeCode.Released], answers.Select(a => a[0].Change));
        Assert.Equal(2u, (await engine.HeaderAsync(parent)).Revision);
    }

    [Fact]
    public async Task ChangeAsync_PieceThatTheIndexDoesNotAnswer_IsUnavailable()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var (known, child) = (Waybills.New(), Waybills.New());
        await engine.SendAsync(known);
        await engine.Database.SetAddAsync(PieceIndex.Key(engine.RecordIdOf(child)), "no string");
        var answers = await engine.NumberDesk.ChangeAsync(Callers.Masker, [new(child.ByNumber(), PartyRole.Recipient, null), new(known.ByNumber(), PartyRole.Recipient, null)]);
        Assert.Equal([Found.Unavailable, Found.Yes], answers.Select(a => a[0].Found));
        Assert.Equal(Found.Unavailable, (await engine.Reveals.RevealAsync(Callers.Masker, [new RevealTarget { Shipment = child.ByNumber() }]))[0].Found);
    }

    [Fact]
    public async Task ChangeAsync_OrdinaryShipments_ReadsThemOnceAndAsksForNothingElse()
    {
        var setup = new EngineSetup();
        await using var other = await EngineUnderTest.OpenAsync(store.Database, setup);
        var waybills = Waybills.New(3);
        await other.SendAsync(waybills);
        var commands = new List<string>();
        await using var engine = await EngineUnderTest.OpenAsync(InterceptedDatabase.Over(store.Database, commands.Add), setup);
        commands.Clear();
        await engine.NumberDesk.ChangeAsync(Callers.Masker, [.. waybills.Select(w => new NumberChange(w.ByNumber(), PartyRole.Recipient, null))]);
        Assert.Equal(["ScriptEvaluateAsync", "StringGetAsync", "StringGetRangeAsync"], commands.Distinct().Where(c => c.EndsWith("Async", StringComparison.Ordinal)).Order());
        Assert.Equal((1, 3), (commands.Count(c => c == "StringGetAsync"), commands.Count(c => c == "ScriptEvaluateAsync")));
    }
}
