using System.Text.Json;
using Google.Rpc;
using Grpc.Core;
using PrivacyWaybill.Cli.Tests.Servers;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Cli.Tests.Waybills;

public sealed class SendCommandTests : IAsyncLifetime
{
    private readonly Lock _lock = new();
    private readonly List<MaskWaybillsRequest> _requests = [];
    private readonly TaskCompletionSource _firstRequest = new();
    private int _streams;
    private StandInServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await StandInServer.StartAsync();
        _server.Stream = (requests, responses) => ServeAsync(requests, responses, new StreamHello { MaxBatchWaybills = 1000, MaxMessageBytes = 4 << 20, BatchesInFlight = 4 });
    }

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [InlineData("one batch", 3, 256, 1)]
    [InlineData("many batches", 1000, 7, 1)]
    [InlineData("many streams", 1000, 7, 4)]
    [InlineData("more streams than batches", 3, 2, 8)]
    [InlineData("nothing", 0, 256, 2)]
    public async Task Send_Waybills_AreAnsweredInTheirOrder(string label, int count, int batch, int streams)
    {
        var outcome = await SendAsync(Waybills(count), "--batch", $"{batch}", "--streams", $"{streams}");

        Assert.NotEmpty(label);
        Assert.Equal(Enumerable.Range(0, count).Select(i => $"w-{i}"), outcome.Lines.Where(line => line.Length > 0).Select(IdOf));
        Assert.Equal(ExitCode.Ok, outcome.Code);
        Assert.Equal(streams, _streams);
        Assert.Equal((count + batch - 1) / batch, _requests.Count);
        Assert.StartsWith($"{count:N0} waybills in ", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_HelloWithSmallerBatches_IsObeyed()
    {
        _server.Stream = (requests, responses) => ServeAsync(requests, responses, new StreamHello { MaxBatchWaybills = 10, MaxMessageBytes = 300, BatchesInFlight = 1 });

        var outcome = await SendAsync(Waybills(100), "--batch", "50");

        Assert.Equal(100, outcome.Lines.Length);
        Assert.All(_requests, request => Assert.True(request.CalculateSize() <= 300 && request.Waybills.Count <= 10));
        Assert.Equal(100, _requests.Sum(r => r.Waybills.Count));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Send_WindowOfTheHello_IsFilledAndNotExceeded(int window)
    {
        var most = 0;
        _server.Stream = async (requests, responses) =>
        {
            await responses.WriteAsync(new MaskWaybillsResponse { Hello = new StreamHello { MaxBatchWaybills = 1000, MaxMessageBytes = 4 << 20, BatchesInFlight = (uint)window } });
            var held = new Queue<MaskWaybillsRequest>();
            var reading = requests.MoveNext();
            for (var left = 20; left > 0;)
            {
                // Nothing is answered before the window is full: a client that waited for answers would hang here.
                if (held.Count < Math.Min(window, left))
                {
                    Assert.True(await reading);
                    held.Enqueue(requests.Current);
                    reading = requests.MoveNext();
                    continue;
                }
                // A client that sent more than it may would be seen by now, or by the next round.
                await Task.WhenAny(reading, Task.Delay(5));
                most = Math.Max(most, held.Count + (reading.IsCompletedSuccessfully && reading.Result ? 1 : 0));
                await responses.WriteAsync(new MaskWaybillsResponse { Batch = Answer(held.Dequeue()) });
                left--;
            }
            await reading;
        };

        var outcome = await SendAsync(Waybills(20), "--batch", "1");

        Assert.Equal(20, outcome.Lines.Length);
        Assert.Equal(window, most);
    }

    [Fact]
    public async Task Send_BrokenLines_AreAnsweredInTheirPlacesAndNotSent()
    {
        var outcome = await SendAsync("{broken\n" + Waybills(1) + "\n", "--batch", "1");

        Assert.Equal(["ITEM_CODE_INVALID_FORMAT", "ITEM_CODE_OK", "ITEM_CODE_INVALID_FORMAT"], outcome.Lines.Select(CodeOf));
        Assert.Equal(1, _requests.Sum(r => r.Waybills.Count));
        Assert.Equal(ExitCode.SomeFailed, outcome.Code);
        Assert.Contains("        1 OK\n        2 INVALID_FORMAT\n", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_ItemsFail_AreCounted()
    {
        _server.Stream = (requests, responses) => ServeAsync(requests, responses, new StreamHello { MaxBatchWaybills = 1000, MaxMessageBytes = 4 << 20 },
            id => id == "w-1" ? new ItemStatus { Code = ItemCode.Unavailable, Retryable = true } : new ItemStatus { Code = ItemCode.Ok });

        var outcome = await SendAsync(Waybills(3));

        Assert.Equal(["ITEM_CODE_OK", "ITEM_CODE_UNAVAILABLE", "ITEM_CODE_OK"], outcome.Lines.Select(CodeOf));
        Assert.Contains("        2 OK\n        1 UNAVAILABLE\n1 of them may succeed when they are sent again.\n", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.SomeFailed, outcome.Code);
    }

    [Fact]
    public async Task Send_BatchRefused_FailsItsWaybillsAlone()
    {
        _server.Stream = async (requests, responses) =>
        {
            await responses.WriteAsync(new MaskWaybillsResponse { Hello = new StreamHello { MaxBatchWaybills = 1000, MaxMessageBytes = 4 << 20 } });
            var isFirst = true;
            await foreach (var request in requests.ReadAllAsync())
            {
                await responses.WriteAsync(new MaskWaybillsResponse { Batch = isFirst ? new BatchResult { Code = BatchCode.Malformed, Remedy = "not valid" } : Answer(request) });
                isFirst = false;
            }
        };

        var outcome = await SendAsync(Waybills(4), "--batch", "2");

        Assert.Equal(["w-0 ITEM_CODE_INVALID_FORMAT", "w-1 ITEM_CODE_INVALID_FORMAT", "w-2 ITEM_CODE_OK", "w-3 ITEM_CODE_OK"],
            outcome.Lines.Select(line => $"{IdOf(line)} {CodeOf(line)}"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Send_ServerDrains_WritesWhatWasAnsweredAndSaysWhy(int streams)
    {
        _server.Stream = async (requests, responses) =>
        {
            await responses.WriteAsync(new MaskWaybillsResponse { Hello = new StreamHello { MaxBatchWaybills = 1000, MaxMessageBytes = 4 << 20, BatchesInFlight = 2 } });
            for (var i = 0; i < 3; i++)
            {
                if (!await requests.MoveNext()) return;
                await responses.WriteAsync(new MaskWaybillsResponse { Batch = Answer(requests.Current) });
            }
            throw StandInServer.Error(Code.Unavailable, "the server is stopping", new ErrorInfo { Reason = "DRAINING", Metadata = { ["last_batch_id"] = "3" } });
        };

        var outcome = await SendAsync(Waybills(1000), "--batch", "10", "--streams", $"{streams}");

        Assert.Equal(ExitCode.Refused, outcome.Code);
        Assert.Contains("error: UNAVAILABLE: the server is stopping\n  reason DRAINING last_batch_id=3\n", outcome.Error, StringComparison.Ordinal);
        var answered = outcome.Lines.Where(line => line.Length > 0).Select(IdOf).ToArray();
        Assert.Equal(Enumerable.Range(0, answered.Length).Select(i => $"w-{i}"), answered);
        if (streams == 1) Assert.Equal(30, answered.Length);
    }

    [Fact]
    public async Task Send_StreamBreaks_IsRefused()
    {
        _server.Stream = async (requests, responses) =>
        {
            await responses.WriteAsync(new MaskWaybillsResponse { Hello = new StreamHello { MaxBatchWaybills = 1000, MaxMessageBytes = 4 << 20, BatchesInFlight = 2 } });
            await requests.MoveNext();
            await responses.WriteAsync(new MaskWaybillsResponse { Batch = Answer(requests.Current) });
            await requests.MoveNext();
            _server.Break();
        };

        var outcome = await SendAsync(Waybills(1000), "--batch", "10");

        Assert.Equal(ExitCode.Refused, outcome.Code);
        Assert.Contains("\nerror: ", outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no hello")]
    [InlineData("an end in the middle")]
    [InlineData("another batch's answer")]
    [InlineData("too few results")]
    public async Task Send_ServerBreaksTheProtocol_IsRefused(string fault)
    {
        _server.Stream = async (requests, responses) =>
        {
            if (fault == "no hello") return;
            await responses.WriteAsync(new MaskWaybillsResponse { Hello = new StreamHello { MaxBatchWaybills = 1000, MaxMessageBytes = 4 << 20 } });
            await requests.MoveNext();
            if (fault == "an end in the middle") return;
            var answer = Answer(requests.Current);
            if (fault == "another batch's answer") answer.BatchId += 7;
            else answer.Results.RemoveAt(0);
            await responses.WriteAsync(new MaskWaybillsResponse { Batch = answer });
            await requests.MoveNext();
        };

        var outcome = await SendAsync(Waybills(3));

        Assert.Equal(ExitCode.Refused, outcome.Code);
        Assert.Empty(outcome.Output);
        Assert.Contains("error: the ", outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--batch", "0")]
    [InlineData("--batch", "1001")]
    [InlineData("--streams", "0")]
    [InlineData("--streams", "65")]
    public async Task Send_NumberOutOfRange_IsRefused(string option, string value)
    {
        var outcome = await SendAsync(Waybills(1), option, value);

        Assert.Equal(ExitCode.Usage, outcome.Code);
        Assert.Empty(_requests);
    }

    [Fact]
    public async Task Send_LivePipe_IsNotHeldBackUntilABatchIsFull()
    {
        var pipe = new System.IO.Pipelines.Pipe();
        var sending = Pw.RunOnAsync(pipe.Reader.AsStream(), null, "send", "-", "--server", _server.Url);
        await pipe.Writer.WriteAsync(System.Text.Encoding.UTF8.GetBytes(Waybills(1)));
        await _firstRequest.Task.WaitAsync(Pw.Patience);
        await pipe.Writer.CompleteAsync();

        Assert.Single((await sending).Lines);
    }

    private Task<Outcome> SendAsync(string input, params string[] options) => Pw.RunOnAsync(input, ["send", "-", "--server", _server.Url, .. options]);

    private static string Waybills(int count) =>
        string.Concat(Enumerable.Range(0, count).Select(i => $$"""{"object_id":"w-{{i}}","waybill_no":"SF1385628716739"}""" + "\n"));

    private async Task ServeAsync(IAsyncStreamReader<MaskWaybillsRequest> requests, IServerStreamWriter<MaskWaybillsResponse> responses, StreamHello hello, Func<string, ItemStatus>? statusOf = null)
    {
        Interlocked.Increment(ref _streams);
        await responses.WriteAsync(new MaskWaybillsResponse { Hello = hello });
        await foreach (var request in requests.ReadAllAsync())
        {
            lock (_lock) _requests.Add(request);
            _firstRequest.TrySetResult();
            // Streams overtake each other.
            if (request.BatchId % 3 == 0) await Task.Delay(1);
            await responses.WriteAsync(new MaskWaybillsResponse { Batch = Answer(request, statusOf) });
        }
    }

    private static BatchResult Answer(MaskWaybillsRequest request, Func<string, ItemStatus>? statusOf = null) => new()
    {
        BatchId = request.BatchId,
        Code = BatchCode.Ok,
        Results = { request.Waybills.Select(w => new WaybillResult { ObjectId = w.ObjectId, Status = statusOf?.Invoke(w.ObjectId) ?? new ItemStatus { Code = ItemCode.Ok } }) },
    };

    private static string? IdOf(string line) => JsonDocument.Parse(line).RootElement.GetProperty("object_id").GetString();

    private static string? CodeOf(string line) => JsonDocument.Parse(line).RootElement.GetProperty("status").GetProperty("code").GetString();
}
