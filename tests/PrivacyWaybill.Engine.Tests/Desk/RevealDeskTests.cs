using PrivacyWaybill.Engine.Desk;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Tests.Desk;

public sealed class RevealDeskTests(RedisStore store)
{
    [Fact]
    public async Task RevealAsync_ByWaybillNumber_GivesEveryOriginalBack()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New(w => (w.Sender, w.Recipient) = (FullParty("s"), FullParty("r")));
        await engine.SendAsync(waybill);
        var originals = (await RevealAsync(engine, waybill.ByNumber())).Originals!;
        Assert.Equal((waybill.Sender, waybill.Recipient), (originals.Sender, originals.Recipient));
        Assert.Equal((waybill.Goods, waybill.Remark, 1u), (originals.Goods, originals.Remark, originals.Version));
    }

    [Theory]
    [InlineData(PartyRole.Sender)]
    [InlineData(PartyRole.Recipient)]
    public async Task RevealAsync_OneParty_GivesNothingOfTheOther(PartyRole party)
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New();
        var result = await engine.SendAsync(waybill);
        var token = party == PartyRole.Sender ? result.Sender.ByToken() : result.Recipient.ByToken();
        foreach (var revealed in new[] { await RevealAsync(engine, token), await RevealAsync(engine, token, party), await RevealAsync(engine, waybill.ByNumber(), party) })
        {
            Assert.Equal(party == PartyRole.Sender ? waybill.Sender : null, revealed.Originals!.Sender);
            Assert.Equal(party == PartyRole.Recipient ? waybill.Recipient : null, revealed.Originals.Recipient);
        }
    }

    [Fact]
    public async Task RevealAsync_TokenButOtherParty_IsRefused()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var result = await engine.SendAsync(Waybills.New());
        Assert.Equal(new Revealed(Found.InvalidReference), await RevealAsync(engine, result.Sender.ByToken(), PartyRole.Recipient));
    }

    [Fact]
    public async Task RevealAsync_TokenOfAnotherPartner_OpensNothing()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var result = await engine.SendAsync(Waybills.New());
        var revealed = await RevealAsync(engine, result.Recipient.ByToken(), caller: Callers.OtherPartner);
        Assert.Null(revealed.Originals);
        Assert.Contains(revealed.Found, new[] { Found.InvalidReference, Found.No });
    }

    [Fact]
    public async Task RevealAsync_OtherTenant_OpensNothingByTokenNorByNumber()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New();
        var result = await engine.SendAsync(waybill);
        Assert.Equal(new Revealed(Found.No), await RevealAsync(engine, waybill.ByNumber(), caller: Callers.OtherTenant));
        Assert.Equal(new Revealed(Found.No), await RevealAsync(engine, result.Recipient.ByToken(), caller: Callers.OtherTenant));
        await engine.Erasures.EraseAsync(Callers.Masker, [waybill.ByNumber()]);
        Assert.Equal(new Revealed(Found.No), await RevealAsync(engine, result.Recipient.ByToken(), caller: Callers.OtherTenant));
        await engine.Database.StringSetAsync(engine.RecordKeyOf(waybill), "damaged");
        Assert.Equal(new Revealed(Found.No), await RevealAsync(engine, result.Recipient.ByToken(), caller: Callers.OtherTenant));
    }

    [Fact]
    public async Task RevealAsync_MixedBatch_AnswersEachInItsPlace()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybills = Waybills.New(5);
        var results = (await engine.SendAsync(waybills)).Results;
        await engine.Database.StringSetAsync(engine.RecordKeyOf(waybills[1]), "damaged");
        await engine.Database.KeyDeleteAsync(engine.RecordKeyOf(waybills[3]));
        var damagedOriginals = (await engine.StoredAsync(waybills[4]))!;
        damagedOriginals[^1] ^= 1;
        await engine.Database.StringSetAsync(engine.RecordKeyOf(waybills[4]), damagedOriginals);

        var answers = await engine.Reveals.RevealAsync(Callers.Masker,
        [
            Target(waybills[0].ByNumber()), Target(new ShipmentReference { Token = "?" }), Target(waybills[1].ByNumber()), Target(null),
            Target(results[2].Recipient.ByToken()), Target(waybills[3].ByNumber()), Target(waybills[4].ByNumber()), Target(waybills[0].ByNumber()),
        ]);
        Assert.Equal(
            [Found.Yes, Found.InvalidReference, Found.Unreadable, Found.InvalidReference, Found.Yes, Found.No, Found.Unreadable, Found.Yes],
            answers.Select(a => a.Found));
        Assert.Equal([true, false, false, false, true, false, false, true], answers.Select(a => a.Originals is not null));
        Assert.Equal(waybills[2].Recipient, answers[4].Originals!.Recipient);
        Assert.Equal(waybills[0].Sender, answers[7].Originals!.Sender);
    }

    [Fact]
    public async Task RevealAsync_AfterAnUpdate_GivesWhatIsStoredNow()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New();
        await engine.SendAsync(waybill);
        await engine.SendAsync(waybill.Update(1, w => w.Goods = "鞋"));
        Assert.Equal(("鞋", 2u), (await RevealAsync(engine, waybill.ByNumber())).Originals is { } o ? (o.Goods, o.Version) : default);
    }

    [Fact]
    public async Task RevealAsync_RecordOverdue_IsNotFound()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New();
        await engine.SendAsync(waybill);
        engine.Clock.Advance(TimeSpan.FromDays(120) - TimeSpan.FromSeconds(1));
        Assert.Equal(Found.Yes, (await RevealAsync(engine, waybill.ByNumber())).Found);
        engine.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(new Revealed(Found.No), await RevealAsync(engine, waybill.ByNumber()));
    }

    [Fact]
    public async Task RevealAsync_NoTargets_AnswersNone()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        Assert.Empty(await engine.Reveals.RevealAsync(Callers.Masker, []));
    }

    private static RevealTarget Target(ShipmentReference? shipment, PartyRole party = PartyRole.Unspecified) => new() { Shipment = shipment, Party = party };

    private static async Task<Revealed> RevealAsync(EngineUnderTest engine, ShipmentReference shipment, PartyRole party = PartyRole.Unspecified, Caller? caller = null) =>
        Assert.Single(await engine.Reveals.RevealAsync(caller ?? Callers.Masker, [Target(shipment, party)]));

    /// <summary>A party with every field, each with a text of its own.</summary>
    private static Party FullParty(string of)
    {
        var party = new Party();
        foreach (var leaf in MessageLeaf.Of(Party.Descriptor)) leaf.Set(party, $"{of}-{leaf.Path}"[..Math.Min(30, of.Length + 1 + leaf.Path.Length)]);
        return party;
    }
}
