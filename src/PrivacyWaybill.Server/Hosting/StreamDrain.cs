namespace PrivacyWaybill.Server.Hosting;

/// <summary>
/// Stands between "stop" and the closing of connections: waits until every stream has said its last word, and then a
/// little, so that it is read. A client drops what it has received and not yet read of a stream when the connection
/// closes (.NET's does), and with it the name of the last batch that was answered.
/// </summary>
internal sealed class StreamDrain(IHostApplicationLifetime lifetime) : IHostedLifecycleService
{
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _open;
    private bool _wasDrained;

    /// <summary>A stream begins; it ends when what is returned is disposed.</summary>
    public IDisposable Enter()
    {
        lock (_lock) _open++;
        return new OpenStream(this);
    }

    /// <inheritdoc/>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        // A signal has said so already; a host that is stopped by a call has not.
        lifetime.StopApplication();
        lock (_lock)
        {
            if (_open == 0 && !_wasDrained) return;
            if (_open == 0) _drained.TrySetResult();
        }
        await _drained.Task.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.Delay(Linger, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Leave()
    {
        lock (_lock)
        {
            _open--;
            if (!lifetime.ApplicationStopping.IsCancellationRequested) return;
            // After a signal streams may all have ended before the host asks.
            _wasDrained = true;
            if (_open == 0) _drained.TrySetResult();
        }
    }

    private sealed class OpenStream(StreamDrain drain) : IDisposable
    {
        public void Dispose() => drain.Leave();
    }
}
