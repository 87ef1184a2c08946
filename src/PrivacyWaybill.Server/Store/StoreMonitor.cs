using PrivacyWaybill.Engine.Stores;
using PrivacyWaybill.Numbers;
using PrivacyWaybill.Vault.Store;
using StackExchange.Redis;

namespace PrivacyWaybill.Server.Store;

/// <summary>
/// Watches the store and keeps its gate: open only while it answers, bears the mark that it bore at first, and has what
/// is needed. A store that comes back empty, or another one in its place, stays shut out; while the clock cannot be believed,
/// nothing is changed.
/// </summary>
internal sealed class StoreMonitor : BackgroundService, IStoreGate
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);
    private readonly IConnectionMultiplexer _connection;
    private readonly Func<Task<IReadOnlyList<string>>> _probe;
    private readonly TimeSpan _deadline;
    private readonly ILogger _logger;
    private readonly ClockWatch? _clock;
    private readonly Lock _lock = new();
    private volatile bool _isOpen;
    private int _failures;
    private string? _storeId;
    private string? _lastProblem;

    /// <param name="connection">The connection that the batches go over.</param>
    /// <param name="probe">Says what the store lacks.</param>
    /// <param name="deadline">How long an answer may take; it waits behind the batches, so it is to be longer than theirs.</param>
    /// <param name="logger">Told of changes.</param>
    /// <param name="clock">Watches the clock; null if nobody does.</param>
    public StoreMonitor(IConnectionMultiplexer connection, Func<Task<IReadOnlyList<string>>> probe, TimeSpan deadline, ILogger logger, ClockWatch? clock = null)
    {
        (_connection, _probe, _deadline, _logger, _clock) = (connection, probe, deadline, logger, clock);
        // Between two looks it may have been restarted empty: nothing goes out before it is verified again.
        connection.ConnectionFailed += (_, failed) =>
        {
            if (failed.ConnectionType != ConnectionType.Subscription) Close();
        };
    }

    /// <inheritdoc/>
    public bool IsOpen => _isOpen;

    /// <inheritdoc/>
    public bool IsClockSure => _clock?.IsSure ?? true;

    /// <inheritdoc/>
    public bool MayChange => _isOpen && IsClockSure;

    /// <summary>Looks once. Returns what makes the store unusable, in words for the operator; none if it can be used or is away.</summary>
    public async Task<IReadOnlyList<string>> LookAsync()
    {
        if (!_connection.IsConnected || !await AnswersAsync())
        {
            Close();
            Tell("", static (logger, _) => StoreLog.Unreachable(logger));
            return [];
        }
        var isSure = _clock is null || await _clock.IsSureAsync();
        if (_isOpen)
        {
            Tell(isSure ? "ready" : "the clock", isSure ? static (logger, _) => StoreLog.Ready(logger) : static (logger, _) => StoreLog.ClockUnsure(logger));
            return [];
        }
        var failures = Volatile.Read(ref _failures);
        IReadOnlyList<string> problems;
        try
        {
            problems = await VerifyAsync();
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            return [];
        }
        if (problems.Count > 0)
        {
            Tell(string.Join("; ", problems), StoreLog.Unusable);
            return problems;
        }
        if (TryOpen(failures)) Tell("ready", static (logger, _) => StoreLog.Ready(logger));
        return [];
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Interval, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!stoppingToken.IsCancellationRequested) await LookAsync();
        }
    }

    private async Task<IReadOnlyList<string>> VerifyAsync()
    {
        var mark = await StoreMark.ReadAsync(_connection.GetDatabase(), _deadline);
        switch (mark.Outcome)
        {
            case StoreMarkOutcome.Present when mark.Mark!.Format != StoreMark.CurrentFormat:
                return ["it was initialised for another version of PrivacyWaybill"];
            case StoreMarkOutcome.Present when _storeId is not null && _storeId != mark.Mark!.StoreId:
                return ["another store answers in its place; restart the server if that is meant"];
            case StoreMarkOutcome.Present:
                var missing = await _probe();
                if (missing.Count == 0) _storeId = mark.Mark!.StoreId;
                return missing;
            case StoreMarkOutcome.Missing:
                return ["it is not initialised, or came back empty; if it is new, run 'pw store init'; if not, restore it"];
            case StoreMarkOutcome.Unreadable:
                return ["it belongs to somebody else: its key " + StoreMark.Key + " holds something unknown"];
            default:
                throw new TimeoutException();
        }
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            await _connection.GetDatabase().PingAsync().WaitAsync(_deadline);
            return true;
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Opens, unless the connection failed since: then what was verified may not be what answers now.</summary>
    private bool TryOpen(int failures)
    {
        lock (_lock) return _isOpen = failures == _failures;
    }

    private void Close()
    {
        lock (_lock) (_isOpen, _failures) = (false, _failures + 1);
    }

    /// <summary>Logs a state once, not twice a second.</summary>
    private void Tell(string problem, Action<ILogger, string> log)
    {
        if (problem == _lastProblem) return;
        _lastProblem = problem;
        log(_logger, problem);
    }
}
