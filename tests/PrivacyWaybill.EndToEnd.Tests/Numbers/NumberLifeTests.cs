using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using PrivacyWaybill.EndToEnd.Tests.Support;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.EndToEnd.Tests.Numbers;

/// <summary>What happens to numbers after they were issued.</summary>
public abstract class NumberLifeTests(Servers servers, StoreKind store)
{
    public sealed class OnEmbedded(Servers servers) : NumberLifeTests(servers, StoreKind.Embedded);

    public sealed class OnRedis(Servers servers) : NumberLifeTests(servers, StoreKind.Redis);

    [Theory]
    [InlineData("as printed", "{0}-{1}", "")]
    [InlineData("extension apart", "{0}", "{1}")]
    [InlineData("转", "{0}转{1}", "")]
    [InlineData("commas", "{0},,{1}", "")]
    [InlineData("country code", "+86{0}-{1}", "")]
    [InlineData("behind a name", "{0}", "王**[{1}]")]
    [InlineData("brackets", "{0}[{1}]", "")]
    public async Task Call_InAnySpelling_IsResolved(string spelling, string called, string extension)
    {
        var (clients, _, result) = await MaskOneAsync();
        var number = result.Recipient.VirtualNumber;

        var call = await clients.Numbers.ResolveCallAsync(new ResolveCallRequest { CalledNumber = Fill(called), Extension = Fill(extension), CallerNumber = "13000000000" });

        Assert.True(call.Answer == CallAnswer.Active, spelling);

        string Fill(string format) => string.Format(CultureInfo.InvariantCulture, format, number.MainNumber, number.Extension);
    }

    [Theory]
    [InlineData("13800138000")]
    [InlineData("18400000000")]
    [InlineData("18400000000-123456")]
    public async Task Call_OfANumberThatIsNotOurs_IsUnknown(string called)
    {
        var clients = (await servers.GetAsync(store)).Clients;

        Assert.Equal(CallAnswer.Unknown, (await clients.Numbers.ResolveCallAsync(new ResolveCallRequest { CalledNumber = called })).Answer);
    }

    [Fact]
    public async Task Calls_OfNeighbouringExtensions_NeverLeadToAStranger()
    {
        var (clients, waybill, result) = await MaskOneAsync();
        var main = result.Recipient.VirtualNumber.MainNumber;

        for (var extension = 0; extension < 500; extension++)
        {
            var called = string.Create(CultureInfo.InvariantCulture, $"{main}-{extension:D4}");
            if (called == result.Recipient.VirtualNumber.Display) continue;
            // A caller of its own: its misses must not stop other tests' calls at this main number.
            var call = await clients.Numbers.ResolveCallAsync(new ResolveCallRequest { CalledNumber = called, CallerNumber = "15833334444" });
            Assert.NotEqual(waybill.Recipient.Mobile, call.ConnectTo);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("123")]
    [InlineData("hello")]
    [InlineData("18400000000-1-2")]
    public async Task Call_OfNoNumber_IsAnInvalidArgument(string called)
    {
        var clients = (await servers.GetAsync(store)).Clients;

        var error = await Rpc.FailsAsync(StatusCode.InvalidArgument, clients.Numbers.ResolveCallAsync(new ResolveCallRequest { CalledNumber = called }));

        Assert.Equal("called_number", Assert.Single(error.GetDetail<BadRequest>()!.FieldViolations).Field);
        if (called.Length > 0) Assert.DoesNotContain(called, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task LookUp_ByWaybillAndByToken_FindsTheNumber()
    {
        var (clients, waybill, result) = await MaskOneAsync();

        var byWaybill = await clients.Numbers.LookUpNumberAsync(new LookUpNumberRequest { Shipment = waybill.Reference(), Party = PartyRole.Recipient });
        var byToken = await clients.Numbers.LookUpNumberAsync(new LookUpNumberRequest { Shipment = new ShipmentReference { Token = result.Recipient.Token } });
        var sender = await clients.Numbers.LookUpNumberAsync(new LookUpNumberRequest { Shipment = waybill.Reference(), Party = PartyRole.Sender });

        Assert.Equal((CallAnswer.Active, result.Recipient.VirtualNumber), (byWaybill.State, byWaybill.VirtualNumber));
        Assert.Equal((CallAnswer.Active, result.Recipient.VirtualNumber), (byToken.State, byToken.VirtualNumber));
        Assert.Equal((CallAnswer.Unknown, null), (sender.State, sender.VirtualNumber));
    }

    [Fact]
    public async Task LookUp_OfNothing_FailsTyped()
    {
        var (clients, waybill, result) = await MaskOneAsync();

        await Rpc.FailsAsync(StatusCode.NotFound, clients.Numbers.LookUpNumberAsync(new LookUpNumberRequest { Shipment = WaybillMaker.Make().Reference(), Party = PartyRole.Recipient }));
        await Rpc.FailsAsync(StatusCode.InvalidArgument, clients.Numbers.LookUpNumberAsync(new LookUpNumberRequest { Shipment = waybill.Reference() }));
        await Rpc.FailsAsync(StatusCode.InvalidArgument, clients.Numbers.LookUpNumberAsync(new LookUpNumberRequest()));
        await Rpc.FailsAsync(StatusCode.InvalidArgument, clients.Numbers.LookUpNumberAsync(new LookUpNumberRequest { Shipment = new ShipmentReference { Token = "not-a-token" }, Party = PartyRole.Recipient }));
        // The token names the recipient.
        await Rpc.FailsAsync(StatusCode.InvalidArgument, clients.Numbers.LookUpNumberAsync(new LookUpNumberRequest { Shipment = new ShipmentReference { Token = result.Recipient.Token }, Party = PartyRole.Sender }));
    }

    [Fact]
    public async Task Extend_WithinReach_MovesTheExpiryForCallsAndReplays()
    {
        var (clients, waybill, result) = await MaskOneAsync();
        var until = new Timestamp { Seconds = result.Recipient.VirtualNumber.ExpireTime.Seconds + 7 * 86_400 };

        var extended = await clients.Numbers.ExtendNumberAsync(new ExtendNumberRequest { Shipment = waybill.Reference(), Party = PartyRole.Recipient, ExpireTime = until });

        Assert.Equal((2u, until), (extended.Version, extended.VirtualNumber.ExpireTime));
        Assert.Equal(result.Recipient.VirtualNumber.Display, extended.VirtualNumber.Display);
        Assert.Equal(until, (await clients.ResolveAsync(result.Recipient.VirtualNumber)).ExpireTime);
        var replay = await clients.MaskAsync(waybill);
        Assert.Equal((true, 2u, extended.VirtualNumber), (replay.Replayed, replay.Version, replay.Recipient.VirtualNumber));
    }

    [Fact]
    public async Task Extend_BeyondTheLongestValidity_FailsAndTellsHowFarItCould()
    {
        var (clients, waybill, result) = await MaskOneAsync();
        var request = new ExtendNumberRequest { Shipment = waybill.Reference(), Party = PartyRole.Recipient, ExpireTime = TimeProvider.System.GetUtcNow().AddDays(500).ToTimestamp() };

        var error = await Rpc.FailsAsync(StatusCode.FailedPrecondition, clients.Numbers.ExtendNumberAsync(request));

        var latest = DateTimeOffset.Parse(error.GetDetail<ErrorInfo>()!.Metadata["latest_expire_time"], CultureInfo.InvariantCulture);
        Assert.InRange((latest - TimeProvider.System.GetUtcNow()).TotalDays, 89.9, 90);
        request.ExpireTime = latest.ToTimestamp();
        Assert.Equal(request.ExpireTime, (await clients.Numbers.ExtendNumberAsync(request)).VirtualNumber.ExpireTime);
        Assert.Equal(request.ExpireTime, (await clients.ResolveAsync(result.Recipient.VirtualNumber)).ExpireTime);
    }

    [Fact]
    public async Task Extend_ToBeforeThePresentExpiry_IsAnInvalidArgument()
    {
        var (clients, waybill, _) = await MaskOneAsync();

        foreach (var until in new[] { null, TimeProvider.System.GetUtcNow().AddDays(1).ToTimestamp(), new Timestamp { Seconds = -1 } })
        {
            var error = await Rpc.FailsAsync(StatusCode.InvalidArgument, clients.Numbers.ExtendNumberAsync(
                new ExtendNumberRequest { Shipment = waybill.Reference(), Party = PartyRole.Recipient, ExpireTime = until }));
            Assert.Equal("expire_time", Assert.Single(error.GetDetail<BadRequest>()!.FieldViolations).Field);
        }
    }

    [Fact]
    public async Task Release_Once_EndsTheNumberForCallsAndReplays()
    {
        var (clients, waybill, result) = await MaskOneAsync();
        var request = new ReleaseNumberRequest { Shipment = new ShipmentReference { Token = result.Recipient.Token } };

        var released = await clients.Numbers.ReleaseNumberAsync(request);
        var again = await clients.Numbers.ReleaseNumberAsync(request);

        Assert.Equal((2u, 2u), (released.Version, again.Version));
        Assert.Equal(CallAnswer.Released, (await clients.ResolveAsync(result.Recipient.VirtualNumber)).Answer);
        Assert.Equal("", (await clients.ResolveAsync(result.Recipient.VirtualNumber)).ConnectTo);
        Assert.Equal(CallAnswer.Released, (await clients.Numbers.LookUpNumberAsync(new LookUpNumberRequest { Shipment = request.Shipment })).State);
        var replay = await clients.MaskAsync(waybill);
        Assert.True(replay.Replayed);
        Assert.Null(replay.Recipient.VirtualNumber);
        Assert.Contains(replay.Warnings, w => w.Code == WarningCode.NumberReleased);
        await Rpc.FailsAsync(StatusCode.FailedPrecondition, clients.Numbers.ExtendNumberAsync(new ExtendNumberRequest
        {
            Shipment = request.Shipment,
            ExpireTime = TimeProvider.System.GetUtcNow().AddDays(30).ToTimestamp(),
        }));
    }

    [Fact]
    public async Task PoolStatus_AfterIssuing_CountsAllNumbers()
    {
        var (clients, _, _) = await MaskOneAsync();

        var status = await clients.Numbers.GetPoolStatusAsync(new GetPoolStatusRequest());

        Assert.Equal(store == StoreKind.Embedded ? ["demo", "demo-95013"] : [PoolFile.Segment], status.Segments.Select(s => s.Name));
        Assert.All(status.Segments, s =>
        {
            Assert.Equal(SegmentState.Open, s.State);
            Assert.NotEmpty(s.City);
            Assert.Equal(s.Capacity, s.Free + s.Leased);
        });
        Assert.True(status.Segments[0].Leased > 0);
    }

    private async Task<(ServerClients Clients, Waybill Waybill, WaybillResult Result)> MaskOneAsync()
    {
        var clients = (await servers.GetAsync(store)).Clients;
        var waybill = WaybillMaker.Make();
        var result = await clients.MaskAsync(waybill);
        Assert.NotNull(result.Recipient.VirtualNumber);
        return (clients, waybill, result);
    }
}
