using System.Threading.Channels;

namespace PrivacyWaybill.LoadTest.Load;

/// <summary>Open loop: batches are sent when <see cref="OpenLoop"/> says, whatever became of those before.</summary>
internal sealed class OpenPace : IPace
{
    private readonly Channel<long> _due = Channel.CreateUnbounded<long>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });

    /// <summary>A batch is due.</summary>
    public void Send(long intendedAt) => _due.Writer.TryWrite(intendedAt);

    public async ValueTask<long?> NextAsync() =>
        _due.Reader.TryRead(out var at) || await _due.Reader.WaitToReadAsync(CancellationToken.None) && _due.Reader.TryRead(out at) ? at : null;

    public void Answered()
    {
    }

    public void Stop() => _due.Writer.TryComplete();
}
