using System.Buffers;
using BenchmarkDotNet.Attributes;
using Google.Protobuf;
using PrivacyWaybill.Engine;
using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.Engine.Calls;
using PrivacyWaybill.Engine.Desk;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Stores;
using PrivacyWaybill.Engine.Wire;
using PrivacyWaybill.Numbers;
using PrivacyWaybill.Testing;
using PrivacyWaybill.V1;
using PrivacyWaybill.Vault.Calls;
using PrivacyWaybill.Vault.Keys;
using PrivacyWaybill.Vault.Store;
using StackExchange.Redis;

namespace PrivacyWaybill.Benchmarks.Calls;

/// <summary>
/// Resolving calls of random live numbers over a real redis-server on the same machine: a batch of 1,000, four of them
/// at once, and one call alone; and the places of 1,000 numbers. Figures are per call.
/// </summary>
[MemoryDiagnoser]
[WarmupCount(3), IterationCount(8), InvocationCount(16, 1)]
public class CallBenchmarks
{
    private const int Waybills = 50_000, Size = 1_000, AtOnce = 4;

    private readonly Caller _caller = new("bench", "bench", "bench", Roles.Mask | Roles.Resolve);
    private readonly NumberRef[] _places = new NumberRef[Size];
    private readonly List<ExtendedNumber> _numbers = [];
    private RedisServerProcess _redis = null!;
    private ConnectionMultiplexer _connection = null!;
    private NumberPlan _plan = null!;
    private CallDesk _desk = null!;

    /// <summary>A redis-server with waybills in it.</summary>
    [GlobalSetup]
    public async Task SetupAsync()
    {
        _redis = await RedisServerProcess.StartAsync();
        _connection = await ConnectionMultiplexer.ConnectAsync(RedisOptions.Parse(_redis.ConnectionString, TimeSpan.FromSeconds(30)));
        var database = _connection.GetDatabase();
        using var master = new EphemeralMasterKeys();
        var keys = KeyRing.Create(master);
        _plan = new NumberPlan(SegmentTable.Load(Repository.Path("seeds/demo-pool.json")), s => keys.DerivePermutationKey(s.Id));
        await StoreInitialisation.RunAsync(database, _plan, TimeProvider.System);
        var pool = new NumberPoolOptions { StoreDeadline = TimeSpan.FromSeconds(30) };
        var engine = new EngineParts
        {
            Options = new EngineOptions(),
            Keys = keys,
            Plan = _plan,
            Numbers = new NumberPool(database, _plan, pool, TimeProvider.System),
            Directory = new NumberDirectory(database, _plan.Segments, pool, TimeProvider.System),
            Records = new RecordStore(database, pool.StoreDeadline),
            Pseudonyms = new PseudonymLedger(database, new EngineOptions(), TimeProvider.System),
            Gate = new Open(),
            Time = TimeProvider.System,
        };
        var calls = new CallParts
        {
            Options = new CallOptions(),
            PairNumbers = CallPairTable.Empty,
            Vault = keys.CreateCallVault(),
            Pairs = new CallPairStore(database, pool.StoreDeadline, TimeProvider.System),
            Counter = new CallCounter(database, pool.StoreDeadline, TimeProvider.System),
        };
        _desk = new CallDesk(engine, calls, new VaultWorkers(keys));
        await FillAsync(engine);
    }

    /// <summary>Ends the redis-server.</summary>
    [GlobalCleanup]
    public async Task CleanupAsync()
    {
        await _connection.DisposeAsync();
        await _redis.DisposeAsync();
    }

    /// <summary>Four batches at once: what a server does under load.</summary>
    [Benchmark(OperationsPerInvoke = AtOnce * Size)]
    public async Task ResolveBatchesAtOnce() => await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => ResolveAsync(Size)));

    /// <summary>One batch.</summary>
    [Benchmark(OperationsPerInvoke = Size)]
    public Task ResolveBatch() => ResolveAsync(Size);

    /// <summary>One call after the other.</summary>
    [Benchmark(OperationsPerInvoke = 100)]
    public async Task ResolveOneByOne()
    {
        for (var i = 0; i < 100; i++) await ResolveAsync(1);
    }

    /// <summary>Places, one inversion each.</summary>
    [Benchmark(OperationsPerInvoke = Size)]
    public void LocateOneByOne()
    {
        for (var i = 0; i < Size; i++) _plan.TryLocate(_numbers[i], out _places[i]);
    }

    /// <summary>Places, one pass.</summary>
    [Benchmark(OperationsPerInvoke = Size)]
    public void LocateBatch() => _plan.Locate(_numbers.GetRange(0, Size).ToArray(), _places);

    private async Task ResolveAsync(int count)
    {
        var calls = new IncomingCall[count];
        for (var i = 0; i < count; i++) calls[i] = new IncomingCall(_numbers[Random.Shared.Next(_numbers.Count)], "13912345678");
        foreach (var answer in await _desk.ResolveAsync(_caller, calls))
            if (answer.Answer != CallAnswer.Active) throw new InvalidOperationException($"{answer.Found} {answer.Answer}");
    }

    private async Task FillAsync(EngineParts engine)
    {
        using var pipeline = new BatchPipeline(engine);
        var codec = new GeneratedBatchCodec();
        var samples = File.ReadLines(Repository.Path("seeds/waybills.jsonl")).Take(Size).Select(JsonParser.Default.Parse<Waybill>).ToArray();
        foreach (var sample in samples) sample.Recipient = new Party { Name = "欧阳建国", Mobile = "13955556666", Address = new Address { Text = "浙江省杭州市西湖区天目山路226号6幢2单元501室" } };
        for (var round = 0; round < Waybills / Size; round++)
        {
            foreach (var sample in samples) (sample.ShipmentEpoch, sample.RecipientNumber) = ((uint)round, null);
            var batch = new WaybillBatch();
            codec.ReadBatch(new ReadOnlySequence<byte>(new MaskWaybillsRequest { BatchId = 1, Waybills = { samples } }.ToByteArray()), batch);
            await pipeline.RunAsync(batch, _caller);
            var output = new ArrayBufferWriter<byte>();
            codec.WriteBatch(batch, output);
            foreach (var result in MaskWaybillsResponse.Parser.ParseFrom(output.WrittenSpan).Batch.Results)
                if (result.Recipient?.VirtualNumber is { } number && NumberText.TryParse(number.Display, out var parsed)) _numbers.Add(parsed);
        }
        if (_numbers.Count < Waybills / 2) throw new InvalidOperationException($"only {_numbers.Count} numbers were issued");
    }

    private sealed class Open : IStoreGate
    {
        public bool IsOpen => true;
    }
}
