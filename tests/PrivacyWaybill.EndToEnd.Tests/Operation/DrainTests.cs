using System.Globalization;
using Google.Rpc;
using Grpc.Core;
using PrivacyWaybill.EndToEnd.Tests.Masking;
using PrivacyWaybill.EndToEnd.Tests.Support;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.EndToEnd.Tests.Operation;

/// <summary>A server that is told to stop answers what it has read, says how far it got, and ends well.</summary>
public sealed class DrainTests
{
    [Fact]
    public async Task Sigterm_UnderLoad_AnswersWhatWasReadAndNamesTheLastBatch()
    {
        await using var deployment = await RedisDeployment.StartAsync();
        await using var server = await ServerProcess.StartAsync(deployment.Arguments());
        await using var stream = await MaskingStream.OpenAsync(server.Clients);
        var sent = new List<MaskWaybillsRequest>();

        var isOver = 0;
        var writing = Task.Run(async () =>
        {
            try
            {
                while (Volatile.Read(ref isOver) == 0)
                {
                    sent.Add(Batch.Of(WaybillMaker.Make(100)));
                    await stream.WriteAsync(sent[^1]);
                }
            }
            catch (Exception e) when (e is RpcException or InvalidOperationException or IOException)
            {
                // The stream has ended.
            }
        });
        var answers = new List<BatchResult>();
        var end = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (await stream.TryReadAsync() is { } answer)
            {
                answers.Add(answer);
                if (answers.Count == 20) await server.Run.TerminateAsync();
            }
        });
        Volatile.Write(ref isOver, 1);
        await writing;

        Assert.Equal(StatusCode.Unavailable, end.StatusCode);
        var info = Rpc.Details(end).GetDetail<ErrorInfo>()!;
        Assert.Equal("DRAINING", info.Reason);
        Assert.Equal(answers[^1].BatchId.ToString(CultureInfo.InvariantCulture), info.Metadata["last_batch_id"]);
        Assert.Equal(answers[^1].BatchSequence.ToString(CultureInfo.InvariantCulture), info.Metadata["last_batch_sequence"]);
        Assert.Equal(0, await server.Run.ExitAsync());
        Assert.Equal(sent.Take(answers.Count).Select(b => b.BatchId), answers.Select(a => a.BatchId));
        Assert.All(answers.SelectMany(a => a.Results), ReplayTests.AssertCreated);

        // What it acknowledged is in Redis, and nothing else: what came after was not touched.
        await using var next = await ServerUnderTest.StartAsync(deployment.Arguments());
        await using var again = await MaskingStream.OpenAsync(next.Clients);
        foreach (var (batch, answer) in sent.Zip(answers))
            foreach (var (first, replay) in answer.Results.Zip((await again.SendAsync(batch.Waybills)).Results)) ReplayTests.AssertReplay(first, replay);
        foreach (var batch in sent.Skip(answers.Count)) Assert.All((await again.SendAsync(batch.Waybills)).Results, ReplayTests.AssertCreated);
    }

    [Fact]
    public async Task Sigterm_UnderAFloodThatNeverPauses_DrainsAllTheSame()
    {
        await using var server = await ServerProcess.StartAsync();
        await using var stream = await MaskingStream.OpenAsync(server.Clients);
        // Ready-made, so that the server never has to wait for the next message.
        var batch = Batch.Of(WaybillMaker.Make(1_000));
        var writing = Task.Run(async () =>
        {
            try
            {
                while (true) await stream.WriteAsync(batch);
            }
            catch (Exception e) when (e is RpcException or InvalidOperationException or IOException)
            {
                // The stream has ended.
            }
        });
        var answers = 0;
        var end = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (await stream.TryReadAsync() is not null)
                if (++answers == 5) await server.Run.TerminateAsync();
        });
        await writing;

        Assert.Equal(StatusCode.Unavailable, end.StatusCode);
        Assert.Equal($"{answers}", Rpc.Details(end).GetDetail<ErrorInfo>()!.Metadata["last_batch_sequence"]);
        Assert.Equal(0, await server.Run.ExitAsync());
    }

    [Fact]
    public async Task Sigterm_WithIdleStreams_EndsThemAtOnce()
    {
        await using var server = await ServerProcess.StartAsync();
        await using var fresh = await MaskingStream.OpenAsync(server.Clients);
        await using var used = await MaskingStream.OpenAsync(server.Clients);
        await used.SendAsync(WaybillMaker.Make());

        await server.Run.TerminateAsync();

        foreach (var (stream, sequence) in new[] { (fresh, "0"), (used, "1") })
        {
            var end = await Assert.ThrowsAsync<RpcException>(stream.TryReadAsync);
            Assert.True(end.StatusCode == StatusCode.Unavailable, $"{end}\n{server.Run.Output}{server.Run.Errors}");
            Assert.Equal(sequence, Rpc.Details(end).GetDetail<ErrorInfo>()!.Metadata["last_batch_sequence"]);
        }
        Assert.Equal(0, await server.Run.ExitAsync());
    }
}
