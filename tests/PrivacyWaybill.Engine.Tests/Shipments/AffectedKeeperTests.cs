using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.V1;
using PrivacyWaybill.Vault.Store;

namespace PrivacyWaybill.Engine.Tests.Shipments;

/// <summary>Whoever has a number of a segment on its label is told of, whosever the number is.</summary>
public sealed class AffectedKeeperTests(RedisStore store)
{
    [Fact]
    public async Task ListAsync_NumberOnManyLabels_ListsEach()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var owner = Waybills.New();
        var (back, left) = (Return(owner), owner.Redirect());
        var results = (await engine.SendAsync([owner, back, owner.Replacement(), left, Waybills.New()])).Results;
        // One that became another person has a number of its own now.
        await engine.SendAsync(left.Update(1, w => w.Recipient.Mobile = "15811112222"));
        var affected = await engine.AffectedAsync(engine.Setup.Segments[0]);
        Assert.Equal(
            new[] { results[0].Recipient.Token, results[1].Sender.Token, results[2].Recipient.Token, results[3].Recipient.Token, results[4].Recipient.Token }.Order(),
            affected.Select(a => a.Token).Order());
        Assert.Equal(PartyRole.Sender, affected.Single(a => a.Token == results[1].Sender.Token).Party);
        Assert.All(affected, a => Assert.Equal(results[0].Number().ExpireTime, a.ExpireTime));
        Assert.Empty(await engine.AffectedAsync(engine.Setup.Segments[0], Callers.OtherTenant));
    }

    [Fact]
    public async Task ListAsync_NumberThatWasReleased_ListsNobody()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var owner = Waybills.New();
        await engine.SendAsync([owner, Return(owner)]);
        await engine.NumberDesk.ReleaseAsync(Callers.Masker, owner.ByNumber(), PartyRole.Recipient);
        Assert.Empty(await engine.AffectedAsync(engine.Setup.Segments[0]));
    }

    [Fact]
    public async Task ListAsync_GroupThatCannotBeRead_IsIncomplete()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var owner = Waybills.New();
        await engine.SendAsync(owner);
        await engine.Database.StringSetAsync(ShipmentGroup.Key(engine.RecordIdOf(owner)), "no set");
        await Assert.ThrowsAsync<ArgumentNullException>(() => engine.AffectedAsync(engine.Setup.Segments[0]));
    }

    /// <summary>One that has no number of its own.</summary>
    private static Waybill Return(Waybill owner) => owner.Return(r => r.RecipientNumber = new NumberRequest { Scope = NumberScope.None });
}
