using Google.Protobuf.WellKnownTypes;
using PrivacyWaybill.EndToEnd.Tests.Support;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.EndToEnd.Tests.Masking;

/// <summary>Pieces, returns and redirects: one shipment, one number a person.</summary>
public abstract class LinkedShipmentTests(Servers servers, StoreKind store)
{
    public sealed class OnEmbedded(Servers servers) : LinkedShipmentTests(servers, StoreKind.Embedded);

    public sealed class OnRedis(Servers servers) : LinkedShipmentTests(servers, StoreKind.Redis);

    [Fact]
    public async Task Pieces_OfOneShipment_HaveOneNumberThatAnyOfThemReleases()
    {
        var clients = (await servers.GetAsync(store)).Clients;
        var parent = WaybillMaker.Make();
        var (second, third) = (parent.Clone(), parent.Clone());
        second.WaybillNo += "-2-3-";
        (third.WaybillNo, third.Links) = (WaybillMaker.Make().WaybillNo, new ShipmentLinks { ParentWaybillNo = parent.WaybillNo, Piece = 3 });

        var results = new List<WaybillResult>();
        foreach (var piece in new[] { parent, second, third }) results.Add(await clients.MaskAsync(piece));
        var until = Timestamp.FromDateTimeOffset(TimeProvider.System.GetUtcNow().AddDays(85));
        await clients.Numbers.ExtendNumberAsync(new ExtendNumberRequest { Shipment = third.Reference(), Party = PartyRole.Recipient, ExpireTime = until });

        Assert.All(results, r => Assert.Equal(new ItemStatus { Code = ItemCode.Ok }, r.Status));
        Assert.Single(results.Select(r => (r.Recipient.VirtualNumber, r.Recipient.Token)).Distinct());
        await clients.Numbers.ReleaseNumberAsync(new ReleaseNumberRequest { Shipment = third.Reference(), Party = PartyRole.Recipient });
        Assert.Equal(CallAnswer.Released, (await clients.ResolveAsync(results[0].Recipient.VirtualNumber)).Answer);
    }

    [Fact]
    public async Task ReturnAndRedirect_OfAShipment_KeepItsNumberAndExtendIt()
    {
        var clients = (await servers.GetAsync(store)).Clients;
        var there = WaybillMaker.Make();
        var back = WaybillMaker.Make(w =>
        {
            (w.Sender, w.Recipient) = (there.Recipient.Clone(), there.Sender.Clone());
            w.Links = new ShipmentLinks { ReturnOf = there.WaybillNo };
        });
        var elsewhere = WaybillMaker.Make(w =>
        {
            (w.Sender, w.Recipient) = (there.Sender.Clone(), there.Recipient.Clone());
            w.Links = new ShipmentLinks { RedirectOf = there.WaybillNo };
        });

        var number = (await clients.MaskAsync(there)).Recipient.VirtualNumber;
        var returned = await clients.MaskAsync(back);
        var redirected = await clients.MaskAsync(elsewhere);

        Assert.Equal((number, number), (returned.Sender.VirtualNumber, redirected.Recipient.VirtualNumber));
        Assert.NotEqual(number, returned.Recipient.VirtualNumber);
        Assert.Equal(there.Recipient.Mobile, (await clients.ResolveAsync(number)).ConnectTo);
        var until = new Timestamp { Seconds = number.ExpireTime.Seconds + 86_400 };
        await clients.Numbers.ExtendNumberAsync(new ExtendNumberRequest { Shipment = back.Reference(), Party = PartyRole.Sender, ExpireTime = until });
        Assert.Equal(until, (await clients.MaskAsync(there)).Recipient.VirtualNumber.ExpireTime);
    }

    [Fact]
    public async Task Return_OfWhatIsNotStored_IsServedWithAWarning()
    {
        var clients = (await servers.GetAsync(store)).Clients;
        var result = await clients.MaskAsync(WaybillMaker.Make(w => w.Links = new ShipmentLinks { ReturnOf = "SF0000000000001" }));
        Assert.Equal(new ItemStatus { Code = ItemCode.Ok }, result.Status);
        Assert.Equal([new Warning { Code = WarningCode.LinkNotFound, Field = "links.return_of" }], result.Warnings);
        Assert.NotNull(result.Recipient.VirtualNumber);
    }
}
