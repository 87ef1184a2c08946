using System.Threading.Channels;
using Google.Rpc;
using Grpc.Core;
using Microsoft.Extensions.Hosting;
using PrivacyWaybill.Server.Hosting;
using PrivacyWaybill.Server.Services;

namespace PrivacyWaybill.Server.Tests.Services;

/// <summary>The two loops of a stream, with a client and a work that do what the test says.</summary>
public sealed class BatchStreamTests : IDisposable
{
    /// <summary>No measure of speed: what hangs hangs for ever, and a test must end all the same.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Lifetime _lifetime = new();
    private readonly Client _client = new();

    public void Dispose() => _lifetime.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_BatchesThatEndInAnyOrder_AreAnsweredInTheirs(bool oneByOne)
    {
        var work = new Work(oneByOne);
        var running = RunAsync(work);
        _client.Send(7, 8, 9);
        _client.End();
        if (!oneByOne) await work.HasBegunAsync(3);
        foreach (var id in oneByOne ? new ulong[] { 7, 8, 9 } : [9, 8, 7]) work.Finish(id);
        await running.WaitAsync(Patience);
        Assert.Equal(["open", "7 of 1", "8 of 2", "9 of 3"], work.Written);
        Assert.Equal([7, 8, 9], work.Returned);
    }

    [Fact]
    public async Task Run_OneByOne_BeginsABatchWhenTheOneBeforeHasEnded()
    {
        var work = new Work(isOneByOne: true);
        var running = RunAsync(work);
        _client.Send(7, 8);
        await work.HasBegunAsync(1);
        Assert.Equal(1, work.Begun);
        work.Finish(7);
        await work.HasBegunAsync(2);
        work.Finish(8);
        _client.End();
        await running.WaitAsync(Patience);
    }

    [Fact]
    public async Task Run_NoRoomForABatch_ReadsNoFurtherAndAnswersWhatIsAtWork()
    {
        var work = new Work(isOneByOne: false) { Waiting = 8 };
        var running = RunAsync(work);
        _client.Send(7, 8, 9);
        await work.HasBegunAsync(1);
        work.Finish(7);
        Assert.Equal(7UL, await work.HasReturnedAsync());
        Assert.Equal((8UL, 1), (_client.Current, work.Begun));
        work.MakeRoom();
        await work.HasBegunAsync(3);
        work.Finish(8);
        work.Finish(9);
        _client.End();
        await running.WaitAsync(Patience);
    }

    [Fact]
    public async Task Run_ServerStops_AnswersWhatWasReadAndNamesTheLast()
    {
        var work = new Work(isOneByOne: false);
        var running = RunAsync(work);
        _client.Send(7, 8);
        await work.HasBegunAsync(2);
        _lifetime.StopApplication();
        work.Finish(7);
        work.Finish(8);
        var error = await Assert.ThrowsAsync<RpcException>(() => running.WaitAsync(Patience));
        var info = error.GetRpcStatus()!.GetDetail<ErrorInfo>()!;
        Assert.Equal(("DRAINING", "8", "2"), (info.Reason, info.Metadata["last_batch_id"], info.Metadata["last_batch_sequence"]));
        Assert.Equal(["open", "7 of 1", "8 of 2"], work.Written);
    }

    [Fact]
    public async Task Run_ClientGoesAway_SeesEveryBatchToItsEndAndNamesTheLastThatWasWritten()
    {
        var work = new Work(isOneByOne: false) { GoneFrom = 8 };
        var running = RunAsync(work);
        _client.Send(7, 8, 9);
        await work.HasBegunAsync(3);
        foreach (var id in new ulong[] { 7, 8, 9 }) work.Finish(id);
        _lifetime.StopApplication();
        var error = await Assert.ThrowsAsync<RpcException>(() => running.WaitAsync(Patience));
        Assert.Equal("7", error.GetRpcStatus()!.GetDetail<ErrorInfo>()!.Metadata["last_batch_id"]);
        Assert.Equal(["open", "7 of 1"], work.Written);
        Assert.Equal([7, 8, 9], work.Returned);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_WorkRefusesABatch_EndsTheStreamBehindTheAnswersBefore(bool oneByOne)
    {
        var work = new Work(oneByOne);
        var running = RunAsync(work);
        _client.Send(7, 8);
        await work.HasBegunAsync(1);
        work.Finish(7);
        await work.HasBegunAsync(2);
        work.Fail(8, RpcErrors.Invalid("changes", "must be 1 to 1,000"));
        // The client neither sends nor ends: the stream ends by itself.
        var error = await Assert.ThrowsAsync<RpcException>(() => running.WaitAsync(Patience));
        Assert.Equal(StatusCode.InvalidArgument, error.StatusCode);
        Assert.Equal(["open", "7 of 1"], work.Written);
    }

    private Task RunAsync(Work work) => new BatchStream(_lifetime, new StreamDrain(_lifetime)).RunAsync(_client, work);

    private sealed class Client : IAsyncStreamReader<ulong>
    {
        private readonly Channel<ulong> _sent = Channel.CreateUnbounded<ulong>();

        public ulong Current { get; private set; }

        public void Send(params ulong[] ids)
        {
            foreach (var id in ids) Assert.True(_sent.Writer.TryWrite(id));
        }

        public void End() => _sent.Writer.Complete();

        public async Task<bool> MoveNext(CancellationToken cancellationToken)
        {
            if (!await _sent.Reader.WaitToReadAsync(cancellationToken) || !_sent.Reader.TryRead(out var id)) return false;
            Current = id;
            return true;
        }
    }

    private sealed class Work(bool isOneByOne) : IBatchWork<ulong, (ulong Id, ulong Sequence)>
    {
        private readonly Channel<ulong> _begun = Channel.CreateUnbounded<ulong>(), _returned = Channel.CreateUnbounded<ulong>();
        private readonly Dictionary<ulong, TaskCompletionSource> _ends = new()
        {
            [7] = new(TaskCreationOptions.RunContinuationsAsynchronously),
            [8] = new(TaskCreationOptions.RunContinuationsAsynchronously),
            [9] = new(TaskCreationOptions.RunContinuationsAsynchronously),
        };
        private readonly TaskCompletionSource _room = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _seen, _begunCount;

        public int MostWaiting => 4;

        public bool IsOneByOne => isOneByOne;

        /// <summary>For this one there is no room until <see cref="MakeRoom"/>.</summary>
        public ulong Waiting { get; init; }

        public void MakeRoom() => _room.SetResult();

        /// <summary>From this answer on the client is gone.</summary>
        public ulong GoneFrom { get; init; } = ulong.MaxValue;

        public int Begun => Volatile.Read(ref _begunCount);

        public List<string> Written { get; } = [];

        public List<ulong> Returned { get; } = [];

        public async Task HasBegunAsync(int count)
        {
            for (; _seen < count; _seen++) await _begun.Reader.ReadAsync().AsTask().WaitAsync(Patience);
        }

        /// <summary>Waits for the next answer that is written and returned.</summary>
        public Task<ulong> HasReturnedAsync() => _returned.Reader.ReadAsync().AsTask().WaitAsync(Patience);

        public void Finish(ulong id) => _ends[id].SetResult();

        public void Fail(ulong id, Exception error) => _ends[id].SetException(error);

        public Task OpenAsync()
        {
            Written.Add("open");
            return Task.CompletedTask;
        }

        public async ValueTask<Task<(ulong Id, ulong Sequence)>> BeginAsync(ulong batch, ulong sequence)
        {
            if (batch == Waiting) await _room.Task;
            return AnswerAsync(batch, sequence);
        }

        /// <summary>Throws before it returns a task, as gRPC's writer may.</summary>
        public Task WriteAsync((ulong Id, ulong Sequence) answer)
        {
            if (answer.Id >= GoneFrom) throw new InvalidOperationException("the client is gone");
            Written.Add($"{answer.Id} of {answer.Sequence}");
            return Task.CompletedTask;
        }

        public ulong IdOf((ulong Id, ulong Sequence) answer) => answer.Id;

        public void Return((ulong Id, ulong Sequence) answer)
        {
            Returned.Add(answer.Id);
            Assert.True(_returned.Writer.TryWrite(answer.Id));
        }

        private async Task<(ulong Id, ulong Sequence)> AnswerAsync(ulong batch, ulong sequence)
        {
            Interlocked.Increment(ref _begunCount);
            Assert.True(_begun.Writer.TryWrite(batch));
            await _ends[batch].Task;
            return (batch, sequence);
        }
    }

    private sealed class Lifetime : IHostApplicationLifetime, IDisposable
    {
        private readonly CancellationTokenSource _stopping = new();

        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => _stopping.Token;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication() => _stopping.Cancel();

        public void Dispose() => _stopping.Dispose();
    }
}
