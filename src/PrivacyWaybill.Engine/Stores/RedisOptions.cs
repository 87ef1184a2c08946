using StackExchange.Redis;

namespace PrivacyWaybill.Engine.Stores;

/// <summary>How a store is connected to, whoever connects.</summary>
public static class RedisOptions
{
    private const int ReconnectMilliseconds = 250;

    /// <summary>The options of a connection string, with what must not depend on it.</summary>
    /// <exception cref="ArgumentException">It is no connection string.</exception>
    public static ConfigurationOptions Parse(string connection, TimeSpan timeout)
    {
        var options = ConfigurationOptions.Parse(connection);
        options.ClientName = "privacywaybill";
        // The store may be away when we start and come back later.
        options.AbortOnConnectFail = false;
        // While it is away, commands fail at once: waiting ones would be sent late, when nobody waits for their outcome.
        options.BacklogPolicy = BacklogPolicy.FailFast;
        // The default backs off from five seconds: a store that blinks would be given up for a quarter of a minute.
        options.ReconnectRetryPolicy = new LinearRetry(ReconnectMilliseconds);
        // Keys and values must not get into texts.
        options.IncludeDetailInExceptions = false;
        options.IncludePerformanceCountersInExceptions = false;
        options.AsyncTimeout = (int)timeout.TotalMilliseconds;
        options.SyncTimeout = (int)timeout.TotalMilliseconds;
        return options;
    }
}
