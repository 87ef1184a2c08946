using System.Diagnostics;
using PrivacyWaybill.LoadTest.Load;

namespace PrivacyWaybill.LoadTest.Tests.Load;

public class PaceTests
{
    [Fact]
    public async Task Closed_WindowFull_WaitsForAnAnswer()
    {
        var pace = new ClosedPace(2);
        Assert.NotNull(await pace.NextAsync());
        Assert.NotNull(await pace.NextAsync());

        var third = pace.NextAsync();
        Assert.False(third.IsCompleted);
        pace.Answered();

        Assert.NotNull(await third);
    }

    [Fact]
    public async Task Closed_Stopped_SendsNoMoreThoughThereIsRoom()
    {
        var pace = new ClosedPace(2);

        pace.Stop();

        Assert.Null(await pace.NextAsync());
    }

    [Fact]
    public async Task Closed_StoppedWhileWaiting_Ends()
    {
        var pace = new ClosedPace(1);
        await pace.NextAsync();
        var waiting = pace.NextAsync();

        pace.Stop();

        Assert.Null(await waiting);
    }

    [Fact]
    public async Task Open_Due_IsSentWithItsIntendedTimeThoughNothingWasAnswered()
    {
        var pace = new OpenPace();
        pace.Send(11);
        pace.Send(12);
        pace.Stop();

        Assert.Equal([11, 12, null], [await pace.NextAsync(), await pace.NextAsync(), await pace.NextAsync()]);
    }

    [Fact]
    public async Task OpenLoop_LateClock_KeepsTheIntendedTimesAndDealsThemOutInTurn()
    {
        var now = 0L;
        OpenPace[] streams = [new(), new()];
        // The clock leaps from the start beyond the end: all batches are late, and none moves.
        var loop = new OpenLoop(new Schedule(100, 10, 0, 1, LoadProfile.Constant), streams, () => now, () => 0);
        now = long.MaxValue / 2;

        loop.Run(CancellationToken.None);

        Assert.Equal(10, loop.Due, 1.0);
        Assert.Equal(0, await SecondsAsync(streams[0]));
        Assert.Equal(0.1, await SecondsAsync(streams[1]), 6);
        Assert.Equal(0.2, await SecondsAsync(streams[0]), 6);

        static async Task<double> SecondsAsync(OpenPace pace) => (await pace.NextAsync() ?? -1) / (double)Stopwatch.Frequency;
    }
}
