using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.Engine.Desk;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Shipments;
using PrivacyWaybill.Engine.Stages;
using PrivacyWaybill.Engine.Stores;
using PrivacyWaybill.Engine.Work;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine;

/// <summary>
/// The way of a batch, top to bottom. Pure stages first; then numbers from memory, sealing, and one round trip to the
/// store, from which replays are learnt. One item's error never fails its neighbours. Safe for concurrent use.
/// </summary>
public sealed class BatchPipeline : IDisposable
{
    /// <summary>
    /// Most batches at work at a time. Each waits for the store once or twice, so this is what can be under way to it: enough
    /// for 100,000 batches a second at 2 ms. More would not be done sooner, but all of them later, and in more memory.
    /// </summary>
    public const int MostAtWork = 256;

    // Not disposed with the pipeline: a batch that is under way still leaves, and without a wait handle there is nothing to dispose of.
    private readonly SemaphoreSlim _room = new(MostAtWork);
    private readonly IStoreGate _gate;
    private readonly EngineOptions _options;
    private readonly Action<Exception> _onDefect;
    private readonly BatchWorkPool _works;
    private readonly VaultWorkers _workers;
    private readonly ShortageAnswer _shortage;
    private readonly PolicyStage _policy;
    private readonly ImportStage _imports;
    private readonly MaskingStage _masking;
    private readonly VerificationStage _verification;
    private readonly NamingChangeStage _change;
    private readonly CreationStage _creation;
    private readonly PieceNotes _pieces;
    private readonly LinkedNumbers _links;
    private readonly KnownShipmentStage _known;
    private readonly PseudonymStage _pseudonyms;

    /// <summary>Puts the stages together.</summary>
    /// <param name="engine">What they work with; not disposed with the pipeline.</param>
    public BatchPipeline(EngineParts engine)
    {
        var (options, time) = (engine.Options, engine.Time);
        var segments = new SegmentNames(engine.Plan.Segments);
        var virtualPhones = VirtualPhones.Of(engine);
        var platformNumbers = new PlatformNumbers(engine.Plan.Segments, options.Issuers);
        (_gate, _options, _onDefect) = (engine.Gate, options, engine.OnDefect);
        _works = new BatchWorkPool(engine.Keys, engine.Numbers);
        _workers = new VaultWorkers(engine.Keys);
        _shortage = new ShortageAnswer(options, time);
        _policy = new PolicyStage(options, segments, time);
        _imports = new ImportStage(engine.Records, engine.Plan.Segments, engine.Numbers.External, _shortage, virtualPhones, options);
        _masking = new MaskingStage(platformNumbers);
        _verification = new VerificationStage(options, platformNumbers, engine.Check, engine.OnViolation);
        _change = new NamingChangeStage(engine.Records, _shortage, options, time);
        _creation = new CreationStage(engine.Records, segments, _shortage, virtualPhones, options, time);
        var owners = new NumberOwners(engine.Records, engine.Directory, engine.Plan, time);
        _pieces = new PieceNotes(engine.Pieces, engine.Records, _shortage, options, time);
        _links = new LinkedNumbers(
            engine.Records, owners, new GroupEntrance(engine, _shortage), new KeptNumberLife(engine, new RecordRounds(engine, _workers), _shortage), _shortage, time);
        _known = new KnownShipmentStage(
            engine.Records, new ContentJudge(engine.Gate, _shortage, time), new SharedNumberCheck(engine.Groups, owners, _shortage, options, time),
            new NumberCheck(engine.Directory, engine.Plan, segments, _shortage, virtualPhones, time),
            new RecordReplacer(engine.Records, engine.Pieces, _shortage, options, engine.Numbers.Options, time), new KnownShipmentResult(_masking, _verification), _shortage);
        _pseudonyms = new PseudonymStage(engine.Pseudonyms);
    }

    /// <summary>
    /// Takes a batch all the way: afterwards every item has its status and, if it went well, its result. A refused batch
    /// stays as it is. Not cancellable: what was sent to the store is seen to its end.
    /// </summary>
    /// <param name="batch">The batch.</param>
    /// <param name="caller">Who sent it.</param>
    /// <param name="whileWaiting">Ends waiting for room, and nothing else.</param>
    /// <exception cref="OperationCanceledException">It was cancelled while it waited: nothing was done.</exception>
    public async ValueTask RunAsync(WaybillBatch batch, Caller caller, CancellationToken whileWaiting = default) => await await BeginAsync(batch, caller, whileWaiting);

    /// <summary>
    /// Begins with a batch when there is room for it among those at work; in the order of the calls. Who reads the next one only then
    /// has no more than one waiting, and all streams get their turn.
    /// </summary>
    /// <param name="batch">The batch.</param>
    /// <param name="caller">Who sent it.</param>
    /// <param name="whileWaiting">Ends waiting for room, and nothing else.</param>
    /// <returns>Ends as <see cref="RunAsync"/> does.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled while it waited: nothing was done.</exception>
    public async ValueTask<Task> BeginAsync(WaybillBatch batch, Caller caller, CancellationToken whileWaiting = default)
    {
        if (batch.Count == 0) return Task.CompletedTask;
        await _room.WaitAsync(whileWaiting);
        return GoAsync(batch, caller);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _works.Dispose();
        _workers.Dispose();
    }

    private async Task GoAsync(WaybillBatch batch, Caller caller)
    {
        try
        {
            await RunStagesAsync(batch, caller);
        }
        catch (Exception e)
        {
            // Fail closed: whatever went wrong, nothing of this batch is answered as masked.
            _onDefect(e);
            foreach (ref var item in batch.Items) item.Fail(ItemCode.Internal, "", "a defect of the server; nothing was masked");
        }
        finally
        {
            _room.Release();
        }
    }

    private async ValueTask RunStagesAsync(WaybillBatch batch, Caller caller)
    {
        _policy.Check(batch, caller);
        if (batch.Given is not null) _imports.Check(batch);
        _masking.Mask(batch);
        _verification.Verify(batch);

        if (_gate.MayChange)
        {
            var work = _works.Rent(batch, caller);
            var isClean = false;
            try
            {
                await StoreAsync(work);
                isClean = true;
            }
            finally
            {
                // After an exception something may still be on its way from its buffers.
                _works.Leave(work, isClean);
            }
        }
        for (var i = 0; i < batch.Count; i++)
            if (batch.Items[i].IsOpen) _shortage.StoreUnavailable(batch, i);
        batch.Durability = _options.Durability;
    }

    private async ValueTask StoreAsync(BatchWork work)
    {
        NamingStage.Name(work);
        await _change.ResolveAsync(work);
        SealingStage.Seal(work);
        await _pieces.NoteAsync(work);
        if (work.Batch.Given is not null) await _imports.FindKnownAsync(work);
        await _creation.RunAsync(work);
        if (NamingChangeStage.HasMoved(work)) await FollowAsync(work);
        // What continues other shipments comes after them, for it may keep their numbers.
        while (await _links.NextTurnAsync(work))
        {
            await _creation.RunAsync(work);
            if (NamingChangeStage.HasMoved(work)) await FollowAsync(work);
            await _links.SettleTurnAsync(work);
        }
        await _known.RunAsync(work);
        TokenStage.Issue(work);
        await _pseudonyms.IssueAsync(work);
    }

    /// <summary>Creates what found its place claimed, because naming keys change, under the key that it belongs to.</summary>
    private async ValueTask FollowAsync(BatchWork work)
    {
        if (!await _change.FollowAsync(work)) return;
        // The seal, the pieces' notes and the groups name the record.
        SealingStage.Seal(work);
        await _pieces.NoteAsync(work);
        await _links.JoinMovedAsync(work);
        await _creation.RunAsync(work);
        work.Change!.EndFollowing();
    }
}
