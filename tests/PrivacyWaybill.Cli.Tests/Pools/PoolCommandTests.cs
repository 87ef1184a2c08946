using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using PrivacyWaybill.Cli.Tests.Servers;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Cli.Tests.Pools;

public sealed class PoolCommandTests : IAsyncLifetime
{
    private static readonly Timestamp s_end = Timestamp.FromDateTimeOffset(new DateTimeOffset(2026, 12, 8, 21, 28, 24, TimeSpan.Zero));

    private StandInServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await StandInServer.StartAsync();

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    public static TheoryData<string, IMessage, IMessage, string> Changes() => new()
    {
        { "pool suspend sz-1", new SuspendSegmentRequest { Name = "sz-1" }, new SuspendSegmentResponse(), "state           suspended\n" },
        { "pool resume sz-1", new ResumeSegmentRequest { Name = "sz-1" }, new ResumeSegmentResponse(), "state           resumed\n" },
        { "pool retire sz-1", new RetireSegmentRequest { Name = "sz-1" }, new RetireSegmentResponse(), "state           retired\n" },
        {
            "pool add sz-2 --id 2 --city 深圳 --first-main-number 18400010000 --main-numbers 10000 --extension-length 4 --block-size 1000 --reserve-for sz-1",
            new AddSegmentRequest
            {
                Id = 2, Name = "sz-2", City = "深圳", FirstMainNumber = "18400010000", MainNumbers = 10_000, ExtensionLength = 4, BlockSize = 1_000, ReserveFor = "sz-1",
            },
            new AddSegmentResponse { OpenTime = s_end }, "state           added\nopens           2026-12-08 21:28:24 UTC\n"
        },
        {
            "pool add sz-2 --id 2 --first-main-number 18400010000 --main-numbers 10000 --extension-length 4",
            new AddSegmentRequest { Id = 2, Name = "sz-2", FirstMainNumber = "18400010000", MainNumbers = 10_000, ExtensionLength = 4 },
            new AddSegmentResponse(), "state           was there already\n"
        },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Pool_Change_IsAskedAndAnswered(string command, IMessage question, IMessage answer, string expected)
    {
        _server.Answer = _ => answer;

        var outcome = await AskAsync(command);

        Assert.Equal((ExitCode.Ok, expected), (outcome.Code, outcome.Output));
        Assert.Equal(question, Assert.Single(_server.Asked).Request);
    }

    [Fact]
    public async Task Add_ThatCannotBe_SaysFieldAndRemedy()
    {
        _server.Answer = _ => throw StandInServer.Error(Code.InvalidArgument, "id: must be 1 to 65,535",
            new BadRequest { FieldViolations = { new BadRequest.Types.FieldViolation { Field = "id", Description = "must be 1 to 65,535" } } });

        var outcome = await AskAsync("pool add sz-2 --id 0 --first-main-number 18400010000 --main-numbers 10000 --extension-length 4");

        Assert.Equal(ExitCode.Refused, outcome.Code);
        Assert.Contains("  field id: must be 1 to 65,535\n", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_Segments_AreATableWithRemedies()
    {
        _server.Answer = _ => new GetPoolStatusResponse
        {
            Segments =
            {
                new SegmentStatus
                {
                    Name = "demo[1]", City = "深圳", State = SegmentState.Open, Capacity = 100_000_000, Free = 99_990_000, Leased = 10_000, Quarantined = 2_000,
                    IssuedPerSecond = 1234.56, ExhaustionForecast = s_end,
                },
                new SegmentStatus { Name = "lost", State = SegmentState.LedgerMissing, Remedy = "mend\u001b it" },
            },
        };

        var outcome = await AskAsync("pool status");

        Assert.Matches(@"demo\[1\] .*深圳 .*open .*100,000,000 .*99,990,000 .*10,000 .*2,000 .*1,234\.6 .*2026-12-08 21:28:24 UTC", outcome.Output);
        Assert.Matches("lost .*ledger missing", outcome.Output);
        Assert.EndsWith("\nlost: mend\\u{1b} it\n", outcome.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.SomeFailed, outcome.Code);
    }

    [Theory]
    [InlineData(SegmentState.Open, ExitCode.Ok)]
    [InlineData(SegmentState.Suspended, ExitCode.Ok)]
    [InlineData(SegmentState.Drained, ExitCode.Ok)]
    [InlineData(SegmentState.Reserve, ExitCode.Ok)]
    [InlineData(SegmentState.LedgerOfAnother, ExitCode.SomeFailed)]
    [InlineData(SegmentState.Unwitnessed, ExitCode.SomeFailed)]
    public async Task Status_ExitCode_TellsWhatNobodyWanted(SegmentState state, int code)
    {
        _server.Answer = _ => new GetPoolStatusResponse { Segments = { new SegmentStatus { Name = "sz-1", State = state } } };

        var outcome = await AskAsync("pool status --json");

        Assert.Equal(code, outcome.Code);
        Assert.Equal(state, GetPoolStatusResponse.Parser.ParseJson(outcome.Output).Segments[0].State);
    }

    [Fact]
    public async Task Affected_ManyParts_AreLines()
    {
        _server.Parts = static _ => [Part("T0", "T1"), Part("T2")];

        var (text, json) = (await AskAsync("pool affected sz-1"), await AskAsync("pool affected sz-1 --json"));

        Assert.Equal([.. new[] { "T0", "T1", "T2" }.Select(static t => $"{t}  recipient  2026-12-08 21:28:24 UTC")], text.Lines);
        Assert.Equal(["T0", "T1", "T2"], json.Lines.Select(static l => AffectedShipment.Parser.ParseJson(l).Token));
        Assert.Equal((ExitCode.Ok, "3 affected\n"), (text.Code, text.Error));
        Assert.All(_server.Asked, static asked => Assert.Equal(new ListAffectedShipmentsRequest { Name = "sz-1" }, asked.Request));
    }

    [Fact]
    public async Task Affected_BrokenOff_IsNoSuccess()
    {
        _server.Parts = static _ => new[] { "T0", "T1" }.Select(static t => t == "T0" ? Part(t) : throw StandInServer.Error(Code.Unavailable, "the store cannot be reached"));

        var outcome = await AskAsync("pool affected sz-1");

        Assert.Equal(ExitCode.Refused, outcome.Code);
        Assert.StartsWith("T0 ", Assert.Single(outcome.Lines), StringComparison.Ordinal);
        Assert.DoesNotContain("affected", outcome.Error, StringComparison.Ordinal);
    }

    private static ListAffectedShipmentsResponse Part(params string[] tokens) =>
        new() { Shipments = { tokens.Select(static t => new AffectedShipment { Token = t, Party = PartyRole.Recipient, ExpireTime = s_end }) } };

    private Task<Outcome> AskAsync(string command) => Pw.RunAsync([.. command.Split(' '), "--server", _server.Url]);
}
