using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace PrivacyWaybill.EndToEnd.Tests.Support;

/// <summary>Keeps everything that is logged, at every level and of every category, with scopes' and exceptions' texts.</summary>
public sealed class LogCapture : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _lines = new();

    /// <summary>What was logged so far.</summary>
    public IReadOnlyCollection<string> Lines => _lines;

    /// <summary>Adds itself, after lifting every filter.</summary>
    public void AddTo(ILoggingBuilder logging)
    {
        logging.AddProvider(this).SetMinimumLevel(LogLevel.Trace);
        // The most specific rule of a provider wins over those that the server sets for all.
        foreach (var category in (string[])["", "Microsoft.AspNetCore", "Grpc"]) logging.AddFilter<LogCapture>(category, LogLevel.Trace);
    }

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
    }

    private sealed class Logger(LogCapture capture, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull
        {
            capture._lines.Enqueue($"{category} scope {state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            capture._lines.Enqueue($"{logLevel} {category} {formatter(state, exception)} {exception}");
    }
}
