using PrivacyWaybill.EndToEnd.Tests.Support;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.EndToEnd.Tests.Masking;

/// <summary>The same waybill again: the same numbers and tokens; another phone: a conflict that changes nothing.</summary>
public abstract class ReplayTests(Servers servers, StoreKind store)
{
    public sealed class OnEmbedded(Servers servers) : ReplayTests(servers, StoreKind.Embedded);

    public sealed class OnRedis(Servers servers) : ReplayTests(servers, StoreKind.Redis);

    /// <summary>Spellings of one mobile number.</summary>
    public static TheoryData<string, string> Spellings => new()
    {
        { "hyphens", "138-0013-8000" },
        { "spaces", "138 0013 8000" },
        { "country code", "+8613800138000" },
        { "country code and hyphens", "+86 138-0013-8000" },
        { "international prefix", "0086 13800138000" },
        { "leading zero", "013800138000" },
        { "full-width digits", "１３８００１３８０００" },
        { "white space around", " 13800138000 " },
    };

    [Fact]
    public async Task SameWaybill_TwiceInOneBatch_IsCreatedOnceAndReplayedOnce()
    {
        var waybill = WaybillMaker.Make();

        var batch = await (await servers.GetAsync(store)).Clients.MaskBatchAsync(waybill, WaybillMaker.Make(), waybill);

        AssertCreated(batch.Results[0]);
        AssertCreated(batch.Results[1]);
        AssertReplay(batch.Results[0], batch.Results[2]);
    }

    [Fact]
    public async Task SameWaybill_InTwoBatches_IsReplayed()
    {
        var waybills = WaybillMaker.Make(50, w => w.SenderNumber = new NumberRequest { Scope = NumberScope.Waybill });
        var clients = (await servers.GetAsync(store)).Clients;

        var first = await clients.MaskBatchAsync(waybills);
        var second = await clients.MaskBatchAsync(Enumerable.Reverse(waybills));

        Assert.All(first.Results, r =>
        {
            AssertCreated(r);
            Assert.NotEqual(r.Sender.VirtualNumber, r.Recipient.VirtualNumber);
        });
        foreach (var (created, replayed) in first.Results.Zip(second.Results.Reverse())) AssertReplay(created, replayed);
    }

    [Fact]
    public async Task SameWaybill_OnTwoConnectionsAtOnce_GetsOneNumber()
    {
        var server = await servers.GetAsync(store);
        using var otherClients = server.Connect();
        await using var one = await MaskingStream.OpenAsync(server.Clients);
        await using var other = await MaskingStream.OpenAsync(otherClients);

        for (var round = 0; round < 50; round++)
        {
            var waybills = WaybillMaker.Make(20);
            var answers = await Task.WhenAll(one.SendAsync(waybills), other.SendAsync(waybills));
            foreach (var (left, right) in answers[0].Results.Zip(answers[1].Results)) AssertCreatedOnce(left, right);
        }
    }

    [Theory, MemberData(nameof(Spellings))]
    public async Task SamePhone_InAnotherSpelling_IsReplayed(string spelling, string mobile)
    {
        Assert.NotEmpty(spelling);
        var clients = (await servers.GetAsync(store)).Clients;
        var waybill = WaybillMaker.Make(w => w.Recipient.Mobile = "13800138000");
        var first = await clients.MaskAsync(waybill);

        waybill.Recipient.Mobile = mobile;
        AssertReplay(first, await clients.MaskAsync(waybill), isSameText: false);
    }

    [Fact]
    public async Task SameNumberInLowerCase_IsTheSameShipment()
    {
        var clients = (await servers.GetAsync(store)).Clients;
        var waybill = WaybillMaker.Make();
        var first = await clients.MaskAsync(waybill);

        waybill.WaybillNo = waybill.WaybillNo.ToLowerInvariant();
        AssertReplay(first, await clients.MaskAsync(waybill));
    }

    [Fact]
    public async Task SameNumber_InAnotherEpoch_IsAnotherShipment()
    {
        var clients = (await servers.GetAsync(store)).Clients;
        var waybill = WaybillMaker.Make();
        var first = await clients.MaskAsync(waybill);

        waybill.ShipmentEpoch = 1;
        var second = await clients.MaskAsync(waybill);

        AssertCreated(second);
        Assert.NotEqual(first.Recipient.VirtualNumber.Display, second.Recipient.VirtualNumber.Display);
        Assert.NotEqual(first.Recipient.Token, second.Recipient.Token);
    }

    [Fact]
    public async Task OtherPhone_IsAConflictThatShowsTheStoredFormAndChangesNothing()
    {
        var clients = (await servers.GetAsync(store)).Clients;
        var waybill = WaybillMaker.Make(w => w.Recipient.Mobile = "13800138000");
        var first = await clients.MaskAsync(waybill);

        var other = waybill.Clone();
        other.Recipient.Mobile = "15912345699";
        other.Recipient.Name = "李四";
        other.Remark = "别的";
        var conflict = await clients.MaskAsync(other);

        Assert.Equal(ItemCode.Conflict, conflict.Status.Code);
        Assert.False(conflict.Status.Retryable);
        Assert.NotEmpty(conflict.Status.Remedy);
        Assert.False(conflict.Replayed);
        Assert.Equal(first.Version, conflict.Version);
        Assert.Equal(first.Recipient, conflict.Recipient);
        Assert.Equal(first.Sender, conflict.Sender);
        Assert.Equal(first.Remark, conflict.Remark);
        Assert.Equal("13800138000", (await clients.ResolveAsync(first.Recipient.VirtualNumber)).ConnectTo);
        AssertReplay(first, await clients.MaskAsync(waybill));
    }

    [Fact]
    public async Task OtherPhone_InTheSameBatch_IsAConflict()
    {
        var waybill = WaybillMaker.Make(w => w.Recipient.Mobile = "13800138000");
        var other = waybill.Clone();
        other.Recipient.Mobile = "15912345699";

        var batch = await (await servers.GetAsync(store)).Clients.MaskBatchAsync(waybill, other, WaybillMaker.Make());

        AssertCreated(batch.Results[0]);
        Assert.Equal(ItemCode.Conflict, batch.Results[1].Status.Code);
        Assert.Equal(batch.Results[0].Recipient, batch.Results[1].Recipient);
        AssertCreated(batch.Results[2]);
    }

    internal static void AssertCreated(WaybillResult result)
    {
        Assert.Equal(new ItemStatus { Code = ItemCode.Ok }, result.Status);
        Assert.False(result.Replayed);
        Assert.Equal(1u, result.Version);
        Assert.NotNull(result.Recipient.VirtualNumber);
    }

    internal static void AssertReplay(WaybillResult first, WaybillResult again, bool isSameText = true)
    {
        Assert.Equal(new ItemStatus { Code = ItemCode.Ok }, again.Status);
        Assert.True(again.Replayed);
        Assert.Equal(first.Version, again.Version);
        AssertSameNumber(first, again);
        if (!isSameText) return;
        Assert.Equal(first.Sender, again.Sender);
        Assert.Equal(first.Recipient, again.Recipient);
    }

    internal static void AssertCreatedOnce(WaybillResult left, WaybillResult right)
    {
        Assert.Equal(ItemCode.Ok, left.Status.Code);
        Assert.Equal(ItemCode.Ok, right.Status.Code);
        Assert.True(left.Replayed != right.Replayed, "exactly one of two is the first");
        AssertSameNumber(left, right);
    }

    internal static void AssertSameNumber(WaybillResult left, WaybillResult right)
    {
        Assert.Equal(left.Recipient.VirtualNumber, right.Recipient.VirtualNumber);
        Assert.Equal(left.Recipient.Token, right.Recipient.Token);
        Assert.Equal(left.Sender.VirtualNumber, right.Sender.VirtualNumber);
        Assert.Equal(left.Sender.Token, right.Sender.Token);
        Assert.NotEmpty(left.Recipient.Token);
    }
}
