using System.Diagnostics;
using System.Threading.Channels;

namespace PrivacyWaybill.LoadTest.Load;

/// <summary>Closed loop: a batch is sent as soon as fewer than a number of them are under way.</summary>
internal sealed class ClosedPace : IPace
{
    private readonly Channel<bool> _room = Channel.CreateUnbounded<bool>(new UnboundedChannelOptions { SingleReader = true });
    private volatile bool _isOver;

    /// <summary>Begins with nothing under way.</summary>
    public ClosedPace(int window)
    {
        for (var b = 0; b < window; b++) Answered();
    }

    public async ValueTask<long?> NextAsync()
    {
        while (!_isOver && await _room.Reader.WaitToReadAsync(CancellationToken.None))
            if (_room.Reader.TryRead(out _) && !_isOver) return Stopwatch.GetTimestamp();
        return null;
    }

    public void Answered() => _room.Writer.TryWrite(true);

    public void Stop()
    {
        _isOver = true;
        _room.Writer.TryComplete();
    }
}
