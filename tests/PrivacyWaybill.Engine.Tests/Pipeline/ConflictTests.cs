using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Tests.Pipeline;

public sealed class ConflictTests(RedisStore store)
{
    [Fact]
    public async Task RunAsync_OtherContent_AnswersTheStoredFormAndChangesNothing()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New();
        var first = await engine.SendAsync(waybill);
        var before = await engine.StoredAsync(waybill);

        var conflict = await engine.SendAsync(waybill.Again(w =>
        {
            w.Recipient.Name = "上官云";
            w.Recipient.Mobile = "15811112222";
            w.Recipient.Company = "云上贸易有限公司";
            w.Sender.Landline = "0755-26711111";
            w.Remark = "";
            w.ReturnSealedRecord = true;
        }));
        Assert.Equal((ItemCode.Conflict, "waybill_no", false), (conflict.Status.Code, conflict.Status.Field, conflict.Status.Retryable));
        Assert.Equal((1u, false, Durability.Unspecified), (conflict.Version, conflict.Replayed, conflict.Durability));
        Assert.Equal((first.Sender, first.Recipient, first.Goods, first.Remark), (conflict.Sender, conflict.Recipient, conflict.Goods, conflict.Remark));
        Assert.Equal(0, conflict.SealedRecord.Length);
        Assert.Equal(before, await engine.StoredAsync(waybill));
        Assert.Equal(Waybills.RecipientMobile, (await engine.CallAsync(first.Number())).ConnectTo);
    }

    [Fact]
    public async Task RunAsync_OtherContent_WarnsAboutWhatIsStoredNotAboutWhatCame()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New(w => w.Sender.Mobile = "137******78");
        await engine.SendAsync(waybill);
        var conflict = await engine.SendAsync(waybill.Again(w => (w.Sender.Mobile, w.Recipient.Mobile) = ("13712345678", "138******78")));
        Assert.Equal(ItemCode.Conflict, conflict.Status.Code);
        Assert.Equal([(WarningCode.AlreadyMasked, "sender.mobile")], conflict.Warned());
    }

    public static TheoryData<string, Action<Waybill>> Changes => new()
    {
        { "recipient's phone", w => w.Recipient.Mobile = "13955556667" },
        { "recipient's name", w => w.Recipient.Name = "欧阳建" },
        { "sender's address", w => w.Sender.Address.Text += "A" },
        { "address in another part", w => (w.Recipient.Address.Town, w.Recipient.Address.District) = (w.Recipient.Address.District, "") },
        { "goods", w => w.Goods = "鞋" },
        { "remark gone", w => w.Remark = "" },
        { "a link more", w => w.Links = new ShipmentLinks { ReturnOf = "SF1234567890123" } },
        { "a company more", w => w.Recipient.Company = "某某有限公司" },
        { "a platform's number more", w => w.Recipient.PlatformNumber = new PlatformNumber { Number = "18400913965-7576" } },
        { "a platform's reference more", w => w.Recipient.PlatformReference = "ref-1" },
    };

    [Theory, MemberData(nameof(Changes))]
    public async Task RunAsync_Changed_IsAConflict(string label, Action<Waybill> change)
    {
        _ = label;
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New();
        await engine.SendAsync(waybill);
        Assert.Equal(ItemCode.Conflict, (await engine.SendAsync(waybill.Again(change))).Status.Code);
    }

    [Fact]
    public async Task RunAsync_ConflictAfterTheNumberExpired_TellsNoNumberAndTakesNone()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New();
        await engine.SendAsync(waybill);
        engine.Clock.Advance(TimeSpan.FromDays(15));
        var conflict = await engine.SendAsync(waybill.Again(w => w.Goods = "鞋"));
        Assert.Equal(ItemCode.Conflict, conflict.Status.Code);
        Assert.Null(conflict.Recipient.VirtualNumber);
        Assert.Equal(1u, (await engine.HeaderAsync(waybill)).Revision);
    }
}
