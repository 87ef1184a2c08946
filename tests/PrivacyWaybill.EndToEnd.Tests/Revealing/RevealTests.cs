using Google.Rpc;
using Grpc.Core;
using PrivacyWaybill.EndToEnd.Tests.Support;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.EndToEnd.Tests.Revealing;

/// <summary>Who names no purpose, operator or device gets nothing; one target's error is its own.</summary>
public abstract class RevealTests(Servers servers, StoreKind store)
{
    private static readonly RevealContext Courier = new() { Purpose = RevealPurpose.Delivery, OperatorId = "courier-17", DeviceId = "scanner-3" };

    public static TheoryData<string, RevealContext?, string> BadContexts => new()
    {
        { "none", null, "context" },
        { "no purpose", new RevealContext { OperatorId = "o", DeviceId = "d" }, "context.purpose" },
        { "no operator", new RevealContext { Purpose = RevealPurpose.Delivery, DeviceId = "d" }, "context.operator_id" },
        { "no device", new RevealContext { Purpose = RevealPurpose.Delivery, OperatorId = "o" }, "context.device_id" },
        { "phone as operator", new RevealContext { Purpose = RevealPurpose.Delivery, OperatorId = "13800138000", DeviceId = "d" }, "context.operator_id" },
        { "phone as device", new RevealContext { Purpose = RevealPurpose.Delivery, OperatorId = "o", DeviceId = "d-13800138000" }, "context.device_id" },
        { "name as operator", new RevealContext { Purpose = RevealPurpose.Delivery, OperatorId = "张三", DeviceId = "d" }, "context.operator_id" },
        { "operator of 65 characters", new RevealContext { Purpose = RevealPurpose.Delivery, OperatorId = new string('o', 65), DeviceId = "d" }, "context.operator_id" },
    };

    public sealed class OnEmbedded(Servers servers) : RevealTests(servers, StoreKind.Embedded);

    public sealed class OnRedis(Servers servers) : RevealTests(servers, StoreKind.Redis);

    [Theory, MemberData(nameof(BadContexts))]
    public async Task Context_ThatSaysTooLittleOrTooMuch_IsRefused(string what, RevealContext? context, string field)
    {
        var clients = (await servers.GetAsync(store)).Clients;
        var target = new RevealTarget { Shipment = WaybillMaker.Make().Reference() };

        var single = await Rpc.FailsAsync(StatusCode.InvalidArgument, clients.Reveals.RevealAsync(new RevealRequest { Context = context, Target = target }));
        var batch = await Rpc.FailsAsync(StatusCode.InvalidArgument, clients.Reveals.BatchRevealAsync(new BatchRevealRequest { Context = context, Targets = { target } }));

        Assert.True(field == Assert.Single(single.GetDetail<BadRequest>()!.FieldViolations).Field, what);
        Assert.Equal(field, Assert.Single(batch.GetDetail<BadRequest>()!.FieldViolations).Field);
        Assert.DoesNotContain("13800138000", single.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Party_AskedFor_ComesAlone()
    {
        var clients = (await servers.GetAsync(store)).Clients;
        var waybill = WaybillMaker.Make();
        await clients.MaskAsync(waybill);

        var sender = await clients.Reveals.RevealAsync(new RevealRequest { Context = Courier, Target = new RevealTarget { Shipment = waybill.Reference(), Party = PartyRole.Sender } });
        var recipient = await clients.Reveals.RevealAsync(new RevealRequest { Context = Courier, Target = new RevealTarget { Shipment = waybill.Reference(), Party = PartyRole.Recipient } });

        Assert.Equal((waybill.Sender, null), (sender.Originals.Sender, sender.Originals.Recipient));
        Assert.Equal((null, waybill.Recipient), (recipient.Originals.Sender, recipient.Originals.Recipient));
    }

    [Fact]
    public async Task MaskedPhone_Revealed_IsNotPassedOffAsTheOriginal()
    {
        var clients = (await servers.GetAsync(store)).Clients;
        var waybill = WaybillMaker.Make(w => (w.Sender.Name, w.Recipient.Mobile) = ("周**", "138****5678"));
        var masked = await clients.MaskAsync(waybill);
        Assert.Null(masked.Recipient.VirtualNumber);

        var both = await clients.Reveals.RevealAsync(new RevealRequest { Context = Courier, Target = new RevealTarget { Shipment = waybill.Reference() } });
        var recipient = await clients.Reveals.RevealAsync(new RevealRequest { Context = Courier, Target = new RevealTarget { Shipment = new ShipmentReference { Token = masked.Recipient.Token } } });

        Assert.Equal(["sender.name", "recipient.mobile"], both.Originals.ArrivedMasked);
        Assert.Equal(["recipient.mobile"], recipient.Originals.ArrivedMasked);
        Assert.Equal(waybill.Recipient, recipient.Originals.Recipient);
    }

    [Fact]
    public async Task BatchOfGoodAndBadTargets_Revealed_AnswersEachInOrder()
    {
        var clients = (await servers.GetAsync(store)).Clients;
        var waybill = WaybillMaker.Make();
        var result = await clients.MaskAsync(waybill);

        var batch = await clients.Reveals.BatchRevealAsync(new BatchRevealRequest
        {
            Context = Courier,
            Targets =
            {
                new RevealTarget { Shipment = waybill.Reference() },
                new RevealTarget { Shipment = WaybillMaker.Make().Reference() },
                new RevealTarget { Shipment = new ShipmentReference { Token = "AAAAAAAAAAAAAAAAAAAAAAA" } },
                new RevealTarget { Shipment = new ShipmentReference { Token = result.Recipient.Token }, Party = PartyRole.Sender },
                new RevealTarget { Shipment = new ShipmentReference { Token = result.Sender.Token } },
                new RevealTarget(),
            },
        });

        Assert.Equal(
            [RevealCode.Ok, RevealCode.NotFound, RevealCode.InvalidReference, RevealCode.InvalidReference, RevealCode.Ok, RevealCode.InvalidReference],
            batch.Results.Select(r => r.Code));
        Assert.Equal(waybill.Recipient, batch.Results[0].Originals.Recipient);
        Assert.Equal((waybill.Sender, null), (batch.Results[4].Originals.Sender, batch.Results[4].Originals.Recipient));
        Assert.All(batch.Results.Where(r => r.Code != RevealCode.Ok), r => Assert.Null(r.Originals));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_001)]
    public async Task BatchOfNoneOrTooMany_Revealed_IsAnInvalidArgument(int count)
    {
        var clients = (await servers.GetAsync(store)).Clients;
        var request = new BatchRevealRequest { Context = Courier };
        for (var i = 0; i < count; i++) request.Targets.Add(new RevealTarget { Shipment = WaybillMaker.Make().Reference() });

        await Rpc.FailsAsync(StatusCode.InvalidArgument, clients.Reveals.BatchRevealAsync(request));
    }

    [Fact]
    public async Task Unknown_RevealedAlone_IsNotFound()
    {
        var clients = (await servers.GetAsync(store)).Clients;
        var waybill = WaybillMaker.Make();

        var error = await Rpc.FailsAsync(StatusCode.NotFound, clients.Reveals.RevealAsync(new RevealRequest { Context = Courier, Target = new RevealTarget { Shipment = waybill.Reference() } }));

        Assert.DoesNotContain(waybill.WaybillNo, error.ToString(), StringComparison.Ordinal);
    }
}
