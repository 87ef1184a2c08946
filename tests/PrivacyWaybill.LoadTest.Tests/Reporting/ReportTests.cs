using System.Text.Json;
using System.Xml.Linq;
using PrivacyWaybill.LoadTest.Measuring;
using PrivacyWaybill.LoadTest.Reporting;
using PrivacyWaybill.LoadTest.Suites;
using PrivacyWaybill.Testing;

namespace PrivacyWaybill.LoadTest.Tests.Reporting;

public class ReportTests
{
    private const string FieldsOfSchema2 =
        "aof assumptions at average averagePerSecond backlog backlogEnd backlogMost batch burstPerSecond bytesPerLiveWaybill " +
        "checked cities cluster codec collect command connections count cpuMicroseconds days deployment doubleEleven endedEarly " +
        "fullPerSecond grownRecords harness heldPerSecond hoursAtFullSpeed isEcho isOpenLoop keptUp latencyMs least limitMs liveDays machine " +
        "max memoryGigabytes mix most name nodesForBurst nodesForPeakHour notOk numbers offeredPerSecond p50 p90 p99 p999 parcelsPerDay " +
        "peakHourPerSecond processor processors profile rate redis redisBytes redisGigabytes redisKeys redisMegabytes replay " +
        "replayedShare resolve retentionSeconds reveal runs runtime scenario schema seconds seed series server " +
        "serverAllocatedBytes serverProcessors serverRssMegabytes servers settings startedAt streams system tables targets tls verdict " +
        "verify volume warmUpSeconds waybills waybillsPerSecond window wrong wrongByKind";

    private static readonly Report Full = new()
    {
        Command = "run <b>&",
        Machine = new MachineReport(2, "processor", 25, "system", "runtime", "Redis"),
        Runs = [Run(new Scenario()), Run(new Scenario { Name = "open <loop>", Rate = 5 }) with { OfferedPerSecond = 5, BacklogMost = 2, BacklogEnd = 1, Wrong = 3, WrongByKind = new Dictionary<string, long> { ["Order"] = 3 } }],
        Tables = ["| a | b |\n| --- | --- |\n| 1 | 2 |\n"],
        Verdict = Verdict.Of(DailyVolumes.Load(), 50, 200_000, 300_000, 350),
    };

    [Fact]
    public void Json_EveryField_IsInTheReadme()
    {
        var readme = File.ReadAllText(RepositoryFiles.Path("benchmarks/PrivacyWaybill.LoadTest/README.md"));
        var json = JsonDocument.Parse(Full.ToJson());

        Assert.All(Names(json.RootElement).Distinct(), name => Assert.Contains($"`{name}`", readme, StringComparison.Ordinal));
    }

    [Fact]
    public void Json_Names_AreThoseOfTheSchema()
    {
        Assert.Equal(2, Full.Schema);
        Assert.Equal(FieldsOfSchema2, string.Join(' ', Names(JsonDocument.Parse(Full.ToJson()).RootElement).Distinct().Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Html_Page_IsWellFormedAndNeedsNothingFromElsewhere()
    {
        var page = HtmlReport.Render(Full, [Plot.Svg("title", "x", [("a", [(1, 2.0), (10, null), (100, 3.0)])], isLogarithmic: true)]);
        var start = page.IndexOf("<body>", StringComparison.Ordinal);
        var body = XElement.Parse(page[start..(page.IndexOf("</body>", StringComparison.Ordinal) + "</body>".Length)].Replace("class=plots", "class='plots'", StringComparison.Ordinal)
            .Replace("class=wide", "class='wide'", StringComparison.Ordinal).Replace("class=wrong", "class='wrong'", StringComparison.Ordinal));

        Assert.Equal(5 + 6 + 1, body.Descendants().Count(e => e.Name.LocalName == "svg"));
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(body.Descendants(), e => e.Attributes().Any(a => a.Name.LocalName is "href" or "src"));
    }

    [Fact]
    public void Table_Run_HasACellAColumn()
    {
        var lines = RunTable.Markdown(Full.Runs).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(4, lines.Length);
        Assert.Single(lines.Select(l => l.Count(c => c == '|')).Distinct());
    }

    [Theory]
    [InlineData(1_000, 991, 100, true)]
    [InlineData(1_000, 989, 100, false)]
    [InlineData(1_000, 900, 10, true)]
    [InlineData(1_000, 897, 10, false)]
    public void KeptUp_OpenLoop_IsToAHundredthOrABatchAStream(double offered, double answered, double seconds, bool expected) =>
        Assert.Equal(expected, (Full.Runs[0] with { OfferedPerSecond = offered, WaybillsPerSecond = answered, Seconds = seconds }).KeptUp);

    private static IEnumerable<string> Names(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p => Names(p.Value).Prepend(p.Name).Where(n => n != "Order")),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Names),
        _ => [],
    };

    private static RunReport Run(Scenario scenario) => new()
    {
        Scenario = scenario,
        LatencyMs = new Percentiles(1, 2, 3, 4, 5, 6),
        CpuMicroseconds = new CpuReport(2, 1, 0.5),
        ServerRssMegabytes = 200,
        Resolve = new SideReport(10, new Percentiles(1, 2, 3, 4, 5, 6)),
        Series = [new Second(1, 100, 1, 2, 0.5, 200, 300, 10, 100, 0), new Second(2, 110, 1, 2, 0.5, 200, 300, 20, 210, 5)],
    };
}
