using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.V1;
using PrivacyWaybill.Vault.Records;

namespace PrivacyWaybill.Engine.Tests.Shipments;

/// <summary>Returns, redirects and replacements as they are created: whose number they keep, and when not.</summary>
public sealed class LinkedCreationTests(RedisStore store)
{
    private const string OtherMobile = "15811112222";

    private static readonly NumberRequest OfWaybill = new() { Scope = NumberScope.Waybill };

    public static TheoryData<string, Func<Waybill, Waybill>, PartyRole> Keepers => new()
    {
        { "return", w => w.Return(), PartyRole.Sender },
        { "return that asks for the shipment's number", w => w.Return(r => r.SenderNumber = new NumberRequest { Scope = NumberScope.Shipment }), PartyRole.Sender },
        { "return, phone spelt otherwise", w => w.Return(r => r.Sender.Mobile = "+86 139-5555-6666"), PartyRole.Sender },
        { "return, number in small letters", w => w.Return(r => r.Links.ReturnOf = r.Links.ReturnOf.ToLowerInvariant()), PartyRole.Sender },
        { "return of a piece", w => w.Return(r => r.Links.ReturnOf += "-2-3-"), PartyRole.Sender },
        { "redirect", w => w.Redirect(), PartyRole.Recipient },
        { "redirect to the same person of another name", w => w.Redirect(r => r.Recipient.Name = "欧阳"), PartyRole.Recipient },
        { "replacement", w => w.Replacement(), PartyRole.Recipient },
        { "replacement that asks for the shipment's number", w => w.Replacement(r => r.RecipientNumber = new NumberRequest { Scope = NumberScope.Shipment }), PartyRole.Recipient },
    };

    [Theory, MemberData(nameof(Keepers))]
    public async Task RunAsync_SamePerson_KeepsTheNumberAndBurnsNone(string label, Func<Waybill, Waybill> next, PartyRole party)
    {
        _ = label;
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New();
        var number = (await engine.SendAsync(waybill)).Number();
        var continued = next(waybill);
        // The other party's own number is not what this is about.
        if (party == PartyRole.Sender) continued.RecipientNumber = new NumberRequest { Scope = NumberScope.None };
        var result = await engine.SendAsync(continued);
        Assert.Equal((ItemCode.Ok, false, 1u), (result.Status.Code, result.Replayed, result.Version));
        Assert.Empty(result.Warned());
        Assert.Equal(number, NumberOf(result, party));
        Assert.Equal((1L, 0L), (engine.Counters.NumbersUsed, engine.Counters.NumbersBurned));
        // It is the owner's: its page leads there, and the other record names it and its root.
        Assert.Equal((Waybills.RecipientMobile, PartyRole.Recipient), await engine.CallAsync(number) is var call ? (call.ConnectTo, call.Party) : default);
        var header = await engine.HeaderAsync(continued);
        Assert.Equal(engine.RecordIdOf(waybill), header.Link!.Root);
        Assert.False(header.Recipient.Exists || header.Sender.Exists);
        Assert.Equal([engine.RecordIdOf(continued)], (await engine.Groups.MembersAsync([engine.RecordIdOf(waybill)]))[0]!);
        // And sent again, it is the same.
        var replay = await engine.SendAsync(continued);
        Assert.Equal((true, 1u, number), (replay.Replayed, replay.Version, NumberOf(replay, party)));
        Assert.Empty(replay.Warned());
    }

    public static TheoryData<string, Func<Waybill, Waybill>, PartyRole> OwnOnes => new()
    {
        { "return sent by somebody else", w => w.Return(r => (r.Sender.Mobile, r.SenderNumber) = (OtherMobile, new NumberRequest { Scope = NumberScope.Shipment })), PartyRole.Sender },
        { "redirect to somebody else", w => w.Redirect(r => r.Recipient.Mobile = OtherMobile), PartyRole.Recipient },
        { "redirect that asks for a number of its own", w => w.Redirect(r => r.RecipientNumber = OfWaybill), PartyRole.Recipient },
        { "a party that had no number", w => w.Redirect(r => r.SenderNumber = new NumberRequest { Scope = NumberScope.Shipment }), PartyRole.Sender },
        { "a return by the roles of a redirect", w => w.Redirect(r => r.Links = new ShipmentLinks { ReturnOf = w.WaybillNo }), PartyRole.Recipient },
    };

    [Theory, MemberData(nameof(OwnOnes))]
    public async Task RunAsync_AnotherPersonOrAskedFor_GetsANumberOfItsOwn(string label, Func<Waybill, Waybill> next, PartyRole party)
    {
        _ = label;
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New();
        var number = (await engine.SendAsync(waybill)).Number();
        var continued = next(waybill);
        var own = NumberOf(await engine.SendAsync(continued), party);
        Assert.NotEqual(number.Display, own.Display);
        Assert.Equal(party == PartyRole.Sender ? continued.Sender.Mobile : continued.Recipient.Mobile, (await engine.CallAsync(own)).ConnectTo);
        Assert.Equal(Waybills.RecipientMobile, (await engine.CallAsync(number)).ConnectTo);
        Assert.Equal(engine.RecordIdOf(waybill), (await engine.HeaderAsync(continued)).Link!.Root);
    }

    [Fact]
    public async Task RunAsync_ScopeNone_GetsNoNumber()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New();
        await engine.SendAsync(waybill);
        var result = await engine.SendAsync(waybill.Redirect(r => r.RecipientNumber = new NumberRequest { Scope = NumberScope.None }));
        Assert.Equal((ItemCode.Ok, null), (result.Status.Code, result.Recipient.VirtualNumber));
    }

    [Fact]
    public async Task RunAsync_SenderOfAReturnByDefault_GetsNoNumberWhereThereWasNone()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New(w => w.RecipientNumber = new NumberRequest { Scope = NumberScope.None });
        await engine.SendAsync(waybill);
        Assert.Null((await engine.SendAsync(waybill.Return())).Sender.VirtualNumber);
    }

    [Fact]
    public async Task RunAsync_NothingStoredUnderTheLink_WarnsAndStandsAlone()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New();
        var continued = waybill.Return();
        var result = await engine.SendAsync(continued);
        Assert.Equal([(WarningCode.LinkNotFound, "links.return_of")], result.Warned());
        var number = result.Number();
        Assert.Null((await engine.HeaderAsync(continued)).Link);
        // That does not change when the other one comes after it: the number is printed.
        await engine.SendAsync(waybill);
        var replay = await engine.SendAsync(continued);
        Assert.Equal((true, number), (replay.Replayed, replay.Number()));
        Assert.Equal([(WarningCode.LinkNotFound, "links.return_of")], replay.Warned());
    }

    [Fact]
    public async Task RunAsync_ReplayOfOneThatStandsAlone_JoinsNoChain()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New();
        var continued = waybill.Return();
        await engine.SendAsync(continued);
        await engine.SendAsync(waybill);
        await engine.SendAsync(continued);
        Assert.Empty((await engine.Groups.MembersAsync([engine.RecordIdOf(waybill)]))[0]!);
        // It has come to its end when the other one is erased: its number may be used again.
        engine.Clock.Advance(engine.Setup.Options.Retention);
        await engine.Erasures.EraseAsync(Callers.Masker, [waybill.ByNumber()]);
        Assert.Equal(ItemCode.Ok, (await engine.SendAsync(continued.Again(w => w.Links = null))).Status.Code);
    }

    [Fact]
    public async Task RunAsync_LinkToAnotherTenantsShipment_IsNotFound()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New();
        var number = (await engine.SendAsync(waybill, Callers.OtherTenant)).Number();
        var result = await engine.SendAsync(waybill.Redirect());
        Assert.Equal([(WarningCode.LinkNotFound, "links.redirect_of")], result.Warned());
        Assert.NotEqual(number.Display, result.Number().Display);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RunAsync_LinkToAnErasedOrOverdueShipment_IsNotFound(bool isErased)
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New();
        await engine.SendAsync(waybill);
        if (isErased) await engine.ChangeHeaderAsync(waybill, h => h with { State = RecordState.Erased });
        else engine.Clock.Advance(TimeSpan.FromDays(120));
        var continued = waybill.Redirect();
        Assert.Equal([(WarningCode.LinkNotFound, "links.redirect_of")], (await engine.SendAsync(continued)).Warned());
        Assert.Null((await engine.HeaderAsync(continued)).Link);
    }

    [Fact]
    public async Task RunAsync_GroupThatCannotBeJoined_IsUnavailableAndStoresNothing()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New();
        await engine.SendAsync(waybill);
        await engine.Database.StringSetAsync(Vault.Store.ShipmentGroup.Key(engine.RecordIdOf(waybill)), "no set");
        var (continued, neighbour) = (waybill.Redirect(), Waybills.New());
        var results = await engine.SendAsync([continued, neighbour]);
        Assert.Equal([ItemCode.Unavailable, ItemCode.Ok], results.Codes());
        Assert.Null(await engine.StoredAsync(continued));
    }

    [Fact]
    public async Task RunAsync_LinkToAnotherEpoch_IsNotFound()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New(w => w.ShipmentEpoch = 3);
        var number = (await engine.SendAsync(waybill)).Number();
        Assert.Equal(number, (await engine.SendAsync(waybill.Redirect())).Number());
        Assert.Equal([(WarningCode.LinkNotFound, "links.redirect_of")], (await engine.SendAsync(waybill.Redirect(r => r.Links.LinkedShipmentEpoch = 0))).Warned());
    }

    [Fact]
    public async Task RunAsync_ChainOfThree_KeepsEachNumberWithItsOwner()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var first = Waybills.New();
        var back = first.Return();
        var elsewhere = back.Redirect();
        var toRecipient = (await engine.SendAsync(first)).Number();
        var returned = await engine.SendAsync(back);
        var redirected = await engine.SendAsync(elsewhere);
        Assert.Equal((toRecipient, toRecipient), (returned.Sender.VirtualNumber, redirected.Sender.VirtualNumber));
        // Who sent first, and receives now, got his number on the way back.
        Assert.Equal(returned.Number(), redirected.Number());
        Assert.Equal(2, engine.Counters.NumbersUsed);
        var link = (await engine.HeaderAsync(elsewhere)).Link!;
        Assert.Equal((engine.RecordIdOf(first), engine.RecordIdOf(first), engine.RecordIdOf(back)), (link.Root, link.Sender!.Value.Owner, link.Recipient!.Value.Owner));
        Assert.Equal(new[] { back, elsewhere }.Select(w => engine.RecordIdOf(w)).ToHashSet(), (await engine.Groups.MembersAsync([engine.RecordIdOf(first)]))[0]!.ToHashSet());
        Assert.Equal("13712345678", (await engine.CallAsync(redirected.Number())).ConnectTo);
    }

    [Fact]
    public async Task RunAsync_ChainInOneBatchInAnyOrder_IsCreatedFromItsRootOn()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var first = Waybills.New();
        var back = first.Return();
        var elsewhere = back.Redirect();
        var results = (await engine.SendAsync([elsewhere, Waybills.New(), back, first, back.Again()])).Results;
        Assert.All(results, r => Assert.Empty(r.Warned()));
        Assert.Equal(results[3].Number(), results[2].Sender.VirtualNumber);
        Assert.Equal(results[3].Number(), results[0].Sender.VirtualNumber);
        Assert.Equal(results[2].Number(), results[0].Number());
        Assert.Equal((true, results[2].Sender.VirtualNumber), (results[4].Replayed, results[4].Sender.VirtualNumber));
        Assert.Equal(3, engine.Counters.NumbersUsed);
        Assert.Empty(engine.Defects);
    }

    [Fact]
    public async Task RunAsync_TwoThatContinueEachOther_StandAlone()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var (one, two) = (Waybills.New(), Waybills.New());
        one.Links = new ShipmentLinks { RedirectOf = two.WaybillNo };
        two.Links = new ShipmentLinks { RedirectOf = one.WaybillNo };
        var results = (await engine.SendAsync([one, two])).Results;
        Assert.All(results, r => Assert.Equal([(WarningCode.LinkNotFound, "links.redirect_of")], r.Warned()));
        Assert.NotEqual(results[0].Number().Display, results[1].Number().Display);
    }

    [Fact]
    public async Task RunAsync_FromManyTasksAtOnce_IsOneRecordWithTheSharedNumber()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybills = Waybills.New(16);
        var numbers = (await engine.SendAsync(waybills)).Results.Select(r => r.Number()).ToArray();
        var continued = waybills.Select(w => w.Redirect()).ToArray();
        var batches = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => engine.SendAsync(continued))));
        foreach (var batch in batches) Assert.Equal(numbers, batch.Results.Select(r => r.Number()));
        for (var i = 0; i < continued.Length; i++) Assert.Equal(1, batches.Count(b => !b.Results[i].Replayed));
        Assert.Equal(waybills.Length, engine.Counters.NumbersUsed);
        Assert.Empty(engine.Defects);
    }

    private static VirtualNumber NumberOf(WaybillResult result, PartyRole party) =>
        (party == PartyRole.Sender ? result.Sender : result.Recipient)?.VirtualNumber ?? throw new Xunit.Sdk.XunitException($"no virtual number: {result.Status}");
}
