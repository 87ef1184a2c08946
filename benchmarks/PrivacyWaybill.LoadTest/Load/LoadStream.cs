using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics;
using Grpc.Core;
using Grpc.Net.Client;
using PrivacyWaybill.LoadTest.Targets;
using PrivacyWaybill.LoadTest.Verification;

namespace PrivacyWaybill.LoadTest.Load;

/// <summary>
/// One stream of batches. Requests are copied from a template into the transport's buffer, answers are looked at in the
/// transport's buffer: the client makes no objects a waybill but those of decoded answers.
/// </summary>
internal sealed class LoadStream(RunState run, IPace pace, int place, bool isEcho)
{
    // Of any number of templates, a power of two as they are, each comes to be checked: 127 has no factor in common with it.
    private const int SampledEvery = 127;

    private readonly ConcurrentQueue<Flight> _flights = new();
    private bool _hasHello;
    private long _answers, _sampled;
    private double _usualLength;

    /// <summary>Runs until the pace ends and all is answered.</summary>
    /// <exception cref="RpcException">The server refused or ended the stream.</exception>
    public async Task RunAsync(GrpcChannel channel, Endpoint endpoint)
    {
        using var call = channel.CreateCallInvoker().AsyncDuplexStreamingCall(Method(), null, endpoint.Options);
        var sending = Task.Run(() => SendAsync(call.RequestStream), CancellationToken.None);
        try
        {
            while (await call.ResponseStream.MoveNext(CancellationToken.None))
            {
            }
        }
        finally
        {
            pace.Stop();
        }
        await sending;
        if (!_flights.IsEmpty) throw new InvalidOperationException("the server ended the stream before it had answered all");
    }

    private async Task SendAsync(IClientStreamWriter<Flight> requests)
    {
        // Streams begin at places far apart, so that they do not send the same batches at the same time.
        var next = (long)place * run.Templates.Count / run.Scenario.Streams;
        while (await pace.NextAsync() is { } at)
        {
            var flight = run.Next(next++, at);
            _flights.Enqueue(flight);
            await requests.WriteAsync(flight, CancellationToken.None);
        }
        await requests.CompleteAsync();
    }

    private void Read(in ReadOnlySequence<byte> message)
    {
        var now = Stopwatch.GetTimestamp();
        if (!_hasHello && !isEcho)
        {
            _hasHello = true;
            return;
        }
        if (!_flights.TryDequeue(out var flight)) throw new InvalidOperationException("an answer to no batch");
        pace.Answered();
        run.Answer(flight, now);
        if (isEcho) run.Wrong.Demand(message.Length == flight.Template.Length, WrongKind.Batch, flight.Template.Count);
        else if (IsChecked((double)message.Length / flight.Template.Count)) run.Verifier?.Check(message, flight);
    }

    /// <summary>Whether an answer is decoded. In a sample so is each that is much shorter than others: nothing was masked there.</summary>
    /// <param name="length">Its bytes a waybill.</param>
    private bool IsChecked(double length)
    {
        if (run.Scenario.Verify != VerifiedAnswers.Sample) return run.Scenario.Verify == VerifiedAnswers.All;
        if (_answers++ % SampledEvery != 0) return length < _usualLength / 2;
        _usualLength += (length - _usualLength) / ++_sampled;
        return true;
    }

    private Method<Flight, Answer> Method() => new(
        MethodType.DuplexStreaming, "privacywaybill.v1.WaybillMaskingService", "MaskWaybills",
        new Marshaller<Flight>(
            static (flight, context) =>
            {
                context.SetPayloadLength(flight.Template.Length);
                flight.Template.Write(flight.Numbers, context.GetBufferWriter());
                context.Complete();
            },
            static _ => throw new NotSupportedException()),
        new Marshaller<Answer>(
            static (_, _) => throw new NotSupportedException(),
            context =>
            {
                Read(context.PayloadAsReadOnlySequence());
                return Answer.Seen;
            }));

    /// <summary>Stands for an answer that was looked at when it came.</summary>
    private sealed class Answer
    {
        public static Answer Seen { get; } = new();
    }
}
