using StackExchange.Redis;

namespace PrivacyWaybill.Numbers;

/// <summary>Calls to the store: a deadline of our own, and which exceptions mean that the store did not do its part.</summary>
internal static class StoreCall
{
    /// <summary>
    /// Whether the store failed, in whatever way. What it was, is not told: texts of the client can hold keys. A
    /// cancellation counts, because no call here is given a token of a caller's.
    /// </summary>
    public static bool IsFault(Exception exception) =>
        exception is RedisException or TimeoutException or ObjectDisposedException or OperationCanceledException;

    /// <summary>Waits until the deadline; the call itself goes on, so its outcome is unknown then.</summary>
    public static Task<T> WithinAsync<T>(this Task<T> call, TimeSpan deadline, TimeProvider time)
    {
        if (call.IsCompleted) return call;
        Forget(call);
        return call.WaitAsync(deadline, time);
    }

    /// <summary>Sees to it that a fault that nobody waits for is no unobserved exception.</summary>
    public static void Forget(Task call) => call.ContinueWith(static t => _ = t.Exception, CancellationToken.None,
        TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
}
