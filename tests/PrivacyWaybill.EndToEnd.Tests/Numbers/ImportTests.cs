using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using PrivacyWaybill.EndToEnd.Tests.Support;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.EndToEnd.Tests.Numbers;

/// <summary>Numbers of another number cloud, brought in over the wire.</summary>
public abstract class ImportTests(StoreKind store) : IAsyncLifetime
{
    private RedisDeployment? _deployment;
    private ServerUnderTest _server = null!;

    public sealed class OnEmbedded() : ImportTests(StoreKind.Embedded);

    public sealed class OnRedis() : ImportTests(StoreKind.Redis);

    public async ValueTask InitializeAsync()
    {
        if (store == StoreKind.Redis) _deployment = await RedisDeployment.StartAsync(capacityDigits: 6);
        const string Poll = "--Numbers:PollInterval=00:00:00.1";
        _server = await ServerUnderTest.StartAsync(_deployment?.Arguments(Poll) ?? ["--Store:Timeout=00:00:30", Poll]);
        await _server.Clients.Pools.AddSegmentAsync(new AddSegmentRequest
        {
            Id = 99,
            Name = "moved",
            City = "广州",
            FirstMainNumber = "18600000000",
            MainNumbers = 100,
            ExtensionLength = 4,
            External = true,
        });
        await Eventually.HoldsAsync(async () => (await StatusAsync()).State == SegmentState.External, "the segment is open for imports");
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _server.DisposeAsync();
        if (_deployment is not null) await _deployment.DisposeAsync();
    }

    [Fact]
    public async Task ImportedNumbers_LiveAsOurOwn()
    {
        var clients = _server.Clients;
        var bindings = Enumerable.Range(0, 4).Select(Bind).ToArray();
        var taken = Bind(0);
        var spoilt = Bind(5);
        spoilt.RecipientNumber.Number = "17000000000-0001";
        var answers = await ImportAsync(bindings, [taken, spoilt, bindings[3]]);
        Assert.Equal([1ul, 2ul], answers.Select(a => a.BatchId));
        Assert.All(answers[0].Results, r => Assert.Equal(ItemCode.Ok, r.Status.Code));
        Assert.Equal([ItemCode.Conflict, ItemCode.UnknownSegment, ItemCode.Ok], answers[1].Results.Select(r => r.Status.Code));
        Assert.Null(answers[1].Results[0].Recipient);
        Assert.True(answers[1].Results[2].Replayed);
        var numbers = answers[0].Results.Select(r => r.Recipient.VirtualNumber).ToArray();
        Assert.Equal(bindings.Select(b => b.RecipientNumber.Number), numbers.Select(n => n.Display));
        for (var i = 0; i < 4; i++)
        {
            var call = await clients.ResolveAsync(numbers[i]);
            Assert.Equal((CallAnswer.Active, bindings[i].Waybill.Recipient.Mobile, numbers[i].ExpireTime), (call.Answer, call.ConnectTo, call.ExpireTime));
            Assert.Equal(PartyRole.Recipient, (await clients.Numbers.LookUpNumberAsync(new LookUpNumberRequest { VirtualNumber = numbers[i].Display })).Party);
            Assert.Equal(numbers[i].Display, (await clients.MaskAsync(bindings[i].Waybill)).Recipient.VirtualNumber.Display);
        }
        Assert.Equal((0ul, 4ul), (await StatusAsync()) is var status ? (status.Free, status.Leased) : default);

        var until = numbers[0].ExpireTime.ToDateTimeOffset().AddDays(40).ToTimestamp();
        var extended = await clients.Numbers.ExtendNumberAsync(new ExtendNumberRequest { Shipment = Reference(bindings[0]), Party = PartyRole.Recipient, ExpireTime = until });
        Assert.Equal(until, extended.VirtualNumber.ExpireTime);
        Assert.Equal(until, (await clients.ResolveAsync(numbers[0])).ExpireTime);
        await clients.Numbers.ReleaseNumberAsync(new ReleaseNumberRequest { Shipment = new ShipmentReference { Token = answers[0].Results[1].Recipient.Token } });
        await clients.Records.EraseShipmentsAsync(new EraseShipmentsRequest { OperatorId = "dpo-1", Shipments = { Reference(bindings[2]) } });
        Assert.Equal([CallAnswer.Active, CallAnswer.Released, CallAnswer.Released, CallAnswer.Active],
            await Task.WhenAll(numbers.Select(async n => (await clients.ResolveAsync(n)).Answer)));
        var affected = new List<string>();
        using var call2 = clients.Pools.ListAffectedShipments(new ListAffectedShipmentsRequest { Name = "moved" });
        await foreach (var part in call2.ResponseStream.ReadAllAsync()) affected.AddRange(part.Shipments.Select(s => s.Token));
        Assert.Equal([answers[0].Results[0].Recipient.Token, answers[0].Results[3].Recipient.Token], affected);

        // None of them is ever issued.
        var wish = await clients.MaskAsync(WaybillMaker.Make(w => w.RecipientNumber = new NumberRequest { City = "广州", CityStrict = true }));
        Assert.Equal(ItemCode.UnknownSegment, wish.Status.Code);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1001)]
    public async Task Import_BatchOfAWrongSize_EndsTheStreamAfterTheAnswersBeforeIt(int count)
    {
        using var call = _server.Clients.Imports.ImportBindings();
        await call.RequestStream.WriteAsync(new ImportBindingsRequest { BatchId = 7, Bindings = { Bind(50) } });
        await call.RequestStream.WriteAsync(new ImportBindingsRequest { Bindings = { Enumerable.Range(0, count).Select(_ => new ImportedBinding()) } });
        Assert.True(await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
        Assert.Equal((7ul, ItemCode.Ok), (call.ResponseStream.Current.BatchId, call.ResponseStream.Current.Results.Single().Status.Code));
        Assert.Equal(StatusCode.InvalidArgument, (await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(TestContext.Current.CancellationToken))).StatusCode);
    }

    [Fact]
    public async Task AddSegment_ExternalReserve_IsRefused() =>
        await Rpc.FailsAsync(StatusCode.InvalidArgument, _server.Clients.Pools.AddSegmentAsync(new AddSegmentRequest
        {
            Id = 98,
            Name = "spare",
            FirstMainNumber = "18700000000",
            MainNumbers = 100,
            ExtensionLength = 4,
            External = true,
            ReserveFor = "moved",
        }));

    private static ImportedBinding Bind(int place) => new()
    {
        Waybill = WaybillMaker.Make(),
        RecipientNumber = new ImportedNumber { Number = $"186000000{place:D2}-7576", ExpireTime = new Timestamp { Seconds = TimeProvider.System.GetUtcNow().AddDays(20).ToUnixTimeSeconds() } },
    };

    private static ShipmentReference Reference(ImportedBinding binding) => new() { Waybill = new WaybillKey { WaybillNo = binding.Waybill.WaybillNo } };

    private async Task<SegmentStatus> StatusAsync() =>
        (await _server.Clients.Numbers.GetPoolStatusAsync(new GetPoolStatusRequest())).Segments.Single(s => s.Name == "moved");

    private async Task<List<ImportBindingsResponse>> ImportAsync(params ImportedBinding[][] batches)
    {
        using var call = _server.Clients.Imports.ImportBindings();
        for (var b = 0; b < batches.Length; b++) await call.RequestStream.WriteAsync(new ImportBindingsRequest { BatchId = (ulong)b + 1, Bindings = { batches[b] } });
        await call.RequestStream.CompleteAsync();
        var answers = new List<ImportBindingsResponse>();
        await foreach (var answer in call.ResponseStream.ReadAllAsync()) answers.Add(answer);
        return answers;
    }
}
