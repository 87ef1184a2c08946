using PrivacyWaybill.LoadTest.Suites;

namespace PrivacyWaybill.LoadTest.Tests.Suites;

public class VerdictTests
{
    private static readonly DailyVolumes Volumes = DailyVolumes.Load();

    [Fact]
    public void Of_RecordDay_FollowsFromTheFigures()
    {
        var day = Verdict.Of(Volumes, 50, held: 20_000, full: 300_000, bytes: 350).Days.Single(d => d.Volume.Name == "record day 2025");

        Assert.Equal(2, day.NodesForPeakHour);
        Assert.Equal(3, day.NodesForBurst);
        Assert.Equal(777e6 / 300_000 / 3_600, day.HoursAtFullSpeed, 9);
        // A number rests as long as it lives: its slot of 13 B stands twice as long as the waybill.
        Assert.Equal(777e6 * 15 * (350 + 13) / 1e9, day.RedisGigabytes!.Value, 6);
    }

    [Fact]
    public void Of_NothingHeld_NamesNoNodes()
    {
        var verdict = Verdict.Of(Volumes, 50, held: null, full: 300_000, bytes: null);

        Assert.All(verdict.Days, d => Assert.Null(d.NodesForPeakHour ?? d.NodesForBurst));
        Assert.Contains("nothing that was tried", verdict.ToMarkdown(), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_AnyFigures_StatesTheAssumptions()
    {
        var text = Verdict.Of(Volumes, 50, 200_000, 300_000, 350).ToMarkdown();

        Assert.Contains("12 % of the day", text, StringComparison.Ordinal);
        Assert.Contains("no source", text, StringComparison.Ordinal);
        Assert.All(Volumes.Days, d => Assert.Contains(d.Name, text, StringComparison.Ordinal));
    }
}
