using PrivacyWaybill.Engine.Desk;
using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.V1;
using PrivacyWaybill.Vault.Records;
using PrivacyWaybill.Vault.Store;

namespace PrivacyWaybill.Engine.Tests.Shipments;

/// <summary>Who is erased, is erased from all shipments that continue each other, and nobody else is.</summary>
public sealed class GroupErasureTests(RedisStore store)
{
    [Theory]
    [InlineData(0, "the first")]
    [InlineData(1, "one that continues it")]
    [InlineData(2, "the last")]
    public async Task EraseAsync_AnyOfAChain_ErasesAll(int asked, string label)
    {
        _ = label;
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var (chain, results) = await ChainAsync(engine);
        Assert.Equal([new Erasure(Found.Yes, asked == 2 ? 2u : 3)], await EraseAsync(engine, chain[asked].ByNumber()));
        foreach (var (waybill, result) in chain.Zip(results))
        {
            Assert.Equal((RecordState.Erased, waybill == chain[2] ? 2u : 3), ((await engine.HeaderAsync(waybill)).State, (await engine.HeaderAsync(waybill)).Revision));
            Assert.Equal(CallAnswer.Released, (await engine.CallAsync(result.Number())).Answer);
            Assert.Equal(CallAnswer.Released, (await engine.NumberDesk.LookUpAsync(Callers.Masker, waybill.ByNumber(), PartyRole.Recipient)).State);
            Assert.Equal(ItemCode.Erased, (await engine.SendAsync(waybill)).Status.Code);
            Assert.Equal(Found.Erased, (await engine.Reveals.RevealAsync(Callers.Masker, [new RevealTarget { Shipment = waybill.ByNumber() }]))[0].Found);
        }
        Assert.Equal([new Erasure(Found.Yes, 2), new Erasure(Found.Yes, 3)], await EraseAsync(engine, chain[2].ByNumber(), chain[0].ByNumber()));
    }

    [Fact]
    public async Task EraseAsync_AllOfAChainAtOnceByNumbersAndTokens_ErasesEachOnce()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var (chain, results) = await ChainAsync(engine);
        var erasures = await EraseAsync(engine, chain[2].ByNumber(), results[0].Recipient.ByToken(), chain[1].ByNumber(), results[2].Sender.ByToken());
        Assert.Equal([.. new uint[] { 2, 3, 3, 2 }.Select(version => new Erasure(Found.Yes, version))], erasures);
    }

    [Fact]
    public async Task EraseAsync_ByAChildsOwnNumber_ErasesItsParentAndWhatContinuesIt()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var parent = Waybills.New();
        var child = parent.Again(w => (w.WaybillNo, w.Links) = (Waybills.New().WaybillNo, new ShipmentLinks { ParentWaybillNo = parent.WaybillNo }));
        var back = parent.Return();
        var number = (await engine.SendAsync([parent, child, back])).Results[1].Number();
        Assert.Equal(Found.No, (await engine.Erasures.EraseAsync(Callers.OtherTenant, [child.ByNumber()]))[0].Found);
        Assert.Equal([new Erasure(Found.Yes, 3)], await EraseAsync(engine, child.ByNumber()));
        Assert.Equal(CallAnswer.Released, (await engine.CallAsync(number)).Answer);
        foreach (var waybill in new[] { parent, child, back }) Assert.Equal(ItemCode.Erased, (await engine.SendAsync(waybill)).Status.Code);
    }

    [Fact]
    public async Task EraseAsync_PiecesNoteNamesAnotherTenantsRecord_ErasesNothing()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var (stranger, child) = (Waybills.New(), Waybills.New());
        await engine.SendAsync(stranger, Callers.OtherTenant);
        var id = engine.RecordIdOf(stranger, Callers.OtherTenant);
        await engine.Database.StringSetAsync(PieceIndex.Key(engine.RecordIdOf(child)), id.AsSpan().ToArray());
        var before = await engine.Database.StringGetAsync(RecordStore.Key(id));
        Assert.Equal([new Erasure(Found.No)], await EraseAsync(engine, child.ByNumber()));
        Assert.Equal(before, await engine.Database.StringGetAsync(RecordStore.Key(id)));
    }

    [Fact]
    public async Task EraseAsync_GroupListsAStranger_LeavesItAlone()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var (chain, _) = await ChainAsync(engine);
        var (alone, linked) = (Waybills.New(), Waybills.New());
        var elsewhere = linked.Redirect();
        await engine.SendAsync([alone, linked, elsewhere]);
        foreach (var stranger in new[] { alone, elsewhere })
            await engine.Database.SetAddAsync(ShipmentGroup.Key(engine.RecordIdOf(chain[0])), engine.RecordIdOf(stranger).AsSpan().ToArray());
        Assert.Equal([new Erasure(Found.Yes, 3)], await EraseAsync(engine, chain[1].ByNumber()));
        foreach (var stranger in new[] { alone, linked, elsewhere })
            Assert.Equal((RecordState.Live, stranger == linked ? 2u : 1), ((await engine.HeaderAsync(stranger)).State, (await engine.HeaderAsync(stranger)).Revision));
    }

    [Fact]
    public async Task EraseAsync_RecordNamesAnotherTenantsRoot_LeavesItAlone()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var (chain, _) = await ChainAsync(engine);
        var stranger = Waybills.New();
        await engine.SendAsync(stranger, Callers.OtherTenant);
        var id = engine.RecordIdOf(stranger, Callers.OtherTenant);
        var before = await engine.Database.StringGetAsync(RecordStore.Key(id));
        await engine.ChangeHeaderAsync(chain[1], h => h with { Link = h.Link! with { Root = id } });
        Assert.Equal([new Erasure(Found.Yes, 3)], await EraseAsync(engine, chain[1].ByNumber()));
        Assert.Equal(before, await engine.Database.StringGetAsync(RecordStore.Key(id)));
        Assert.Equal(RecordState.Live, (await engine.HeaderAsync(chain[0])).State);
    }

    [Fact]
    public async Task EraseAsync_FirstIsGone_ErasesWhatContinuesIt()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var (chain, _) = await ChainAsync(engine);
        await engine.Database.KeyDeleteAsync(engine.RecordKeyOf(chain[0]));
        Assert.Equal([new Erasure(Found.No)], await engine.Erasures.EraseAsync(Callers.OtherTenant, [chain[0].ByNumber()]));
        Assert.Equal([new Erasure(Found.Yes)], await EraseAsync(engine, chain[0].ByNumber()));
        Assert.Equal((RecordState.Erased, RecordState.Erased), ((await engine.HeaderAsync(chain[1])).State, (await engine.HeaderAsync(chain[2])).State));
    }

    [Fact]
    public async Task EraseAsync_GroupThatCannotBeRead_IsUnavailableAndCompletedLater()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var (chain, _) = await ChainAsync(engine);
        var (group, moved) = (ShipmentGroup.Key(engine.RecordIdOf(chain[0])), ShipmentGroup.Key(engine.RecordIdOf(Waybills.New())));
        await engine.Database.KeyRenameAsync(group, moved);
        await engine.Database.StringSetAsync(group, "no set");
        Assert.Equal([Found.Unavailable, Found.Unavailable], (await EraseAsync(engine, chain[0].ByNumber(), chain[1].ByNumber())).Select(e => e.Found));
        Assert.Equal(RecordState.Live, (await engine.HeaderAsync(chain[1])).State);
        await engine.Database.KeyRenameAsync(moved, group);
        Assert.Equal([new Erasure(Found.Yes, 3)], await EraseAsync(engine, chain[0].ByNumber()));
        Assert.Equal(RecordState.Erased, (await engine.HeaderAsync(chain[1])).State);
    }

    [Fact]
    public async Task EraseAsync_MemberIsDamaged_SaysSoAndErasesTheOthers()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var (chain, _) = await ChainAsync(engine);
        await engine.Database.StringSetAsync(engine.RecordKeyOf(chain[1]), "damaged");
        Assert.Equal([new Erasure(Found.Unreadable)], await EraseAsync(engine, chain[0].ByNumber()));
        Assert.Equal((RecordState.Erased, RecordState.Erased), ((await engine.HeaderAsync(chain[0])).State, (await engine.HeaderAsync(chain[2])).State));
    }

    [Theory]
    [InlineData(0, ItemCode.Erased, "the first is erased already")]
    [InlineData(2, ItemCode.Ok, "the first is about to be erased")]
    public async Task EraseAsync_OneMoreJoinsMeanwhile_LeavesNothingOfIt(int asked, ItemCode expected, string label)
    {
        _ = label;
        var setup = new EngineSetup();
        await using var other = await EngineUnderTest.OpenAsync(store.Database, setup);
        var (chain, _) = await ChainAsync(other);
        var late = chain[1].Redirect();
        var (writes, lateCode) = (0, ItemCode.Unspecified);
        // One is erased, the group was read, and the others are about to be erased.
        await using var eraser = await EngineUnderTest.OpenAsync(InterceptedDatabase.Over(store.Database, command =>
        {
            if (command == "ScriptEvaluateAsync" && ++writes == (asked == 0 ? 2 : 3)) lateCode = Task.Run(() => other.SendAsync(late)).GetAwaiter().GetResult().Status.Code;
        }), setup);
        Assert.Equal([new Erasure(Found.Yes, asked == 2 ? 2u : 3)], await EraseAsync(eraser, chain[asked].ByNumber()));
        Assert.Equal((expected, RecordState.Erased), (lateCode, (await other.HeaderAsync(late)).State));
        Assert.Equal(ItemCode.Erased, (await other.SendAsync(late)).Status.Code);
    }

    [Theory]
    [InlineData("ScriptEvaluateAsync", "before it joins")]
    [InlineData("StringSetAsync", "after it has joined, and looked")]
    public async Task RunAsync_ChainIsErasedWhileOneIsCreated_IsErasedWithIt(string before, string label)
    {
        _ = label;
        var setup = new EngineSetup();
        await using var other = await EngineUnderTest.OpenAsync(store.Database, setup);
        var (chain, _) = await ChainAsync(other);
        var late = chain[1].Redirect(r => r.RecipientNumber = new NumberRequest { Scope = NumberScope.Waybill });
        Erasure? erasure = null;
        await using var engine = await EngineUnderTest.OpenAsync(InterceptedDatabase.Over(store.Database, command =>
        {
            if (command != before || erasure is not null) return;
            erasure = new Erasure(Found.No);
            erasure = Task.Run(() => EraseAsync(other, chain[0].ByNumber())).GetAwaiter().GetResult()[0];
        }), setup);
        var result = await engine.SendAsync(late);
        Assert.Equal((new Erasure(Found.Yes, 3), ItemCode.Erased, null), (erasure, result.Status.Code, result.Recipient?.VirtualNumber));
        Assert.Equal((RecordState.Erased, RecordHeader.FixedLength + new RecordLink(default).Length + RecordSealer.Overhead), ((await other.HeaderAsync(late)).State, (await other.StoredAsync(late))!.Length));
        // A late retry, too, and also without the link.
        foreach (var again in new[] { late, late.Again(w => w.Links = null) }) Assert.Equal(ItemCode.Erased, (await other.SendAsync(again)).Status.Code);
        Assert.Equal([new Erasure(Found.Yes, 1)], await EraseAsync(other, late.ByNumber()));
        Assert.Empty(engine.Defects);
    }

    [Fact]
    public async Task RunAsync_ChainIsErasedWhileAnOverdueOneIsCreatedAnew_IsErasedWithIt()
    {
        var setup = new EngineSetup();
        await using var other = await EngineUnderTest.OpenAsync(store.Database, setup);
        var first = Waybills.New();
        var late = first.Redirect();
        Assert.Equal([(WarningCode.LinkNotFound, "links.redirect_of")], (await other.SendAsync(late)).Warned());
        setup.Clock.Advance(setup.Options.Retention);
        await other.SendAsync(first);
        var isErased = false;
        await using var engine = await EngineUnderTest.OpenAsync(InterceptedDatabase.Over(store.Database, command =>
        {
            if (command != "StringSetAsync" || isErased) return;
            isErased = true;
            Task.Run(() => EraseAsync(other, first.ByNumber())).GetAwaiter().GetResult();
        }), setup);
        Assert.Equal((ItemCode.Erased, RecordState.Erased), ((await engine.SendAsync(late)).Status.Code, (await other.HeaderAsync(late)).State));
    }

    [Fact]
    public async Task EraseAsync_AnotherTenantsTokenOfAFirstThatIsGone_WritesNothing()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var (chain, results) = await ChainAsync(engine);
        await engine.Database.KeyDeleteAsync(engine.RecordKeyOf(chain[0]));
        Assert.Equal(Found.No, (await engine.Erasures.EraseAsync(Callers.OtherTenant, [results[0].Recipient.ByToken()]))[0].Found);
        Assert.Null(await engine.StoredAsync(chain[0]));
        Assert.Equal(RecordState.Live, (await engine.HeaderAsync(chain[1])).State);
    }

    /// <summary>A shipment, its way back, and a redirect of that.</summary>
    private static async Task<(Waybill[] Chain, WaybillResult[] Results)> ChainAsync(EngineUnderTest engine)
    {
        var first = Waybills.New();
        var back = first.Return(w => w.RecipientNumber = new NumberRequest { Scope = NumberScope.Waybill });
        Waybill[] chain = [first, back, back.Redirect()];
        var results = (await engine.SendAsync(chain)).Results.ToArray();
        Assert.All(results, r => Assert.Equal(ItemCode.Ok, r.Status.Code));
        return (chain, results);
    }

    private static Task<Erasure[]> EraseAsync(EngineUnderTest engine, params ShipmentReference[] shipments) => engine.Erasures.EraseAsync(Callers.Masker, shipments);
}
