using System.Text;
using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Tests.Policy;

public sealed class PolicyDefaultTests
{
    [Fact]
    public void Check_NothingSaid_SettlesProfileAndNumbers()
    {
        var batch = PolicyBench.Check(Waybills.New(), options: new EngineOptions { DefaultValidity = TimeSpan.FromDays(7) });
        var item = batch.Items[0];
        Assert.Equal("gb41833", Encoding.ASCII.GetString(batch.Output(0, TextField.Profile)));
        Assert.Equal((NumberScope.None, false), (item.SenderNumber.Scope, item.SenderNumber.IsWanted));
        Assert.Equal((NumberScope.Waybill, true), (item.RecipientNumber.Scope, item.RecipientNumber.IsWanted));
        Assert.Equal(PolicyBench.Now.AddDays(7).ToUnixTimeSeconds(), item.RecipientNumber.ExpiresAt);
        Assert.Empty(PolicyBench.Warned(batch));
    }

    [Fact]
    public void Check_ExpirySaid_IsTaken()
    {
        var until = PolicyBench.Now.AddDays(3).ToUnixTimeSeconds();
        var item = PolicyBench.Check(Waybills.New(w =>
        {
            w.SenderNumber = new NumberRequest { Scope = NumberScope.Shipment, ExpireTime = new() { Seconds = until } };
            w.RecipientNumber = new NumberRequest { ValidFor = new() { Seconds = 3_600 } };
        })).Items[0];
        Assert.Equal((until, PolicyBench.Now.AddHours(1).ToUnixTimeSeconds()), (item.SenderNumber.ExpiresAt, item.RecipientNumber.ExpiresAt));
    }

    [Fact]
    public void Check_RefusedItem_IsStillEchoedByItsCorrelation()
    {
        var batch = PolicyBench.Check(Waybills.New(w => (w.ObjectId, w.WaybillNo) = ("order-7", "")));
        Assert.Equal(ItemCode.MissingField, batch.Items[0].Code);
        Assert.Equal("order-7", Encoding.ASCII.GetString(batch.Output(0, TextField.ObjectId)));
    }

    [Fact]
    public void Check_CorrelationRefused_IsNotEchoed() =>
        Assert.True(PolicyBench.Check(Waybills.New(w => w.ObjectId = "o-13812345678")).Output(0, TextField.ObjectId).IsEmpty);
}
