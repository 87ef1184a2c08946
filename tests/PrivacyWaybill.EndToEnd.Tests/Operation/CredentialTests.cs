using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using PrivacyWaybill.EndToEnd.Tests.Masking;
using PrivacyWaybill.EndToEnd.Tests.Support;
using PrivacyWaybill.Engine.Credentials;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.EndToEnd.Tests.Operation;

/// <summary>API keys: who calls, what they may do, and whose waybills they see.</summary>
public sealed class CredentialTests : IAsyncLifetime
{
    private static readonly RevealContext Courier = new() { Purpose = RevealPurpose.Delivery, OperatorId = "courier-17", DeviceId = "scanner-3" };

    private readonly string _folder = Directory.CreateTempSubdirectory("pw-e2e-").FullName;
    private readonly Dictionary<string, string> _keys = [];
    private ServerUnderTest _server = null!;

    public async ValueTask InitializeAsync()
    {
        var file = Path.Combine(_folder, "api-keys.json");
        Add("all", "sf", ["mask", "update", "resolve", "reveal", "administer"]);
        Add("sorting", "sf", ["mask"]);
        Add("other-tenant", "zto", ["mask", "update", "resolve", "reveal"]);
        Add("other-partner", "sf", ["mask", "resolve", "reveal"], "shop");
        foreach (var role in (string[])["update", "resolve", "reveal", "administer", "erase", "export", "import"]) Add(role, "sf", [role]);
        _server = await ServerUnderTest.StartAsync(["--Listen:Address=127.0.0.1", $"--Credentials:File={file}", "--Store:Timeout=00:00:30"]);

        void Add(string id, string tenant, string[] roles, string? partner = null) => _keys[id] = ApiKeyFile.Add(file, id, tenant, partner, roles);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("no key", null)]
    [InlineData("another server's key", "pw_all_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("unknown id", "pw_nobody_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("no key at all", "hello")]
    public async Task Caller_WithoutAValidKey_IsUnauthenticatedEverywhere(string what, string? key)
    {
        using var clients = _server.Connect(key);
        foreach (var call in Calls(clients).Values)
        {
            var error = await Rpc.FailsAsync(StatusCode.Unauthenticated, call);
            Assert.True(error.GetDetail<ErrorInfo>()!.Reason == "API_KEY_INVALID", what);
        }
    }

    [Theory]
    [InlineData("mask a stream", "mask")]
    [InlineData("mask one", "mask")]
    [InlineData("extend", "mask")]
    [InlineData("release", "mask")]
    [InlineData("resolve", "resolve")]
    [InlineData("look up", "resolve")]
    [InlineData("reveal", "reveal")]
    [InlineData("reveal a batch", "reveal")]
    [InlineData("pool status", "administer")]
    [InlineData("change numbers", "mask")]
    [InlineData("erase", "erase")]
    [InlineData("retention report", "administer")]
    [InlineData("export changes", "export")]
    [InlineData("import bindings", "import")]
    public async Task Caller_WithoutTheRole_IsDeniedAndToldWhich(string call, string role)
    {
        using var clients = _server.Connect(_keys[role == "mask" ? "reveal" : "sorting"]);

        var error = await Rpc.FailsAsync(StatusCode.PermissionDenied, Calls(clients)[call]);

        Assert.Equal(("ROLE_MISSING", role), (error.GetDetail<ErrorInfo>()!.Reason, error.GetDetail<ErrorInfo>()!.Metadata["role"]));
    }

    [Fact]
    public async Task Update_WithoutItsRole_IsDeniedForTheItemAlone()
    {
        using var sorting = _server.Connect(_keys["sorting"]);
        var waybill = WaybillMaker.Make();
        ReplayTests.AssertCreated(await sorting.MaskAsync(waybill));
        var update = waybill.Clone();
        (update.WriteMode, update.Recipient.Mobile, update.UpdateCondition) = (WriteMode.Update, "15912345699", new UpdateCondition { ExpectedVersion = 1 });

        var batch = await sorting.MaskBatchAsync(update, WaybillMaker.Make());

        Assert.Equal((ItemCode.PermissionDenied, "write_mode"), (batch.Results[0].Status.Code, batch.Results[0].Status.Field));
        Assert.Null(batch.Results[0].Recipient);
        ReplayTests.AssertCreated(batch.Results[1]);
        using var all = _server.Connect(_keys["all"]);
        Assert.Equal(ItemCode.Ok, (await all.MaskAsync(update)).Status.Code);
    }

    [Fact]
    public async Task OtherTenant_WithTokenOrWaybillNumber_OpensNothing()
    {
        using var own = _server.Connect(_keys["all"]);
        using var other = _server.Connect(_keys["other-tenant"]);
        var waybill = WaybillMaker.Make();
        var result = await own.MaskAsync(waybill);

        await Rpc.FailsAsync(StatusCode.NotFound, RevealAsync(other, waybill.Reference()));
        await Rpc.FailsAsync(StatusCode.InvalidArgument, RevealAsync(other, new ShipmentReference { Token = result.Recipient.Token }));
        await Rpc.FailsAsync(StatusCode.NotFound, other.Numbers.LookUpNumberAsync(new LookUpNumberRequest { Shipment = waybill.Reference(), Party = PartyRole.Recipient }));
        await Rpc.FailsAsync(StatusCode.NotFound, other.Numbers.ReleaseNumberAsync(new ReleaseNumberRequest { Shipment = waybill.Reference(), Party = PartyRole.Recipient }));
        var call = await other.ResolveAsync(result.Recipient.VirtualNumber);
        Assert.Equal((CallAnswer.Unknown, ""), (call.Answer, call.ConnectTo));

        // The same waybill number is another shipment there.
        var theirs = await other.MaskAsync(waybill);
        ReplayTests.AssertCreated(theirs);
        Assert.NotEqual(result.Recipient.VirtualNumber.Display, theirs.Recipient.VirtualNumber.Display);
        Assert.Equal(waybill.Recipient.Mobile, (await own.ResolveAsync(result.Recipient.VirtualNumber)).ConnectTo);
    }

    [Fact]
    public async Task OtherPartner_OfTheSameTenant_HasTokensOfItsOwn()
    {
        using var own = _server.Connect(_keys["all"]);
        using var partner = _server.Connect(_keys["other-partner"]);
        var waybill = WaybillMaker.Make();
        var result = await own.MaskAsync(waybill);

        var theirs = await partner.MaskAsync(waybill);

        Assert.True(theirs.Replayed);
        Assert.Equal(result.Recipient.VirtualNumber, theirs.Recipient.VirtualNumber);
        Assert.NotEqual(result.Recipient.Token, theirs.Recipient.Token);
        await Rpc.FailsAsync(StatusCode.InvalidArgument, RevealAsync(partner, new ShipmentReference { Token = result.Recipient.Token }));
        Assert.Equal(waybill.Recipient, (await RevealAsync(partner, new ShipmentReference { Token = theirs.Recipient.Token })).Originals.Recipient);
    }

    private static AsyncUnaryCall<RevealResponse> RevealAsync(ServerClients clients, ShipmentReference shipment) =>
        clients.Reveals.RevealAsync(new RevealRequest { Context = Courier, Target = new RevealTarget { Shipment = shipment } });

    private static Dictionary<string, Func<Task>> Calls(ServerClients c)
    {
        var shipment = WaybillMaker.Make().Reference();
        var target = new RevealTarget { Shipment = shipment };
        return new()
        {
            ["mask a stream"] = () => c.MaskAsync(WaybillMaker.Make()),
            ["mask one"] = async () => await c.Masking.MaskWaybillAsync(new MaskWaybillRequest { Waybill = WaybillMaker.Make() }),
            ["extend"] = async () => await c.Numbers.ExtendNumberAsync(new ExtendNumberRequest { Shipment = shipment, Party = PartyRole.Recipient, ExpireTime = new Timestamp { Seconds = 4_000_000_000 } }),
            ["release"] = async () => await c.Numbers.ReleaseNumberAsync(new ReleaseNumberRequest { Shipment = shipment, Party = PartyRole.Recipient }),
            ["resolve"] = async () => await c.Numbers.ResolveCallAsync(new ResolveCallRequest { CalledNumber = "18400000000-0000" }),
            ["look up"] = async () => await c.Numbers.LookUpNumberAsync(new LookUpNumberRequest { Shipment = shipment, Party = PartyRole.Recipient }),
            ["reveal"] = async () => await c.Reveals.RevealAsync(new RevealRequest { Context = Courier, Target = target }),
            ["reveal a batch"] = async () => await c.Reveals.BatchRevealAsync(new BatchRevealRequest { Context = Courier, Targets = { target } }),
            ["change numbers"] = async () =>
            {
                using var call = c.Numbers.ChangeNumbers();
                await call.ResponseStream.MoveNext(CancellationToken.None);
            },
            ["erase"] = async () => await c.Records.EraseShipmentsAsync(new EraseShipmentsRequest { Shipments = { shipment } }),
            ["retention report"] = async () => await c.Records.GetRetentionReportAsync(new GetRetentionReportRequest()),
            ["export changes"] = async () =>
            {
                using var call = c.Records.ExportChanges(new ExportChangesRequest());
                await call.ResponseStream.MoveNext(CancellationToken.None);
            },
            ["import bindings"] = async () =>
            {
                using var call = c.Imports.ImportBindings();
                await call.ResponseStream.MoveNext(CancellationToken.None);
            },
            ["pool status"] = async () => await c.Numbers.GetPoolStatusAsync(new GetPoolStatusRequest()),
        };
    }
}
