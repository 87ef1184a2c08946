using System.Buffers;
using System.Text;
using Google.Protobuf;
using Microsoft.Extensions.Time.Testing;
using PrivacyWaybill.Conformance;
using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.Engine.Calls;
using PrivacyWaybill.Engine.Changes;
using PrivacyWaybill.Engine.Desk;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Stores;
using PrivacyWaybill.Engine.Verification;
using PrivacyWaybill.Engine.Wire;
using PrivacyWaybill.Numbers;
using PrivacyWaybill.Numbers.Ledger;
using PrivacyWaybill.Numbers.Pages;
using PrivacyWaybill.V1;
using PrivacyWaybill.Vault.Calls;
using PrivacyWaybill.Vault.Records;
using PrivacyWaybill.Vault.Store;
using StackExchange.Redis;

namespace PrivacyWaybill.Engine.Tests.Support;

/// <summary>Pipeline and desks over a real Redis, spoken to in the messages of the contract.</summary>
internal sealed class EngineUnderTest : IAsyncDisposable
{
    private readonly WireBatchCodec _codec = new();
    private readonly EngineParts _parts;
    private readonly BatchPipeline _pipeline;
    private readonly VaultWorkers _workers;

    private EngineUnderTest(IDatabase database, EngineSetup setup)
    {
        (Database, Setup) = (database, setup);
        var plan = new NumberPlan(new SegmentTable(setup.Segments, setup.PairNumbers), s => setup.Keys.DerivePermutationKey(s.Id));
        var journal = setup.Journal is { } times ? new ChangeJournal(database, times, setup.Clock) : null;
        _parts = new EngineParts
        {
            Options = setup.Options,
            Keys = setup.Keys,
            Plan = plan,
            Numbers = new NumberPool(database, plan, setup.Numbers, setup.Clock),
            Directory = new NumberDirectory(database, plan.Segments, setup.Numbers, setup.Clock),
            Records = new RecordStore(database, setup.Numbers.StoreDeadline, setup.Clock, journal, new DueList(database, setup.Numbers.StoreDeadline, setup.Clock)),
            Groups = Groups = new ShipmentGroup(database, setup.Numbers.StoreDeadline, setup.Clock),
            Pieces = new PieceIndex(database, setup.Numbers.StoreDeadline, setup.Clock),
            Pseudonyms = new PseudonymLedger(database, setup.Options, setup.Clock),
            Gate = setup.Gate,
            Time = setup.Clock,
            OnDefect = Defects.Add,
            OnViolation = Violations.Add,
            Check = setup.Check ?? ConformanceChecker.Check,
        };
        _pipeline = new BatchPipeline(_parts);
        _workers = new VaultWorkers(setup.Keys);
        Vault = setup.Keys.CreateCallVault();
        var calls = new CallParts
        {
            Options = setup.Calls,
            PairNumbers = setup.PairNumbers,
            Vault = Vault,
            Pairs = new CallPairStore(database, setup.Numbers.StoreDeadline, setup.Clock),
            Counter = new CallCounter(database, setup.Numbers.StoreDeadline, setup.Clock),
        };
        Calls = new CallDesk(_parts, calls, _workers);
        CallReports = new CallReportDesk(_parts, calls, _workers);
        Pairs = new PairDesk(_parts, calls, _workers);
        NumberDesk = new NumberDesk(_parts, setup.Numbers, _workers);
        Reveals = new RevealDesk(_parts, _workers);
        Erasures = new ErasureDesk(_parts, setup.Numbers, _workers);
        Export = new ChangeExport(_parts, journal, _workers);
    }

    public EngineSetup Setup { get; }

    public IDatabase Database { get; }

    public FakeTimeProvider Clock => Setup.Clock;

    public Gate Gate => (Gate)Setup.Gate;

    public NumberPoolCounters Counters => _parts.Numbers.Counters;

    /// <summary>What the pipeline reported as defects.</summary>
    public List<Exception> Defects { get; } = [];

    /// <summary>What verification found.</summary>
    public List<MaskingViolation> Violations { get; } = [];

    /// <summary>For what <see cref="SendAsync(Waybill, Caller)"/> cannot do.</summary>
    public BatchPipeline Pipeline => _pipeline;

    public CallDesk Calls { get; }

    public CallReportDesk CallReports { get; }

    public PairDesk Pairs { get; }

    public CallVault Vault { get; }

    public NumberDesk NumberDesk { get; }

    public RevealDesk Reveals { get; }

    public ErasureDesk Erasures { get; }

    public ChangeExport Export { get; }

    /// <summary>An engine over ledgers that are made now if they are not there.</summary>
    public static async Task<EngineUnderTest> OpenAsync(IDatabase database, EngineSetup? setup = null)
    {
        var engine = new EngineUnderTest(database, setup ?? new EngineSetup());
        foreach (var segment in engine.Setup.Segments)
        {
            if (segment.External)
            {
                await ExternalNumbers.InitialiseAsync(database, engine._parts.Plan, segment);
                continue;
            }
            var ledger = new NumberLedger(database, engine._parts.Plan, segment);
            if (await ledger.InitialiseAsync() == InitialiseOutcome.Initialised && engine.Setup.FreeBlocks is { } free)
                await ledger.LeaseAsync(engine.Now.ToUnixTimeMilliseconds(), engine.Now.AddYears(50).ToUnixTimeMilliseconds(), segment.BlockCount - free);
        }
        return engine;
    }

    public ShipmentGroup Groups { get; }

    public DateTimeOffset Now => Clock.GetUtcNow();

    /// <summary>
    /// Sends a batch and returns its result, once no lease is under way any more: its deadline runs by the clock of the test, which
    /// may be moved by days next.
    /// </summary>
    public async Task<BatchResult> SendAsync(IEnumerable<Waybill> waybills, Caller? caller = null)
    {
        var batch = new WaybillBatch();
        _codec.ReadBatch(new ReadOnlySequence<byte>(new MaskWaybillsRequest { BatchId = 1, Waybills = { waybills } }.ToByteArray()), batch);
        await _pipeline.RunAsync(batch, caller ?? Callers.Updater);
        await _parts.Numbers.LeasedAsync();
        _codec.WriteBatch(batch);
        return MaskWaybillsResponse.Parser.ParseFrom(batch.Answer.Written).Batch;
    }

    /// <summary>Sends one waybill and returns its result.</summary>
    public async Task<WaybillResult> SendAsync(Waybill waybill, Caller? caller = null) =>
        Assert.Single((await SendAsync([waybill], caller)).Results);

    /// <summary>Imports a batch and returns its answer.</summary>
    public async Task<ImportBindingsResponse> ImportAsync(IEnumerable<ImportedBinding> bindings, Caller? caller = null)
    {
        var batch = new WaybillBatch();
        ImportCodec.Read(new ImportBindingsRequest { BatchId = 1, Bindings = { bindings } }, batch);
        await _pipeline.RunAsync(batch, caller ?? Callers.Masker);
        await _parts.Numbers.LeasedAsync();
        return ImportCodec.Write(batch);
    }

    /// <summary>Imports one binding and returns its result.</summary>
    public async Task<WaybillResult> ImportAsync(ImportedBinding binding, Caller? caller = null) =>
        Assert.Single((await ImportAsync([binding], caller)).Results);

    /// <summary>What is printed for a place.</summary>
    public string PrintedAt(NumberRef place)
    {
        Assert.True(_parts.Plan.TryDescribe(place, out var number));
        return number.ToString();
    }

    /// <summary>The pool, for what an operator does to its segments.</summary>
    public NumberPool Pool => _parts.Numbers;

    /// <summary>The key and field under which a number's hold stands.</summary>
    public (RedisKey Key, RedisValue Field) HoldOf(NumberRef place)
    {
        var segment = Setup.Segments.Single(s => s.Id == place.Segment);
        return (NumberKeys.Holds(segment, (int)(place.Sequence / segment.BlockSize)), place.Sequence % segment.BlockSize);
    }

    /// <summary>The shipments with a live number of a segment.</summary>
    public async Task<List<AffectedShipment>> AffectedAsync(NumberSegment segment, Caller? caller = null)
    {
        var affected = new List<AffectedShipment>();
        await foreach (var part in new AffectedShipments(_parts, new LiveNumbers(Database, _parts.Plan, Setup.Numbers, Clock), _workers).ListAsync(caller ?? Callers.Masker, segment))
            affected.AddRange(part!);
        return affected;
    }

    /// <summary>The place of a printed number.</summary>
    public NumberRef PlaceOf(VirtualNumber number)
    {
        Assert.True(_parts.Plan.TryLocate(Parse(number), out var place));
        return place;
    }

    /// <summary>Whom a call of the number would be connected to.</summary>
    public Task<CallResolution> CallAsync(VirtualNumber number, Caller? caller = null, string from = "") => Calls.ResolveAsync(caller ?? Callers.Masker, Parse(number), from);

    public RecordId RecordIdOf(Waybill waybill, Caller? caller = null)
    {
        using var worker = Setup.Keys.CreateWorker();
        var number = Encoding.ASCII.GetBytes(waybill.WaybillNo.ToUpperInvariant());
        var ids = new RecordId[1];
        worker.Namer.Name((caller ?? Callers.Masker).Tenant, number, [number.Length], [waybill.ShipmentEpoch], ids);
        return ids[0];
    }

    public RedisKey RecordKeyOf(Waybill waybill) => RecordStore.Key(RecordIdOf(waybill));

    /// <summary>What is stored of a waybill; null if nothing is.</summary>
    public async Task<byte[]?> StoredAsync(Waybill waybill) => await Database.StringGetAsync(RecordKeyOf(waybill));

    /// <summary>Reads the stored header, changes it, and writes it back before the same sealed originals.</summary>
    public async Task ChangeHeaderAsync(Waybill waybill, Func<RecordHeader, RecordHeader> change)
    {
        var value = await StoredAsync(waybill);
        Assert.Equal(RecordFault.None, RecordHeader.Read(value, out var header, out var content));
        var sealedOriginals = content.ToArray();
        header = change(header);
        var changed = new byte[header.Length + sealedOriginals.Length];
        sealedOriginals.CopyTo(changed.AsSpan(header.Write(changed)));
        await Database.StringSetAsync(RecordKeyOf(waybill), changed);
    }

    public async Task<RecordHeader> HeaderAsync(Waybill waybill)
    {
        Assert.Equal(RecordFault.None, RecordHeader.Read(await StoredAsync(waybill), out var header, out _));
        return header;
    }

    /// <summary>The key of the page that a number stands on.</summary>
    public RedisKey PageKeyOf(NumberRef place)
    {
        var segment = Setup.Segments.Single(s => s.Id == place.Segment);
        return NumberKeys.Page(place.Segment, (int)(place.Sequence / segment.BlockSize));
    }

    /// <summary>Where the record id of a number stands in its page.</summary>
    public long SlotOf(NumberRef place) =>
        place.Sequence % Setup.Segments.Single(s => s.Id == place.Segment).BlockSize * PageLayout.SlotLength;

    public async ValueTask DisposeAsync()
    {
        _pipeline.Dispose();
        _workers.Dispose();
        Vault.Dispose();
        await _parts.Numbers.DisposeAsync();
        _parts.Plan.Dispose();
    }

    public static ExtendedNumber Parse(VirtualNumber number)
    {
        Assert.True(NumberText.TryParse(number.Display, out var parsed));
        return parsed;
    }
}
