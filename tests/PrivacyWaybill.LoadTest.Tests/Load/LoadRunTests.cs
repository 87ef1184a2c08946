using PrivacyWaybill.LoadTest.Load;
using PrivacyWaybill.LoadTest.Reporting;
using PrivacyWaybill.LoadTest.Targets;
using PrivacyWaybill.LoadTest.Verification;

namespace PrivacyWaybill.LoadTest.Tests.Load;

/// <summary>The whole of it, small: real servers, a real Redis. That figures come out and answers are right, never how fast.</summary>
public class LoadRunTests
{
    private static readonly Scenario Small = new() { Batch = new BatchSizes(1, 40), Streams = 3, WarmUpSeconds = 2, Seconds = 2, Verify = VerifiedAnswers.All };

    [Fact]
    public async Task Measure_OpenLoopOfEverything_FindsEveryAnswerRight()
    {
        var report = await MeasureAsync(Small with
        {
            Rate = 800,
            Connections = 2,
            Replay = 0.3,
            Resolve = 0.5,
            Reveal = 0.5,
            Cities = 3,
            Deployment = new Deployment { Tls = true, Aof = true },
        });

        Assert.Empty(report.WrongByKind);
        Assert.True(report.Checked > 0);
        Assert.InRange(report.ReplayedShare, 0.01, 0.99);
        Assert.True(report.Resolve!.Count > 0 && report.Reveal!.Count > 0);
        Assert.NotNull(report.OfferedPerSecond);
        Assert.True(report.CpuMicroseconds is { Server: > 0, Harness: > 0 } && report.RedisBytes > 0 && report.RedisKeys > 0 && report.ServerRssMegabytes > 0);
        Assert.NotEmpty(report.Series);
    }

    [Fact]
    public async Task Measure_TwoServersOnACluster_FindsEveryAnswerRight()
    {
        var report = await MeasureAsync(Small with { Window = 1, Deployment = new Deployment { Servers = 2, Cluster = true } });

        Assert.Empty(report.WrongByKind);
        Assert.True(report.Checked > 0);
        Assert.Null(report.OfferedPerSecond);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Measure_Echo_GetsItsBatchesBack(bool asBytes)
    {
        await using var target = await OwnTarget.StartEchoAsync(asBytes);

        var report = await new LoadRun(Small with { Window = 1 }, target).MeasureAsync(null, CancellationToken.None);

        Assert.True(report.IsEcho && report.Waybills > 0);
        Assert.Equal(0, report.Wrong);
    }

    [Fact]
    public async Task Measure_Interrupted_TellsWhatWasCounted()
    {
        await using var target = await OwnTarget.StartAsync(Small);
        using var stop = new CancellationTokenSource();

        var report = await new LoadRun(Small with { Seconds = 600 }, target).MeasureAsync(_ => stop.Cancel(), stop.Token);

        Assert.Equal("interrupted", report.EndedEarly);
        Assert.True(report.Waybills > 0 && report.Seconds < 600);
    }

    [Fact]
    public async Task Measure_ServerDies_TellsWhereAndWhatWasCounted()
    {
        await using var target = await OwnTarget.StartAsync(Small);

        var report = await new LoadRun(Small with { Seconds = 600 }, target).MeasureAsync(_ => target.Servers[0].Kill(), CancellationToken.None);

        Assert.StartsWith($"{target.Endpoints[0].Address}: Unavailable", report.EndedEarly, StringComparison.Ordinal);
        Assert.True(report.Waybills > 0);
    }

    /// <summary>At this rate a stream's share of the sample is its first answer.</summary>
    [Fact]
    public async Task Measure_StoreGoesAwayMeanwhile_IsSeenInASampleToo()
    {
        var scenario = Small with { Rate = 200, Seconds = 3, Verify = VerifiedAnswers.Sample };
        await using var target = await OwnTarget.StartAsync(scenario);
        // As one that was given: nobody asks Redis for its memory.
        await using var given = new Target { Endpoints = target.Endpoints };

        var report = await new LoadRun(scenario, given).MeasureAsync(second => { if (second.At < 2) target.Redis[0].Kill(); }, CancellationToken.None);

        Assert.Null(report.EndedEarly);
        Assert.Contains(report.NotOk, static told => told.Key.StartsWith("Unavailable", StringComparison.Ordinal));
    }

    private static async Task<RunReport> MeasureAsync(Scenario scenario)
    {
        await using var target = await OwnTarget.StartAsync(scenario);
        return await new LoadRun(scenario, target).MeasureAsync(null, CancellationToken.None);
    }
}
