using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.Engine.Content;
using PrivacyWaybill.Engine.Desk;
using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.V1;
using PrivacyWaybill.Vault.Records;

namespace PrivacyWaybill.Engine.Tests.Shipments;

/// <summary>All pieces of a shipment have one record, one number, one token.</summary>
public sealed class PieceTests(RedisStore store)
{
    public static TheoryData<string, Action<Waybill, string>> Spellings => new()
    {
        { "place behind the number", (w, parent) => w.WaybillNo = parent + "-2-5-" },
        { "without the last hyphen", (w, parent) => w.WaybillNo = parent + "-2-5" },
        { "in small letters", (w, parent) => w.WaybillNo = parent.ToLowerInvariant() + "-2-5-" },
        { "another number and its parent", (w, parent) => (w.WaybillNo, w.Links) = ("P" + w.WaybillNo, new ShipmentLinks { ParentWaybillNo = parent, Piece = 2 }) },
        { "parent in small letters", (w, parent) => (w.WaybillNo, w.Links) = ("P" + w.WaybillNo, new ShipmentLinks { ParentWaybillNo = parent.ToLowerInvariant() }) },
        { "a piece for a parent", (w, parent) => (w.WaybillNo, w.Links) = ("P" + w.WaybillNo, new ShipmentLinks { ParentWaybillNo = parent + "-1-5-" }) },
        { "place and parent", (w, parent) => (w.WaybillNo, w.Links) = (parent + "-2-5-", new ShipmentLinks { ParentWaybillNo = parent, Piece = 2 }) },
    };

    [Theory, MemberData(nameof(Spellings))]
    public async Task RunAsync_PieceOfAShipment_HasItsNumberAndTokenAndUsesNoSecond(string label, Action<Waybill, string> spell)
    {
        _ = label;
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var parent = Waybills.New();
        var first = await engine.SendAsync(parent);
        var piece = await engine.SendAsync(parent.Again(w => spell(w, parent.WaybillNo)));
        Assert.Equal((ItemCode.Ok, true, 1u), (piece.Status.Code, piece.Replayed, piece.Version));
        Assert.Equal((first.Number(), first.Recipient.Token, first.Sender.Token), (piece.Number(), piece.Recipient.Token, piece.Sender.Token));
        Assert.Equal(1, engine.Counters.NumbersUsed);
    }

    [Fact]
    public async Task RunAsync_PiecesOfOneBatchWithoutTheirParent_ShareOneRecord()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var parent = Waybills.New();
        var pieces = Enumerable.Range(1, 5).Select(p => parent.Again(w => w.WaybillNo += $"-{p}-5-")).ToArray();
        var results = (await engine.SendAsync(pieces)).Results;
        Assert.Single(results.Select(r => r.Number()).Distinct());
        Assert.Single(results.Select(r => r.Recipient.Token).Distinct());
        Assert.Equal((1L, 1u), (engine.Counters.NumbersUsed, (await engine.HeaderAsync(parent)).Revision));
    }

    [Fact]
    public async Task RunAsync_PieceWithOtherContent_IsAConflictAndTellsTheSharedNumber()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var parent = Waybills.New();
        var first = await engine.SendAsync(parent);
        var conflict = await engine.SendAsync(parent.Again(w => (w.WaybillNo, w.Recipient.Mobile) = (w.WaybillNo + "-1-2-", "15811112222")));
        Assert.Equal(ItemCode.Conflict, conflict.Status.Code);
        Assert.Equal(first.Number(), conflict.Recipient.VirtualNumber);
        Assert.Equal(Waybills.RecipientMobile, (await engine.CallAsync(first.Number())).ConnectTo);
    }

    [Fact]
    public async Task RunAsync_PieceOfAnotherEpoch_IsAnotherShipment()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var parent = Waybills.New();
        var first = await engine.SendAsync(parent);
        var later = await engine.SendAsync(parent.Again(w => (w.WaybillNo, w.ShipmentEpoch) = (w.WaybillNo + "-1-2-", 1)));
        Assert.False(later.Replayed);
        Assert.NotEqual(first.Number().Display, later.Number().Display);
    }

    [Fact]
    public async Task Desks_ByAPiecesNumber_ActOnTheSharedRecord()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var parent = Waybills.New();
        var number = (await engine.SendAsync(parent)).Number();
        var piece = parent.Again(w => w.WaybillNo = w.WaybillNo.ToLowerInvariant() + "-3-5-").ByNumber();
        Assert.Equal(number.Display, (await engine.NumberDesk.LookUpAsync(Callers.Masker, piece, PartyRole.Recipient)).Number.ToString());
        var until = engine.Now.AddDays(20);
        Assert.Equal((until.ToUnixTimeSeconds(), 2u),
            await engine.NumberDesk.ExtendAsync(Callers.Masker, piece, PartyRole.Recipient, until) is var extended ? (extended.ExpiresAt, extended.Version) : default);
        Assert.Equal(parent.Recipient, (await engine.Reveals.RevealAsync(Callers.Masker, [new RevealTarget { Shipment = piece }]))[0].Originals!.Recipient);
        Assert.Equal(CallAnswer.Released, (await engine.NumberDesk.ReleaseAsync(Callers.Masker, piece, PartyRole.Recipient)).State);
        Assert.Equal(CallAnswer.Released, (await engine.CallAsync(number)).Answer);
    }

    [Fact]
    public async Task Desks_ByAChildsOwnNumber_ActOnTheSharedRecord()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var parent = Waybills.New();
        var child = Child(parent);
        var number = (await engine.SendAsync([parent, child])).Results[1].Number();
        Assert.Equal(number.Display, (await engine.NumberDesk.LookUpAsync(Callers.Masker, child.ByNumber(), PartyRole.Recipient)).Number.ToString());
        var revealed = await engine.Reveals.RevealAsync(Callers.Masker,
            [new RevealTarget { Shipment = Waybills.New().ByNumber() }, new RevealTarget { Shipment = child.ByNumber() }, new RevealTarget { Shipment = parent.ByNumber() }]);
        Assert.Equal([null, parent.Recipient, parent.Recipient], revealed.Select(r => r.Originals?.Recipient));
        Assert.Equal(CallAnswer.Released, (await engine.NumberDesk.ReleaseAsync(Callers.Masker, child.ByNumber(), PartyRole.Recipient)).State);
        Assert.Equal(CallAnswer.Released, (await engine.CallAsync(number)).Answer);
    }

    [Fact]
    public async Task Desks_ByAChildsOwnNumberOfAnotherTenantOrEpoch_FindNothing()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var parent = Waybills.New();
        var child = Child(parent);
        await engine.SendAsync([parent, child]);
        Assert.Equal(Found.No, (await engine.NumberDesk.LookUpAsync(Callers.OtherTenant, child.ByNumber(), PartyRole.Recipient)).Found);
        Assert.Equal(Found.No, (await engine.NumberDesk.LookUpAsync(Callers.Masker, child.Again(w => w.ShipmentEpoch = 1).ByNumber(), PartyRole.Recipient)).Found);
    }

    [Fact]
    public async Task RunAsync_ChildSentWithAnotherParent_IsRefusedAndStaysWithTheFirst()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var (parent, other) = (Waybills.New(), Waybills.New(w => w.Recipient.Mobile = "15811112222"));
        var child = Child(parent);
        var number = (await engine.SendAsync([parent, other, child])).Results[0].Number();
        var moved = await engine.SendAsync(Child(other).Again(w => w.WaybillNo = child.WaybillNo));
        Assert.Equal((ItemCode.InvalidFormat, "links.parent_waybill_no"), (moved.Status.Code, moved.Status.Field));
        moved.AssertNothingMasked();
        Assert.Equal(number.Display, (await engine.NumberDesk.LookUpAsync(Callers.Masker, child.ByNumber(), PartyRole.Recipient)).Number.ToString());
    }

    [Fact]
    public async Task RunAsync_ChildSentAgain_KeepsItsNumberFoundAsLongAsItsParent()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var parent = Waybills.New();
        var child = Child(parent);
        await engine.SendAsync(child);
        var key = Vault.Store.PieceIndex.Key(engine.RecordIdOf(child));
        await engine.Database.KeyExpireAsync(key, TimeSpan.FromHours(1));
        Assert.True((await engine.SendAsync(child)).Replayed);
        Assert.True(await engine.Database.KeyTimeToLiveAsync(key) > TimeSpan.FromDays(119));
    }

    [Fact]
    public async Task RunAsync_UpdateByAChildsNumberAndParent_ChangesTheSharedRecord()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var parent = Waybills.New();
        var child = Child(parent);
        var number = (await engine.SendAsync([parent, child])).Results[0].Number();
        Assert.Equal(2u, (await engine.SendAsync(child.Update(1, w => w.Recipient.Mobile = "15811112222"))).Version);
        Assert.Equal("15811112222", (await engine.CallAsync(number)).ConnectTo);
    }

    [Fact]
    public async Task RunAsync_ChildThatTheIndexRefuses_IsUnavailableAndNotStored()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var parent = Waybills.New();
        var child = Child(parent);
        await engine.Database.SetAddAsync(Vault.Store.PieceIndex.Key(engine.RecordIdOf(child)), "no string");
        Assert.Equal(ItemCode.Unavailable, (await engine.SendAsync(child)).Status.Code);
        Assert.Null(await engine.StoredAsync(parent));
    }

    /// <summary>A piece with a number of its own.</summary>
    private static Waybill Child(Waybill parent) =>
        parent.Again(w => (w.WaybillNo, w.Links) = (Waybills.New().WaybillNo, new ShipmentLinks { ParentWaybillNo = parent.WaybillNo }));

    [Fact]
    public async Task RunAsync_RecordOfAnEarlierServerThatNamesAParent_IsTheSameContent()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New();
        var first = await engine.SendAsync(waybill);
        await SealWithParentAsync(engine, waybill, "JD0001234567890");
        var replay = await engine.SendAsync(waybill);
        Assert.Equal((ItemCode.Ok, true), (replay.Status.Code, replay.Replayed));
        Assert.Equal(first.Number(), replay.Number());
    }

    /// <summary>Seals what is stored of a waybill anew, with the text that earlier servers wrote of a piece.</summary>
    private static async Task SealWithParentAsync(EngineUnderTest engine, Waybill waybill, string parent)
    {
        var value = (await engine.StoredAsync(waybill))!;
        Assert.Equal(RecordFault.None, RecordHeader.Read(value, out var header, out var sealedContent));
        using var worker = engine.Setup.Keys.CreateWorker();
        var (ids, content, opened) = (new[] { engine.RecordIdOf(waybill) }, new byte[value.Length], new bool[1]);
        var ends = new int[1];
        worker.Sealer.Open(Callers.Masker.Tenant, ids, [header.SealingKeyId], sealedContent, [sealedContent.Length], content, ends, opened);
        Assert.True(opened[0]);

        // Goods and remark come before the parent, everything else behind it. Earlier servers did not pack either.
        var unpacked = ContentPacking.Unpack(content.AsSpan(0, ends[0]))!;
        var at = 1;
        while (unpacked[at] is (byte)TextField.Goods or (byte)TextField.Remark) at += 3 + (unpacked[at + 1] << 8 | unpacked[at + 2]);
        byte[] withParent = [.. unpacked[..at], (byte)TextField.ParentWaybillNo, 0, (byte)parent.Length, .. System.Text.Encoding.ASCII.GetBytes(parent), .. unpacked[at..]];
        var sealedAgain = new byte[withParent.Length + RecordSealer.Overhead];
        worker.Sealer.Seal(Callers.Masker.Tenant, ids, withParent, [withParent.Length], sealedAgain);
        await engine.Database.StringSetAsync(engine.RecordKeyOf(waybill), (byte[])[.. value[..header.Length], .. sealedAgain]);
    }
}
