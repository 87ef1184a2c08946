using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using PrivacyWaybill.EndToEnd.Tests.Support;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.EndToEnd.Tests.Records;

/// <summary>What happens to records after they were written.</summary>
public abstract class RecordLifeTests(Servers servers, StoreKind store)
{
    private static readonly RevealContext Courier = new() { Purpose = RevealPurpose.Delivery, OperatorId = "courier-17", DeviceId = "scanner-3" };

    public sealed class OnEmbedded(Servers servers) : RecordLifeTests(servers, StoreKind.Embedded);

    public sealed class OnRedis(Servers servers) : RecordLifeTests(servers, StoreKind.Redis);

    [Fact]
    public async Task Changes_OnAStream_AreAnsweredBatchByBatchInOrder()
    {
        var clients = (await servers.GetAsync(store)).Clients;
        var waybills = WaybillMaker.Make(3);
        var results = (await clients.MaskBatchAsync(waybills)).Results;
        var until = new Timestamp { Seconds = results[0].Recipient.VirtualNumber.ExpireTime.Seconds + 86_400 };
        using var call = clients.Numbers.ChangeNumbers();

        await call.RequestStream.WriteAsync(new ChangeNumbersRequest
        {
            BatchId = 7,
            Changes =
            {
                new NumberChange { Shipment = waybills[0].Reference(), Party = PartyRole.Recipient, ExpireTime = until },
                new NumberChange { Shipment = waybills[1].Reference(), Release = true },
                new NumberChange { Shipment = waybills[2].Reference(), ExpireTime = new Timestamp { Seconds = until.Seconds + 366 * 86_400 } },
                new NumberChange { Shipment = waybills[2].Reference(), ExpireTime = new Timestamp { Seconds = 1 } },
                new NumberChange { Shipment = waybills[2].Reference() },
                new NumberChange { Shipment = WaybillMaker.Make().Reference(), Release = true },
            },
        });
        await call.RequestStream.WriteAsync(new ChangeNumbersRequest { BatchId = 8, Changes = { new NumberChange { Shipment = waybills[1].Reference(), ExpireTime = until } } });
        await call.RequestStream.CompleteAsync();
        var answers = await call.ResponseStream.ReadAllAsync().ToListAsync();

        Assert.Equal([7UL, 8UL], answers.Select(a => a.BatchId));
        Assert.Equal(
            [NumberChangeCode.Ok, NumberChangeCode.Ok, NumberChangeCode.BeyondLimit, NumberChangeCode.InvalidExpiry, NumberChangeCode.InvalidReference, NumberChangeCode.NotFound],
            answers[0].Results.Select(r => r.Code));
        Assert.Equal(NumberChangeCode.Released, Assert.Single(answers[1].Results).Code);
        Assert.Equal((until, 2u), (answers[0].Results[0].Parties.Single().VirtualNumber.ExpireTime, answers[0].Results[0].Version));
        // Both parties were asked for; the sender has no number.
        Assert.Equal([(PartyRole.Recipient, NumberChangeCode.Ok), (PartyRole.Sender, NumberChangeCode.NoNumber)], answers[0].Results[1].Parties.Select(p => (p.Party, p.Code)));
        var latest = answers[0].Results[2].Parties[0].LatestExpireTime.Seconds - TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        Assert.InRange(latest, 89 * 86_400, 90 * 86_400);
        Assert.Equal(CallAnswer.Released, (await clients.ResolveAsync(results[1].Recipient.VirtualNumber)).Answer);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_001)]
    public async Task Changes_NoneOrTooMany_EndTheStreamAfterTheAnswersBefore(int count)
    {
        var clients = (await servers.GetAsync(store)).Clients;
        var change = new NumberChange { Shipment = WaybillMaker.Make().Reference(), Release = true };
        using var call = clients.Numbers.ChangeNumbers();
        await call.RequestStream.WriteAsync(new ChangeNumbersRequest { BatchId = 1, Changes = { change } });
        await call.RequestStream.WriteAsync(new ChangeNumbersRequest { BatchId = 2, Changes = { Enumerable.Repeat(change, count) } });

        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
        Assert.Equal(1UL, call.ResponseStream.Current.BatchId);
        var error = await Rpc.FailsAsync(StatusCode.InvalidArgument, () => call.ResponseStream.MoveNext(CancellationToken.None));
        Assert.Equal("changes", Assert.Single(error.GetDetail<BadRequest>()!.FieldViolations).Field);
    }

    [Fact]
    public async Task Number_LookedUpByItself_TellsStateAndParty()
    {
        var clients = (await servers.GetAsync(store)).Clients;
        var number = (await clients.MaskAsync(WaybillMaker.Make())).Recipient.VirtualNumber;

        var found = await clients.Numbers.LookUpNumberAsync(new LookUpNumberRequest { VirtualNumber = $"+86{number.MainNumber}转{number.Extension}" });

        Assert.Equal((CallAnswer.Active, PartyRole.Recipient, number), (found.State, found.Party, found.VirtualNumber));
        Assert.Equal(CallAnswer.Unknown, (await clients.Numbers.LookUpNumberAsync(new LookUpNumberRequest { VirtualNumber = "13800138000" })).State);
        await Rpc.FailsAsync(StatusCode.InvalidArgument, clients.Numbers.LookUpNumberAsync(new LookUpNumberRequest { VirtualNumber = "hello" }));
        await Rpc.FailsAsync(StatusCode.InvalidArgument, clients.Numbers.LookUpNumberAsync(new LookUpNumberRequest { VirtualNumber = number.Display, Party = PartyRole.Recipient }));
    }

    [Fact]
    public async Task Shipment_Erased_IsGoneByEveryWay()
    {
        var clients = (await servers.GetAsync(store)).Clients;
        var waybill = WaybillMaker.Make(w => w.ReturnSealedRecord = true);
        var result = await clients.MaskAsync(waybill);
        var archived = new RevealTarget { SealedRecord = result.SealedRecord };
        Assert.Equal(waybill.Recipient, (await clients.Reveals.RevealAsync(new RevealRequest { Context = Courier, Target = archived })).Originals.Recipient);

        var request = new EraseShipmentsRequest { Shipments = { waybill.Reference(), WaybillMaker.Make().Reference(), new ShipmentReference() }, OperatorId = "dpo-1" };
        for (var time = 0; time < 2; time++)
            Assert.Equal([(ErasureCode.Ok, 2u), (ErasureCode.NotFound, 0u), (ErasureCode.InvalidReference, 0u)], (await clients.Records.EraseShipmentsAsync(request)).Results.Select(r => (r.Code, r.Version)));

        Assert.Equal(CallAnswer.Released, (await clients.ResolveAsync(result.Recipient.VirtualNumber)).Answer);
        foreach (var target in new[] { new RevealTarget { Shipment = waybill.Reference() }, archived })
        {
            var error = await Rpc.FailsAsync(StatusCode.NotFound, clients.Reveals.RevealAsync(new RevealRequest { Context = Courier, Target = target }));
            Assert.Equal("ERASED", error.GetDetail<ErrorInfo>()!.Reason);
        }
        var batch = await clients.Reveals.BatchRevealAsync(new BatchRevealRequest { Context = Courier, Targets = { archived, new RevealTarget { SealedRecord = Google.Protobuf.ByteString.CopyFrom(1, 2, 3) } } });
        Assert.Equal([RevealCode.Erased, RevealCode.InvalidReference], batch.Results.Select(r => r.Code));
        var late = await clients.MaskAsync(waybill);
        Assert.Equal((ItemCode.Erased, false), (late.Status.Code, late.Status.Retryable));
        Assert.Null(late.Recipient);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_001)]
    public async Task Erasure_OfNoneOrTooMany_IsAnInvalidArgument(int count)
    {
        var clients = (await servers.GetAsync(store)).Clients;
        await Rpc.FailsAsync(StatusCode.InvalidArgument, clients.Records.EraseShipmentsAsync(new EraseShipmentsRequest { Shipments = { Enumerable.Repeat(new ShipmentReference(), count) }, OperatorId = "dpo-1" }));
    }

    [Theory]
    [InlineData("")]
    [InlineData("13800138000")]
    [InlineData("张三")]
    public async Task Erasure_ByNobodyWhoMayStandInTheAudit_IsRefused(string who)
    {
        var clients = (await servers.GetAsync(store)).Clients;
        var waybill = WaybillMaker.Make();
        await clients.MaskAsync(waybill);
        var error = await Rpc.FailsAsync(StatusCode.InvalidArgument, clients.Records.EraseShipmentsAsync(new EraseShipmentsRequest { Shipments = { waybill.Reference() }, OperatorId = who }));
        Assert.Equal("operator_id", Assert.Single(error.GetDetail<BadRequest>()!.FieldViolations).Field);
        Assert.True((await clients.MaskAsync(waybill)).Replayed);
    }

    [Fact]
    public async Task RetentionReport_SoonAfterTheStart_IsThere()
    {
        var clients = (await servers.GetAsync(store)).Clients;
        await Eventually.HoldsAsync(async () =>
        {
            try
            {
                return (await clients.Records.GetRetentionReportAsync(new GetRetentionReportRequest())).Complete;
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.NotFound)
            {
                return false;
            }
        }, "a census was taken");
    }

    [Fact]
    public async Task Export_ThatIsOff_SaysSo()
    {
        var clients = (await servers.GetAsync(store)).Clients;
        using var call = clients.Records.ExportChanges(new ExportChangesRequest());
        await Rpc.FailsAsync(StatusCode.FailedPrecondition, () => call.ResponseStream.MoveNext(CancellationToken.None));
    }

    [Fact]
    public async Task Export_OfBindsAndErasures_TellsThemOnceTheyAreSettled()
    {
        await using var deployment = store == StoreKind.Redis ? await RedisDeployment.StartAsync(capacityDigits: 6) : null;
        var clock = new MovableClock();
        await using var server = await ServerUnderTest.StartAsync([.. deployment?.Arguments() ?? ["--Store:Timeout=00:00:30"], "--Changes:Export=true"], clock: clock);
        var waybills = WaybillMaker.Make(3);
        await server.Clients.MaskBatchAsync(waybills);
        await server.Clients.Records.EraseShipmentsAsync(new EraseShipmentsRequest { Shipments = { waybills[0].Reference() }, OperatorId = "dpo-1" });
        Assert.Empty((await ReadAsync([])).SelectMany(a => a.Changes));
        clock.PutForward(TimeSpan.FromMinutes(10));

        var answers = await ReadAsync([]);

        Assert.Equal([RecordChangeKind.Bound, RecordChangeKind.Bound, RecordChangeKind.Erased], answers.SelectMany(a => a.Changes).Select(c => c.Kind).Order());
        var archived = answers.SelectMany(a => a.Changes).First(c => c.Kind == RecordChangeKind.Bound).SealedRecord;
        var revealed = await server.Clients.Reveals.RevealAsync(new RevealRequest { Context = Courier, Target = new RevealTarget { SealedRecord = archived } });
        Assert.Contains(revealed.Originals.Recipient, waybills.Skip(1).Select(w => w.Recipient));
        Assert.Empty((await ReadAsync(answers[^1].NextCursor.ToByteArray())).SelectMany(a => a.Changes));
        clock.PutForward(TimeSpan.FromDays(8));
        await Rpc.FailsAsync(StatusCode.OutOfRange, () => ReadAsync(answers[^1].NextCursor.ToByteArray()));
        await Rpc.FailsAsync(StatusCode.InvalidArgument, () => ReadAsync([1]));

        async Task<List<ExportChangesResponse>> ReadAsync(byte[] cursor)
        {
            using var call = server.Clients.Records.ExportChanges(new ExportChangesRequest { Cursor = Google.Protobuf.ByteString.CopyFrom(cursor) });
            return await call.ResponseStream.ReadAllAsync().ToListAsync();
        }
    }
}
