using Microsoft.Extensions.Logging;

namespace PrivacyWaybill.Server.Tests.Support;

/// <summary>Keeps what is logged.</summary>
internal sealed class LoggedLines : ILogger
{
    private readonly List<(LogLevel Level, string Text)> _lines = [];
    private readonly List<(int Place, TaskCompletionSource<(LogLevel, string)> Line)> _awaited = [];

    public IReadOnlyList<(LogLevel Level, string Text)> Lines
    {
        get
        {
            lock (_lines) return [.. _lines];
        }
    }

    /// <summary>Completes with the line of that place, from 0, when it is there.</summary>
    public Task<(LogLevel Level, string Text)> LineAsync(int place)
    {
        lock (_lines)
        {
            if (place < _lines.Count) return Task.FromResult(_lines[place]);
            var awaited = new TaskCompletionSource<(LogLevel, string)>(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaited.Add((place, awaited));
            return awaited.Task;
        }
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_lines)
        {
            _lines.Add((logLevel, formatter(state, exception)));
            foreach (var (place, awaited) in _awaited)
                if (place == _lines.Count - 1) awaited.SetResult(_lines[place]);
        }
    }
}
