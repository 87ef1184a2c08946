using PrivacyWaybill.Engine;
using PrivacyWaybill.Engine.Calls;
using PrivacyWaybill.Engine.Changes;
using PrivacyWaybill.Engine.Desk;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Retention;
using PrivacyWaybill.Engine.Stores;
using PrivacyWaybill.Engine.Verification;
using PrivacyWaybill.Numbers;
using PrivacyWaybill.Server.Settings;
using PrivacyWaybill.Vault.Calls;
using PrivacyWaybill.Vault.Store;
using StackExchange.Redis;

namespace PrivacyWaybill.Server.Store;

/// <summary>Store, keys, numbers and pipeline as the settings name them, opened together and closed together.</summary>
internal sealed class Vaults : IAsyncDisposable
{
    private readonly Stack<object> _toDispose = new();

    private Vaults(
        EngineParts parts, CallParts calls, NumberPoolOptions options, StoreMonitor monitor, SegmentParts segments, RetentionCensus census, DueCollector collector, ChangeJournal? journal)
    {
        (Parts, Monitor, Segments) = (parts, monitor, segments);
        Workers = new VaultWorkers(parts.Keys);
        Pipeline = new BatchPipeline(parts);
        Calls = new CallDesk(parts, calls, Workers);
        CallReports = new CallReportDesk(parts, calls, Workers);
        Pairs = new PairDesk(parts, calls, Workers);
        NumberDesk = new NumberDesk(parts, options, Workers);
        Reveals = new RevealDesk(parts, Workers);
        Affected = new AffectedShipments(parts, segments.Numbers, Workers);
        Erasures = new ErasureDesk(parts, options, Workers);
        Census = census;
        Collector = collector;
        Export = new ChangeExport(parts, journal, Workers);
    }

    /// <summary>What everything below works with.</summary>
    public EngineParts Parts { get; }

    public StoreMonitor Monitor { get; }

    public SegmentParts Segments { get; }

    public VaultWorkers Workers { get; }

    public BatchPipeline Pipeline { get; }

    public CallDesk Calls { get; }

    public CallReportDesk CallReports { get; }

    public PairDesk Pairs { get; }

    public NumberDesk NumberDesk { get; }

    public RevealDesk Reveals { get; }

    public AffectedShipments Affected { get; }

    public ErasureDesk Erasures { get; }

    public RetentionCensus Census { get; }

    /// <summary>Deletes records when their time has come.</summary>
    public DueCollector Collector { get; }

    public ChangeExport Export { get; }

    /// <param name="settings">All settings.</param>
    /// <param name="profiles">The masking profiles.</param>
    /// <param name="onViolation">Told of masked fields that were verified and did not hold.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Told of the store.</param>
    /// <exception cref="SettingsException">A file cannot be used, or the store is reachable but unusable.</exception>
    public static async Task<Vaults> OpenAsync(ServerSettings settings, ProfileSource profiles, Action<MaskingViolation> onViolation, TimeProvider time, ILogger logger)
    {
        var opened = new Stack<object>();
        try
        {
            var vaults = await OpenAsync(settings, profiles, onViolation, time, logger, opened);
            foreach (var part in opened.Reverse()) vaults._toDispose.Push(part);
            return vaults;
        }
        catch
        {
            await DisposeAsync(opened);
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Pipeline.Dispose();
        Workers.Dispose();
        await DisposeAsync(_toDispose);
    }

    private static async Task<Vaults> OpenAsync(
        ServerSettings settings, ProfileSource profiles, Action<MaskingViolation> onViolation, TimeProvider time, ILogger logger, Stack<object> opened)
    {
        StoreFiles.CheckFolder(settings.Store);
        var keys = Keep(opened, StoreFiles.OpenKeys(settings));
        var plan = Keep(opened, StoreFiles.OpenPlan(settings, keys));
        var connection = Keep<IConnectionMultiplexer>(opened, await ConnectAsync(settings, logger, opened));
        var database = connection.GetDatabase();
        var isEphemeral = settings.Store is { Connection: null, DataFolder: null };
        if (isEphemeral || settings.Store.Initialise) await StoreInitialisation.RunAsync(database, plan, time);

        var poolOptions = VaultOptions.Numbers(settings);
        var witness = StoreFiles.OpenWitness(settings.Numbers.Witness) is { } file ? Keep(opened, file) : null;
        var clock = new ClockWatch(database, poolOptions, time);
        var pool = Keep(opened, new NumberPool(database, plan, poolOptions, time, e => StoreLog.Pool(logger, e.Segment.Name, e.Kind, SegmentRemedies.Of(e.Kind)), witness, clock));
        var segments = SegmentParts.Open(database, plan, pool, settings.Numbers, poolOptions, time, logger);
        opened.Push(segments.Watch);

        var isFsyncPromised = settings.Store.Durability == "fsynced";
        var options = VaultOptions.Engine(settings, profiles);
        RetentionCensus census = null!;
        var monitor = new StoreMonitor(connection, async () =>
            [
                .. await StoreProbe.FindMissingAsync(connection, ConnectionOptions(settings, connection), isFsyncPromised,
                    settings.Changes.Export, settings.Retention.CensusInterval > TimeSpan.Zero),
                .. await segments.FindProblemsAsync(),
                .. await StoreClock.FindProblemsAsync(database, settings.Numbers.ClockMargin, time),
                .. DroppedNames.FindProblems(keys, await census.ReadAsync()),
            ],
            2 * settings.Store.Timeout, logger, clock);
        census = new RetentionCensus(database, monitor, VaultOptions.Retention(settings, options), time);
        var problems = await monitor.LookAsync();
        if (problems.Count > 0) throw new SettingsException([.. problems.Select(static p => p.StartsWith("Keys:", StringComparison.Ordinal) ? p : $"Store:Connection: {p}")]);
        await pool.OpenAsync();
        var due = new DueList(database, settings.Store.Timeout, time);
        var journal = settings.Changes.Export ? new ChangeJournal(database, VaultOptions.Journal(settings), time) : null;
        return new Vaults(
            new EngineParts
            {
                Options = options,
                Keys = keys,
                Plan = plan,
                Numbers = pool,
                Directory = new NumberDirectory(database, plan.Segments, poolOptions, time),
                Records = new RecordStore(database, settings.Store.Timeout, time, journal, due),
                Groups = new ShipmentGroup(database, settings.Store.Timeout, time),
                Pieces = new PieceIndex(database, settings.Store.Timeout, time),
                Pseudonyms = new PseudonymLedger(database, options, time),
                Gate = monitor,
                Time = time,
                OnViolation = onViolation,
                OnDefect = e => StoreLog.Defect(logger, e.GetType().Name, e.StackTrace),
            },
            new CallParts
            {
                Options = settings.Calls.ToOptions(),
                PairNumbers = plan.Segments.CallPairs,
                Vault = Keep(opened, keys.CreateCallVault()),
                Pairs = new CallPairStore(database, settings.Store.Timeout, time),
                Counter = new CallCounter(database, settings.Store.Timeout, time),
            },
            poolOptions, monitor, segments, census, new DueCollector(due, monitor, VaultOptions.Retention(settings, options), time), journal);
    }

    private static async Task<ConnectionMultiplexer> ConnectAsync(ServerSettings settings, ILogger logger, Stack<object> opened)
    {
        var text = settings.Store.Connection;
        if (text is null)
        {
            var embedded = Keep(opened, EmbeddedStore.Start(settings.Store.DataFolder));
            text = embedded.Connection;
            if (settings.Store.DataFolder is null) StoreLog.EmbeddedInMemory(logger);
            else StoreLog.EmbeddedInFolder(logger);
        }
        try
        {
            return await ConnectionMultiplexer.ConnectAsync(RedisOptions.Parse(text, settings.Store.Timeout));
        }
        catch (ArgumentException)
        {
            // Its text quotes the connection string, password included.
            throw new SettingsException("Store:Connection: not a connection string; 'host:port,password=…,ssl=true' is one");
        }
    }

    private static ConfigurationOptions ConnectionOptions(ServerSettings settings, IConnectionMultiplexer connection) =>
        RedisOptions.Parse(settings.Store.Connection ?? connection.Configuration, settings.Store.Timeout);

    private static T Keep<T>(Stack<object> opened, T part) where T : notnull
    {
        opened.Push(part);
        return part;
    }

    private static async ValueTask DisposeAsync(Stack<object> parts)
    {
        while (parts.TryPop(out var part))
        {
            if (part is IAsyncDisposable later) await later.DisposeAsync();
            else (part as IDisposable)?.Dispose();
        }
    }
}
