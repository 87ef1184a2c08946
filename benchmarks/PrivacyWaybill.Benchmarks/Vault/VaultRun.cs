using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using Google.Protobuf;
using PrivacyWaybill.Engine;
using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.Engine.Calls;
using PrivacyWaybill.Engine.Desk;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Wire;
using PrivacyWaybill.Numbers;
using PrivacyWaybill.V1;
using PrivacyWaybill.Vault.Calls;
using PrivacyWaybill.Workload;

namespace PrivacyWaybill.Benchmarks.Vault;

/// <summary>
/// The engine over a real <c>redis-server</c> of its own, without network to a client: waybills bound a second, calls
/// resolved a second, and what a live waybill costs in Redis. Messages are encoded before the clock starts.
/// </summary>
internal sealed class VaultRun : IAsyncDisposable
{
    private const int BatchSize = 256, Parallel = 8;

    private static readonly Caller s_caller = new("bench", "bench", "bench", Roles.Mask | Roles.Resolve);

    private readonly EngineOverRedis _engine;
    private readonly BatchPipeline _pipeline;
    private readonly VaultWorkers _workers;
    private readonly CallVault _callVault;
    private readonly CallDesk _calls;

    private VaultRun(EngineOverRedis engine)
    {
        var parts = engine.Parts;
        (_engine, _callVault) = (engine, parts.Keys.CreateCallVault());
        _pipeline = new BatchPipeline(parts);
        _workers = new VaultWorkers(parts.Keys);
        _calls = new CallDesk(parts, new CallParts
        {
            Options = new CallOptions(),
            PairNumbers = parts.Plan.Segments.CallPairs,
            Vault = _callVault,
            Pairs = new CallPairStore(engine.Database, EngineOverRedis.StoreDeadline, parts.Time),
            Counter = new CallCounter(engine.Database, EngineOverRedis.StoreDeadline, parts.Time),
        }, _workers);
    }

    public static async Task<VaultRun> StartAsync(bool isAppending) => new(await EngineOverRedis.StartAsync(isAppending));

    /// <summary>Binds fresh waybills made of the samples, and tells their numbers.</summary>
    /// <param name="samples">Whose parties can all be reached.</param>
    /// <param name="count">How many waybills; whole batches.</param>
    /// <param name="bothParties">Whether the sender gets a number too.</param>
    public async Task<(double PerSecond, ExtendedNumber[] Numbers)> BindAsync(IReadOnlyList<Waybill> samples, int count, bool bothParties)
    {
        var messages = Enumerable.Range(0, count / BatchSize).Select(b => Encode(samples, b, bothParties)).ToArray();
        var numbers = new ExtendedNumber[messages.Length * BatchSize];
        var clock = Stopwatch.StartNew();
        await InParallelAsync(messages.Length, async b =>
        {
            var batch = new WaybillBatch();
            var codec = new WireBatchCodec();
            codec.ReadBatch(new ReadOnlySequence<byte>(messages[b]), batch);
            await _pipeline.RunAsync(batch, s_caller);
            Take(batch, numbers.AsSpan(b * BatchSize, BatchSize));
        });
        return (messages.Length * BatchSize / clock.Elapsed.TotalSeconds, numbers);
    }

    /// <summary>Resolves calls of live numbers drawn at random: so many a second, in batches, as many at once as when binding.</summary>
    /// <param name="numbers">Live numbers.</param>
    /// <param name="count">How many calls; whole batches.</param>
    public async Task<double> ResolveAsync(ExtendedNumber[] numbers, int count)
    {
        var batches = Enumerable.Range(0, count / BatchSize).Select(_ => Draw(numbers, BatchSize)).ToArray();
        var clock = Stopwatch.StartNew();
        await InParallelAsync(batches.Length, b => ResolveAsync(batches[b]));
        return batches.Length * BatchSize / clock.Elapsed.TotalSeconds;
    }

    /// <summary>How long a call takes that is asked for alone, one after the other.</summary>
    public async Task<TimeSpan> ResolveOneByOneAsync(ExtendedNumber[] numbers, int count)
    {
        var calls = Draw(numbers, count);
        var clock = Stopwatch.StartNew();
        foreach (var call in calls) await ResolveAsync([call]);
        return clock.Elapsed / count;
    }

    /// <summary>Used and resident bytes of Redis, and the mean of what its keys of a kind cost.</summary>
    public async Task<(double Used, double Resident)> MemoryAsync()
    {
        var memory = await RedisFigures.OfAsync(_engine.Server, "memory");
        return (memory("used_memory"), memory("used_memory_rss"));
    }

    /// <summary>Mean <c>MEMORY USAGE</c> and mean length of a thousand records.</summary>
    public async Task<(double Usage, double Length)> RecordsAsync()
    {
        var database = _engine.Database;
        var keys = _engine.Server.Keys(pattern: "r*", pageSize: 1_000).Take(1_000).ToArray();
        var usage = await Task.WhenAll(keys.Select(async key => (long)await database.ExecuteAsync("MEMORY", "USAGE", key)));
        var length = await Task.WhenAll(keys.Select(key => database.StringLengthAsync(key)));
        return (usage.Average(), length.Average());
    }

    public async ValueTask DisposeAsync()
    {
        _pipeline.Dispose();
        _workers.Dispose();
        _callVault.Dispose();
        await _engine.DisposeAsync();
    }

    private async Task ResolveAsync(IncomingCall[] calls)
    {
        foreach (var answer in await _calls.ResolveAsync(s_caller, calls))
            if (answer.Answer != CallAnswer.Active) throw new InvalidOperationException($"a live number is {answer.Found} {answer.Answer}");
    }

    private static IncomingCall[] Draw(ExtendedNumber[] numbers, int count)
    {
        var calls = new IncomingCall[count];
        for (var c = 0; c < count; c++) calls[c] = new IncomingCall(numbers[Random.Shared.Next(numbers.Length)], "13912345678");
        return calls;
    }

    private static byte[] Encode(IReadOnlyList<Waybill> samples, int b, bool bothParties)
    {
        var request = new MaskWaybillsRequest { BatchId = (ulong)b };
        for (var i = b * BatchSize; i < (b + 1) * BatchSize; i++)
        {
            var waybill = samples[i % samples.Count].Clone();
            waybill.WaybillNo = string.Create(CultureInfo.InvariantCulture, $"PWVT{i:D12}");
            waybill.SenderNumber = new NumberRequest { Scope = bothParties ? NumberScope.Waybill : NumberScope.None };
            waybill.RecipientNumber = new NumberRequest { Scope = NumberScope.Waybill };
            request.Waybills.Add(waybill);
        }
        return request.ToByteArray();
    }

    private static void Take(WaybillBatch batch, Span<ExtendedNumber> numbers)
    {
        new WireBatchCodec().WriteBatch(batch);
        var results = MaskWaybillsResponse.Parser.ParseFrom(batch.Answer.Written).Batch.Results;
        for (var i = 0; i < results.Count; i++)
            if (results[i].Status.Code != ItemCode.Ok || !NumberText.TryParse(results[i].Recipient.VirtualNumber.Display, out numbers[i]))
                throw new InvalidOperationException($"no number: {results[i].Status}");
    }

    private static Task InParallelAsync(int count, Func<int, Task> action)
    {
        var next = -1;
        return Task.WhenAll(Enumerable.Range(0, Parallel).Select(_ => Task.Run(async () =>
        {
            for (var i = Interlocked.Increment(ref next); i < count; i = Interlocked.Increment(ref next)) await action(i);
        })));
    }
}
