using PrivacyWaybill.EndToEnd.Tests.Masking;
using PrivacyWaybill.EndToEnd.Tests.Support;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.EndToEnd.Tests.Outages;

/// <summary>Redis is killed in mid-stream and comes back with its data: nobody loses a number, nobody gets two.</summary>
public sealed class RedisOutageTests : IAsyncLifetime
{
    private RedisDeployment _deployment = null!;

    public async ValueTask InitializeAsync() => _deployment = await RedisDeployment.StartAsync(redisSettings: ["--appendonly yes", "--appendfsync always"]);

    public ValueTask DisposeAsync() => _deployment.DisposeAsync();

    [Fact]
    public async Task RedisKilled_UnderFail_AnswersUnavailableAndGoesOnAfterwards()
    {
        await using var server = await ServerUnderTest.StartAsync(Arguments());
        await using var stream = await MaskingStream.OpenAsync(server.Clients);
        var before = WaybillMaker.Make(100);
        var during = WaybillMaker.Make(100);
        var acknowledged = await stream.SendAsync(before);
        Assert.All(acknowledged.Results, ReplayTests.AssertCreated);

        _deployment.Redis.Kill();
        var refused = await stream.SendAsync(during);

        AssertAllUnavailable(refused);

        await _deployment.Redis.StartAgainAsync();
        var bound = await SendUntilOkAsync(stream, during);
        var replayed = await SendUntilOkAsync(stream, before);
        foreach (var (first, again) in acknowledged.Results.Zip(replayed.Results)) ReplayTests.AssertReplay(first, again);
        AssertDistinctNumbers([.. acknowledged.Results, .. bound.Results]);
        foreach (var (first, again) in bound.Results.Zip((await stream.SendAsync(during)).Results)) ReplayTests.AssertReplay(first, again, isSameText: false);
    }

    [Fact]
    public async Task RedisKilled_UnderFailAndUnary_IsUnavailableWithRetryInfo()
    {
        await using var server = await ServerUnderTest.StartAsync(Arguments());
        var waybill = WaybillMaker.Make();
        var number = (await server.Clients.MaskAsync(waybill)).Recipient.VirtualNumber;

        _deployment.Redis.Kill();

        foreach (var call in new Func<Task>[]
        {
            async () => await server.Clients.Masking.MaskWaybillAsync(new MaskWaybillRequest { Waybill = WaybillMaker.Make() }),
            async () => await server.Clients.ResolveAsync(number),
            async () => await server.Clients.Numbers.LookUpNumberAsync(new LookUpNumberRequest { Shipment = waybill.Reference(), Party = PartyRole.Recipient }),
            async () => await server.Clients.Numbers.ReleaseNumberAsync(new ReleaseNumberRequest { Shipment = waybill.Reference(), Party = PartyRole.Recipient }),
            async () => await server.Clients.Reveals.RevealAsync(new RevealRequest
            {
                Context = new RevealContext { Purpose = RevealPurpose.Delivery, OperatorId = "o", DeviceId = "d" },
                Target = new RevealTarget { Shipment = waybill.Reference() },
            }),
        })
        {
            var error = await Rpc.FailsAsync(Grpc.Core.StatusCode.Unavailable, call);
            Assert.True(error.GetDetail<Google.Rpc.RetryInfo>()!.RetryDelay.ToTimeSpan() > TimeSpan.Zero);
        }
        var pool = await server.Clients.Numbers.GetPoolStatusAsync(new GetPoolStatusRequest());
        Assert.Equal(SegmentState.StoreUnavailable, Assert.Single(pool.Segments).State);
    }

    [Fact]
    public async Task RedisKilled_UnderLoad_KeepsWhatWasAcknowledgedAndGivesTheRestOneNumberEach()
    {
        await using var server = await ServerUnderTest.StartAsync(Arguments());
        var batches = Batch.Split(WaybillMaker.Make(40_000), 200);
        await using var stream = await MaskingStream.OpenAsync(server.Clients);

        var answers = new List<BatchResult>();
        var writing = Task.Run(async () =>
        {
            foreach (var batch in batches) await stream.WriteAsync(batch);
            await stream.CompleteAsync();
        });
        while (await stream.TryReadAsync() is { } answer)
        {
            answers.Add(answer);
            if (answers.Count == 10) _deployment.Redis.Kill();
        }
        await writing;

        Assert.Equal(batches.Select(b => b.BatchId), answers.Select(a => a.BatchId));
        Assert.All(answers.SelectMany(a => a.Results), r => Assert.Contains(r.Status.Code, new[] { ItemCode.Ok, ItemCode.Unavailable }));
        Assert.True(answers.Take(10).All(a => a.Results.All(r => r.Status.Code == ItemCode.Ok)));
        Assert.Contains(answers[^1].Results, r => r.Status.Code == ItemCode.Unavailable);

        await _deployment.Redis.StartAgainAsync();
        await using var later = await MaskingStream.OpenAsync(server.Clients);
        await SendUntilOkAsync(later, batches[0].Waybills);
        var again = await later.SendAllAsync(batches);
        var results = again.SelectMany(a => a.Results).ToList();
        Assert.All(results, r => Assert.Equal(ItemCode.Ok, r.Status.Code));
        AssertDistinctNumbers(results);
        foreach (var (first, second) in answers.SelectMany(a => a.Results).Zip(results))
            if (first.Status.Code == ItemCode.Ok) ReplayTests.AssertReplay(first, second);
    }

    [Fact]
    public async Task RedisKilled_UnderMaskOnly_MasksWithoutNumbersAndBindsAfterwards()
    {
        await using var server = await ServerUnderTest.StartAsync(Arguments("--Store:Outage=MaskOnly"));
        await using var stream = await MaskingStream.OpenAsync(server.Clients);
        var waybills = WaybillMaker.Make(50);
        ReplayTests.AssertCreated((await stream.SendAsync(WaybillMaker.Make())).Results[0]);

        _deployment.Redis.Kill();
        var degraded = await stream.SendAsync(waybills);

        Assert.True(degraded.RetryDelay.ToTimeSpan() > TimeSpan.Zero);
        Assert.All(degraded.Results, r =>
        {
            Assert.Equal((ItemCode.Degraded, true), (r.Status.Code, r.Status.Retryable));
            Assert.Equal("欧阳**", r.Recipient.Name);
            Assert.Matches(@"^139\*{6}\d\d$", r.Recipient.Mobile);
            Assert.Equal("天目山路226号6幢***", r.Recipient.Address.Detail);
            Assert.Null(r.Recipient.VirtualNumber);
            Assert.Equal("", r.Recipient.Token + r.Sender.Token);
            Assert.Equal((0u, Durability.Unspecified), (r.Version, r.Durability));
        });

        await _deployment.Redis.StartAgainAsync();
        var bound = await SendUntilOkAsync(stream, waybills);
        AssertDistinctNumbers(bound.Results);
        foreach (var (without, with) in degraded.Results.Zip(bound.Results)) Assert.Equal(without.Recipient.Mobile, with.Recipient.Mobile);
    }

    [Fact]
    public async Task RedisAway_WhenTheServerStarts_IsWaitedFor()
    {
        _deployment.Redis.Kill();
        await using var server = await ServerUnderTest.StartAsync(Arguments());
        await using var stream = await MaskingStream.OpenAsync(server.Clients);
        AssertAllUnavailable(await stream.SendAsync(WaybillMaker.Make(3)));

        await _deployment.Redis.StartAgainAsync();

        AssertDistinctNumbers((await SendUntilOkAsync(stream, WaybillMaker.Make(3))).Results);
    }

    [Fact]
    public async Task AppendFsyncAlways_PromisedAndThere_IsTold()
    {
        await using var server = await ServerUnderTest.StartAsync(Arguments("--Store:Durability=fsynced"));
        await using var stream = await MaskingStream.OpenAsync(server.Clients);

        Assert.Equal(Durability.Fsynced, stream.Hello.Durability);
        Assert.Equal(Durability.Fsynced, (await stream.SendAsync(WaybillMaker.Make())).Results[0].Durability);
    }

    /// <summary>A store that is away is noticed by broken connections; how long a batch waits matters only for what was sent.</summary>
    private string[] Arguments(params string[] more) => _deployment.Arguments(["--Store:Timeout=00:00:10", .. more]);

    private static void AssertAllUnavailable(BatchResult batch)
    {
        Assert.Equal(BatchCode.Ok, batch.Code);
        Assert.True(batch.RetryDelay.ToTimeSpan() > TimeSpan.Zero);
        Assert.All(batch.Results, r =>
        {
            Assert.Equal((ItemCode.Unavailable, true), (r.Status.Code, r.Status.Retryable));
            Assert.Null(r.Sender);
            Assert.Null(r.Recipient);
            Assert.Equal("", r.Goods + r.Remark);
            Assert.Equal(0u, r.Version);
        });
    }

    private static async Task<BatchResult> SendUntilOkAsync(MaskingStream stream, IEnumerable<Waybill> waybills)
    {
        BatchResult answer = null!;
        await Eventually.HoldsAsync(async () => (answer = await stream.SendAsync(waybills)).Results.All(r => r.Status.Code == ItemCode.Ok), "all waybills are served again");
        return answer;
    }

    private static void AssertDistinctNumbers(IReadOnlyCollection<WaybillResult> results) =>
        Assert.Equal(results.Count, results.Select(r => r.Recipient.VirtualNumber.Display).Distinct().Count());
}
