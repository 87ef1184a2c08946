using Google.Rpc;
using Grpc.Core;
using PrivacyWaybill.EndToEnd.Tests.Masking;
using PrivacyWaybill.EndToEnd.Tests.Support;
using PrivacyWaybill.V1;
using StackExchange.Redis;

namespace PrivacyWaybill.EndToEnd.Tests.Numbers;

/// <summary>A pool that is too small: no number twice, and whoever gets none is told so and when to come again.</summary>
public sealed class ExhaustionTests : IAsyncLifetime
{
    private const int BlockSize = 1_000, FreeBlocks = 6, Waybills = 10_000;

    private RedisDeployment _deployment = null!;

    public async ValueTask InitializeAsync()
    {
        _deployment = await RedisDeployment.StartAsync(capacityDigits: 6, BlockSize);
        // All blocks but a few are somebody's for a day.
        await using var connection = await _deployment.ConnectAsync();
        var database = connection.GetDatabase();
        var freeAt = TimeProvider.System.GetUtcNow().AddDays(1).ToUnixTimeMilliseconds();
        var taken = Enumerable.Range(FreeBlocks, 1_000 - FreeBlocks).Select(block => new SortedSetEntry(block, freeAt)).ToArray();
        Assert.Equal(0, await database.SortedSetAddAsync(_deployment.Ledger(database).Key, taken));
    }

    public ValueTask DisposeAsync() => _deployment.DisposeAsync();

    [Fact]
    public async Task PoolTooSmall_UnderTwoProcesses_IssuesEachNumberOnceAndRefusesTheRest()
    {
        await using var one = await ServerProcess.StartAsync(_deployment.Arguments());
        await using var other = await ServerProcess.StartAsync(_deployment.Arguments());
        var waybills = WaybillMaker.Make(Waybills);

        var answers = await Task.WhenAll(
            SendAsync(one.Clients, waybills[..(Waybills / 2)]),
            SendAsync(other.Clients, waybills[(Waybills / 2)..]));

        var results = answers.SelectMany(a => a).SelectMany(b => b.Results).ToList();
        var numbers = results.Where(r => r.Status.Code == ItemCode.Ok).Select(r => r.Recipient.VirtualNumber.Display).ToList();
        Assert.Equal(numbers.Count, numbers.Distinct().Count());
        // Each server may keep a part of its last block that is too small for a batch, not more.
        Assert.InRange(numbers.Count, (FreeBlocks - 2) * BlockSize, FreeBlocks * BlockSize);
        Assert.All(results.Where(r => r.Status.Code != ItemCode.Ok), r =>
        {
            Assert.Equal((ItemCode.NumbersExhausted, true, "recipient_number"), (r.Status.Code, r.Status.Retryable, r.Status.Field));
            Assert.Null(r.Recipient);
            Assert.Equal(0u, r.Version);
        });
        Assert.All(answers.SelectMany(a => a).Where(b => b.Results.Any(r => r.Status.Retryable)),
            b => Assert.InRange(b.RetryDelay.ToTimeSpan(), TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)));

        // Who got a number keeps it, though the pool is empty.
        var replays = await SendAsync(other.Clients, waybills);
        foreach (var (first, again) in results.Zip(replays.SelectMany(b => b.Results)))
            if (first.Status.Code == ItemCode.Ok) ReplayTests.AssertReplay(first, again);
    }

    [Fact]
    public async Task EmptyPool_AskedUnary_IsResourceExhaustedWithRetryInfo()
    {
        await using var server = await ServerUnderTest.StartAsync(_deployment.Arguments());
        await SendAsync(server.Clients, WaybillMaker.Make(FreeBlocks * BlockSize));

        var error = await Rpc.FailsAsync(StatusCode.ResourceExhausted, server.Clients.Masking.MaskWaybillAsync(new MaskWaybillRequest { Waybill = WaybillMaker.Make() }));

        Assert.Equal("NUMBERS_EXHAUSTED", error.GetDetail<ErrorInfo>()!.Reason);
        Assert.True(error.GetDetail<RetryInfo>()!.RetryDelay.ToTimeSpan() > TimeSpan.Zero);
        var status = Assert.Single((await server.Clients.Numbers.GetPoolStatusAsync(new GetPoolStatusRequest())).Segments);
        Assert.Equal((0ul, 1_000_000ul), (status.Free, status.Leased));
        Assert.NotNull(status.NextFree);
    }

    [Fact]
    public async Task EmptyPool_UnderMaskOnly_MasksWithoutNumbersAndBindsLater()
    {
        await using var server = await ServerUnderTest.StartAsync(_deployment.Arguments("--Numbers:Exhausted=MaskOnly"));
        await SendAsync(server.Clients, WaybillMaker.Make(FreeBlocks * BlockSize));
        var waybill = WaybillMaker.Make();

        var without = await server.Clients.MaskAsync(waybill);

        Assert.Contains(without.Status.Code, new[] { ItemCode.Ok, ItemCode.Degraded });
        Assert.Null(without.Recipient.VirtualNumber);
        Assert.Equal("欧阳**", without.Recipient.Name);
        Assert.Contains(without.Warnings, w => w.Code == WarningCode.NumbersExhausted);

        // A block comes free.
        await using var connection = await _deployment.ConnectAsync();
        await connection.GetDatabase().SortedSetAddAsync(_deployment.Ledger(connection.GetDatabase()).Key, 999, 0);
        await Eventually.HoldsAsync(async () => (await server.Clients.MaskAsync(waybill)).Recipient.VirtualNumber is not null, "the waybill binds");
    }

    private static async Task<List<BatchResult>> SendAsync(ServerClients clients, List<Waybill> waybills)
    {
        await using var stream = await MaskingStream.OpenAsync(clients);
        return await stream.SendAllAsync(Batch.Split(waybills, 250));
    }
}
