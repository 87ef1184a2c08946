using System.Buffers;
using System.Globalization;
using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Tests.Wire;

/// <summary>
/// The wire codec is the generated classes, only faster: whatever comes, the two read the same or refuse alike, and they
/// write the same bytes.
/// <c>CODEC_MESSAGES</c> says how many messages; failures name the seed that makes them again.
/// </summary>
public sealed class CodecLaws
{
    private const int MessagesPerSeed = 10_000;

    private static readonly int s_seeds =
        int.Parse(Environment.GetEnvironmentVariable("CODEC_MESSAGES") ?? "400000", CultureInfo.InvariantCulture) / MessagesPerSeed;

    // In a long run the pool goes on adding threads, and each collection has to stop all of them.
    private static readonly ParallelOptions s_threads = new() { MaxDegreeOfParallelism = Environment.ProcessorCount };

    [Fact]
    public void Reading_AnyMessage_IsAsByTheGeneratedClasses()
    {
        var codes = new long[Enum.GetValues<BatchCode>().Length];
        Parallel.For(0, s_seeds, s_threads, seed =>
        {
            var (maker, both) = (new MessageMaker(seed), new CodecDifference());
            for (var m = 0; m < MessagesPerSeed; m++)
            {
                var message = maker.Next();
                var difference = both.OfReading(new ReadOnlySequence<byte>(message));
                Assert.True(difference is null, $"{difference}: seed {seed}, message {m}, {Convert.ToHexString(message)}");
                Interlocked.Increment(ref codes[(int)both.Code]);
            }
        });
        // What refuses everything would agree as well.
        Assert.All([BatchCode.Ok, BatchCode.Malformed, BatchCode.Empty], code => Assert.True(codes[(int)code] > s_seeds * MessagesPerSeed / 50, $"{code}: {codes[(int)code]}"));
        TestContext.Current.TestOutputHelper?.WriteLine($"{codes.Sum():N0} messages: {codes[(int)BatchCode.Ok]:N0} read, {codes[(int)BatchCode.Malformed]:N0} malformed, {codes[(int)BatchCode.Empty]:N0} empty");
    }

    [Fact]
    public void Writing_AnyBatch_IsAsByTheGeneratedClasses() => Parallel.For(0, s_seeds, s_threads, seed =>
    {
        var (maker, both, batch) = (new BatchMaker(seed), new CodecDifference(), new WaybillBatch());
        for (var b = 0; b < MessagesPerSeed / 10; b++)
        {
            maker.Fill(batch);
            Assert.False(both.OfWriting(batch), $"seed {seed}, batch {b}");
        }
    });
}
