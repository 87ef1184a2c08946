using PrivacyWaybill.Engine.Desk;
using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.V1;
using PrivacyWaybill.Vault.Records;
using PrivacyWaybill.Vault.Store;

namespace PrivacyWaybill.Engine.Tests.Shipments;

/// <summary>A chain of shipments has an end: erasing one reads them all.</summary>
public sealed class FullChainTests(RedisStore store)
{
    [Fact]
    public async Task RunAsync_OneMoreThanAChainMayHave_IsRefusedTyped()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var first = Waybills.New();
        var last = first.Redirect();
        await engine.SendAsync([first, last]);
        await FillAsync(engine, first, ShipmentGroup.Most - 1);
        var late = first.Return();
        var refused = await engine.SendAsync(late);
        Assert.Equal((ItemCode.ChainFull, "links.return_of", false), (refused.Status.Code, refused.Status.Field, refused.Status.Retryable));
        Assert.Null(await engine.StoredAsync(late));
        // Who is in it goes on as before.
        Assert.Equal((ItemCode.Ok, true), (await engine.SendAsync(last)) is var again ? (again.Status.Code, again.Replayed) : default);
        Assert.Equal(ItemCode.Ok, (await engine.SendAsync(last.Update(1, w => w.Goods = "茶"))).Status.Code);
        Assert.Equal(ItemCode.Ok, (await engine.SendAsync(late.Again(w => w.Links = null))).Status.Code);
    }

    [Fact]
    public async Task EraseAsync_ChainOfManyPages_ErasesAllAndReadsThemInPages()
    {
        var setup = new EngineSetup();
        await using var other = await EngineUnderTest.OpenAsync(store.Database, setup);
        var first = Waybills.New();
        await other.SendAsync(first);
        var members = Enumerable.Range(0, 600).Select(_ => first.Redirect(w => w.RecipientNumber = new NumberRequest { Scope = NumberScope.None })).ToArray();
        Assert.All((await other.SendAsync(members)).Results, r => Assert.Equal(ItemCode.Ok, r.Status.Code));
        var reads = 0;
        await using var engine = await EngineUnderTest.OpenAsync(InterceptedDatabase.Over(store.Database, command => reads += command == "StringGetAsync" ? 1 : 0), setup);
        Assert.Equal([Found.Yes], (await engine.Erasures.EraseAsync(Callers.Masker, [first.ByNumber()])).Select(e => e.Found));
        // The first, and two pages of the others; one command each.
        Assert.Equal(3, reads);
        foreach (var member in members) Assert.Equal(RecordState.Erased, (await other.HeaderAsync(member)).State);
    }

    /// <summary>As if so many others continued it.</summary>
    private static Task<JoinOutcome[]> FillAsync(EngineUnderTest engine, Waybill first, int others) => engine.Groups.JoinAsync([.. Enumerable.Range(1, others).Select(i =>
    {
        var id = new byte[RecordId.Length];
        BitConverter.TryWriteBytes(id, i);
        return new GroupEntry(engine.RecordIdOf(first), new RecordId(id), TimeSpan.FromDays(1));
    })]);
}
