using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Tests.Shipments;

/// <summary>Updates of a shipment whose number is printed on the labels of others, too: it never leads to a stranger of theirs.</summary>
public sealed class OwnerUpdateTests(RedisStore store)
{
    private const string NewMobile = "15811112222";

    [Fact]
    public async Task RunAsync_OwnerBecomesAnotherPerson_GetsAnotherNumber()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var owner = Waybills.New();
        var number = (await engine.SendAsync(owner)).Number();
        Assert.Equal(number, (await engine.SendAsync(owner.Replacement())).Number());
        var updated = await engine.SendAsync(owner.Update(2, w => w.Recipient.Mobile = NewMobile));
        Assert.Equal((ItemCode.Ok, true), (updated.Status.Code, updated.RelabelRequired));
        Assert.NotEqual(number.Display, updated.Number().Display);
        Assert.Equal([(WarningCode.NumberRenewed, "recipient_number")], updated.Warned());
        Assert.Equal(("", NewMobile), ((await engine.CallAsync(number)).ConnectTo, (await engine.CallAsync(updated.Number())).ConnectTo));
    }

    [Fact]
    public async Task RunAsync_OwnerBecomesAnotherPersonWhoWantsNone_ReleasesTheNumber()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var owner = Waybills.New();
        var number = (await engine.SendAsync(owner)).Number();
        await engine.SendAsync(owner.Replacement());
        var updated = await engine.SendAsync(owner.Update(2, w =>
        {
            w.Recipient.Mobile = NewMobile;
            w.RecipientNumber = new NumberRequest { Scope = NumberScope.None };
        }));
        Assert.Equal((ItemCode.Ok, null, true), (updated.Status.Code, updated.Recipient.VirtualNumber, updated.RelabelRequired));
        Assert.Equal([(WarningCode.NumberReleased, "recipient_number")], updated.Warned());
        Assert.Equal(CallAnswer.Released, (await engine.CallAsync(number)).Answer);
    }

    [Theory]
    [InlineData(false, "15811112222", "no other label has the number")]
    [InlineData(true, "", "the same person")]
    public async Task RunAsync_NobodyIsMisled_KeepsTheNumber(bool isKept, string mobile, string why)
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var owner = Waybills.New();
        var number = (await engine.SendAsync(owner)).Number();
        if (isKept) await engine.SendAsync(owner.Replacement());
        var updated = await engine.SendAsync(owner.Update(isKept ? 2u : 1, w => (w.Goods, w.Recipient.Mobile) = ("茶", mobile == "" ? w.Recipient.Mobile : mobile)));
        Assert.True(updated.Number().Display == number.Display, why);
    }

    [Fact]
    public async Task RunAsync_OwnerUpdatedWhileAnotherIsOnItsWay_LeavesNoLabelToTheStranger()
    {
        var setup = new EngineSetup();
        await using var other = await EngineUnderTest.OpenAsync(store.Database, setup);
        var owner = Waybills.New();
        var number = (await other.SendAsync(owner)).Number();
        var (writes, isUpdated) = (0, false);
        await using var engine = await EngineUnderTest.OpenAsync(InterceptedDatabase.Over(store.Database, command =>
        {
            // The group is joined, the owner was read, and is about to learn of its keeper.
            if (command != "ScriptEvaluateAsync" || ++writes != 2) return;
            isUpdated = true;
            Assert.Equal(number, Task.Run(() => other.SendAsync(owner.Update(1, w => w.Recipient.Mobile = NewMobile))).GetAwaiter().GetResult().Number());
        }), setup);
        var continued = await engine.SendAsync(owner.Replacement());
        Assert.Equal((true, ItemCode.Ok), (isUpdated, continued.Status.Code));
        Assert.NotEqual(number.Display, continued.Number().Display);
        Assert.Equal(Waybills.RecipientMobile, (await engine.CallAsync(continued.Number())).ConnectTo);
    }

    [Fact]
    public async Task RunAsync_OwnerAndItsContinuationInOneBatch_TellsTheVersionThatIsStored()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var owner = Waybills.New();
        var results = (await engine.SendAsync([owner, owner.Redirect()])).Results;
        var header = await engine.HeaderAsync(owner);
        Assert.Equal((2u, true), (header.Revision, header.Recipient.IsShared));
        Assert.Equal(header.Revision, results[0].Version);
    }

    [Fact]
    public async Task RunAsync_OwnerCreatedAnew_IsNotRejoined()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var owner = Waybills.New();
        var continued = owner.Redirect();
        await engine.SendAsync([owner, continued]);
        await engine.Database.KeyDeleteAsync(engine.RecordKeyOf(owner));
        var anew = (await engine.SendAsync(owner)).Number();
        Assert.NotEqual(anew.Display, (await engine.SendAsync(continued)).Number().Display);
    }
}
