using PrivacyWaybill.EndToEnd.Tests.Support;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.EndToEnd.Tests.Operation;

/// <summary>A client that writes and does not read fills windows, not the server.</summary>
public sealed class BackpressureTests
{
    private const int BatchSize = 1_000, Batches = 150;

    [Fact]
    public async Task ClientThatDoesNotRead_IsHeldBackAndServedOnceItReads()
    {
        await using var deployment = await RedisDeployment.StartAsync();
        await using var server = await ServerUnderTest.StartAsync(deployment.Arguments());
        await using var stream = await MaskingStream.OpenAsync(server.Clients);
        var batches = Batch.Split(WaybillMaker.Make(BatchSize * Batches), BatchSize);

        var writing = Task.Run(async () =>
        {
            foreach (var batch in batches) await stream.WriteAsync(batch);
            await stream.CompleteAsync();
        });
        var keys = await Eventually.SettlesAsync(deployment.CountKeysAsync);

        // What is under way, and what fits into the windows and buffers of both directions: a few batches more.
        Assert.False(writing.IsCompleted, "the server took all batches of a client that reads nothing");
        Assert.InRange(keys, BatchSize, (stream.Hello.BatchesInFlight + 12) * BatchSize);

        // Others are served meanwhile.
        using var other = server.Connect();
        Assert.Equal(ItemCode.Ok, (await other.MaskAsync(WaybillMaker.Make())).Status.Code);

        foreach (var batch in batches)
        {
            var answer = await stream.ReadAsync();
            Assert.Equal(batch.BatchId, answer.BatchId);
            Assert.All(answer.Results, r => Assert.Equal(ItemCode.Ok, r.Status.Code));
        }
        await writing;
        Assert.Null(await stream.TryReadAsync());
    }
}
