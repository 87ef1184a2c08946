using PrivacyWaybill.Engine.Desk;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.V1;
using PrivacyWaybill.Vault.Store;
using StackExchange.Redis;

namespace PrivacyWaybill.Engine.Tests.Shipments;

/// <summary>Groups and pieces' notes last as long as the longest-lived record that they lead to.</summary>
public sealed class LastingNotesTests(RedisStore store)
{
    private static readonly TimeSpan s_far = TimeSpan.FromDays(50);

    private static readonly EngineOptions s_shortRetention = new() { Retention = TimeSpan.FromDays(20), MaximumValidity = TimeSpan.FromDays(60) };

    [Fact]
    public async Task ExtendAsync_AMember_KeepsTheGroupAsLong()
    {
        await using var engine = await OpenAsync();
        var (there, back, _) = await SendAsync(engine);
        await ExtendAsync(engine, back);
        await LastsAsync(engine, ShipmentGroup.Key(engine.RecordIdOf(there)));
        // Another that joins does not shorten it.
        await engine.SendAsync(there.Redirect());
        await LastsAsync(engine, ShipmentGroup.Key(engine.RecordIdOf(there)));
    }

    [Fact]
    public async Task ExtendAsync_AParent_KeepsThePiecesNoteAsLong()
    {
        await using var engine = await OpenAsync();
        var (there, _, piece) = await SendAsync(engine);
        await ExtendAsync(engine, there);
        await LastsAsync(engine, PieceIndex.Key(engine.RecordIdOf(piece)));
        // Sent again, the piece is no sooner forgotten.
        await engine.SendAsync(piece);
        await LastsAsync(engine, PieceIndex.Key(engine.RecordIdOf(piece)));
        await LastsAsync(engine, PieceIndex.KeyOfParent(engine.RecordIdOf(there)));
    }

    [Fact]
    public async Task RunAsync_PieceOfAParentThatWasExtendedBefore_IsNotedAsLong()
    {
        await using var engine = await OpenAsync();
        var (there, _, _) = await SendAsync(engine);
        await ExtendAsync(engine, there);
        var another = Piece(there);
        await engine.SendAsync(another);
        await LastsAsync(engine, PieceIndex.Key(engine.RecordIdOf(another)));
    }

    [Fact]
    public async Task RunAsync_ParentUpdatedLater_KeepsThePiecesNoteAsLong()
    {
        await using var engine = await OpenAsync();
        var parent = Waybills.New();
        var piece = Piece(parent);
        await engine.SendAsync([parent, piece]);
        var note = PieceIndex.Key(engine.RecordIdOf(piece));
        // The store's clock does not follow ours: what is left of the note after ten days.
        await engine.Database.KeyExpireAsync(note, TimeSpan.FromDays(10));
        engine.Clock.Advance(TimeSpan.FromDays(10));
        Assert.Equal(ItemCode.Ok, (await engine.SendAsync(parent.Update(1, w => w.Goods = "茶"))).Status.Code);
        Assert.True(await engine.Database.KeyTimeToLiveAsync(note) >= TimeSpan.FromDays(20));
    }

    [Fact]
    public async Task ExtendAsync_NotesThatCannotLast_IsUnavailable()
    {
        await using var engine = await OpenAsync();
        var (there, _, _) = await SendAsync(engine);
        await engine.Database.StringSetAsync(PieceIndex.KeyOfParent(engine.RecordIdOf(there)), "no set");
        var answer = await engine.NumberDesk.ExtendAsync(Callers.Masker, there.ByNumber(), PartyRole.Recipient, engine.Now + s_far);
        Assert.Equal(Found.Unavailable, answer.Found);
    }

    private Task<EngineUnderTest> OpenAsync() => EngineUnderTest.OpenAsync(store.Database, new EngineSetup { Options = s_shortRetention });

    private static async Task<(Waybill There, Waybill Back, Waybill Piece)> SendAsync(EngineUnderTest engine)
    {
        var there = Waybills.New();
        var (back, piece) = (there.Return(r => r.RecipientNumber = new NumberRequest { Scope = NumberScope.Waybill }), Piece(there));
        Assert.All((await engine.SendAsync([there, piece, back])).Results, r => Assert.Equal(ItemCode.Ok, r.Status.Code));
        return (there, back, piece);
    }

    private static Waybill Piece(Waybill parent) => parent.Again(w => (w.WaybillNo, w.Links) = (Waybills.New().WaybillNo, new ShipmentLinks { ParentWaybillNo = parent.WaybillNo }));

    private static async Task ExtendAsync(EngineUnderTest engine, Waybill waybill) => Assert.Equal(NumberChangeCode.Ok,
        (await engine.NumberDesk.ExtendAsync(Callers.Masker, waybill.ByNumber(), PartyRole.Recipient, engine.Now + s_far)).Change);

    private static async Task LastsAsync(EngineUnderTest engine, RedisKey key) => Assert.True(await engine.Database.KeyTimeToLiveAsync(key) >= s_far);
}
