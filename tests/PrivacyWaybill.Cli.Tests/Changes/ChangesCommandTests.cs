using Google.Protobuf;
using Google.Rpc;
using PrivacyWaybill.Cli.Tests.Servers;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Cli.Tests.Changes;

public sealed class ChangesCommandTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pw-changes-").FullName;
    private StandInServer _server = null!;

    private string Archive => Path.Combine(_folder, "archive.jsonl");

    public async ValueTask InitializeAsync() => _server = await StandInServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Changes_AllParts_AreLinesThatCanBeReadAgain()
    {
        _server.Parts = static _ => [Part(0, 1), Part(1, 2, 3), Part(2)];

        var outcome = await AskAsync();

        Assert.Equal((ExitCode.Ok, "changes         3\ncursor          Ag==\n"), (outcome.Code, outcome.Output));
        Assert.Equal([Change(1), Change(2), Change(3)], Lines());
        Assert.Equal(new ExportChangesRequest(), Assert.Single(_server.Asked).Request);
    }

    [Fact]
    public async Task Resume_AfterABreak_GoesOnBehindWhatIsDoneWith()
    {
        // The second part does not end its page: it is told again.
        _server.Parts = static _ => Breaking(Part(1, 1), Part(1, 2, 3));
        Assert.Equal(ExitCode.Refused, (await AskAsync()).Code);
        _server.Parts = static asked => ((ExportChangesRequest)asked).Cursor.Span.SequenceEqual([(byte)1]) ? [Part(1, 2, 3), Part(2, 4)] : [];

        var outcome = await AskAsync("--resume", "--json");

        Assert.Equal("{\"changes\":4,\"cursor\":\"Ag==\"}\n", outcome.Output);
        Assert.Equal([Change(1), Change(2), Change(3), Change(4)], Lines());
    }

    [Fact]
    public async Task Resume_HalfALineBehindTheCursor_IsCutOff()
    {
        _server.Parts = static _ => [Part(1, 1)];
        await AskAsync("--resume");
        await File.AppendAllTextAsync(Archive, "{\"record_id\":");
        _server.Parts = static _ => [Part(2, 2)];

        Assert.Equal(ExitCode.Ok, (await AskAsync("--resume")).Code);

        Assert.Equal([Change(1), Change(2)], Lines());
    }

    [Fact]
    public async Task From_Cursor_IsWhereItBegins()
    {
        _server.Parts = static _ => [];

        var outcome = await AskAsync("--from", "AQI=");

        Assert.Equal("changes         0\ncursor          AQI=\n", outcome.Output);
        Assert.Equal(new ExportChangesRequest { Cursor = ByteString.CopyFrom(1, 2) }, Assert.Single(_server.Asked).Request);
    }

    [Fact]
    public async Task Follow_SettledLaterAndAServerAway_GoesOnUntilRefused()
    {
        var answers = new Queue<IEnumerable<IMessage>>([[Part(1, 1)], Breaking(Part(1, 2)), Breaking(), [Part(1, 2), Part(2, 3)]]);
        _server.Parts = _ => answers.TryDequeue(out var next) ? next : throw StandInServer.Error(Code.PermissionDenied, "no longer");

        var outcome = await Pw.RunOnAsync(Stream.Null, static (output, error) => new Shell(Stream.Null, output, error) { Time = new HurriedTime() },
            "changes", Archive, "--follow", "--every", "5m", "--server", _server.Url);

        Assert.Equal(ExitCode.Refused, outcome.Code);
        Assert.Equal("error: UNAVAILABLE: away\nerror: PERMISSION_DENIED: no longer\n", outcome.Error);
        Assert.Equal([Change(1), Change(2), Change(3)], Lines());
        Assert.Equal([[], [1], [1], [1], [2]], _server.Asked.Select(static a => ((ExportChangesRequest)a.Request).Cursor.ToByteArray()));
    }

    [Theory]
    [InlineData("an archive that is there", "", "exists; go on with it by --resume")]
    [InlineData("no cursor beside it", "--resume", ".cursor is missing")]
    [InlineData("cursor damaged", "--resume", "is damaged")]
    [InlineData("archive shorter", "--resume", "shorter than it was")]
    [InlineData("two beginnings", "--resume --from AQI=", "give one of them")]
    [InlineData("no cursor", "--from ?", "--from: must be base64")]
    [InlineData("pause of nobody", "--every 5m", "--every goes with --follow")]
    [InlineData("no pause", "--follow --every 0s", "--every: must be at least 1s")]
    public async Task Changes_ThatCannotBeWritten_AskNothingAndTouchNothing(string label, string options, string message)
    {
        await File.WriteAllTextAsync(Archive, "kept");
        if (label == "cursor damaged") await File.WriteAllTextAsync(Archive + ".cursor", "{");
        if (label == "archive shorter") await File.WriteAllTextAsync(Archive + ".cursor", """{"Cursor":"AQ==","Length":5,"Changes":1}""");

        var outcome = await AskAsync(options.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(ExitCode.Usage, outcome.Code);
        Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
        Assert.Equal("kept", await File.ReadAllTextAsync(Archive));
        Assert.Empty(_server.Asked);
    }

    private static RecordChange Change(byte id) => new()
    {
        RecordId = ByteString.CopyFrom(id),
        Version = id,
        Kind = id == 3 ? RecordChangeKind.Erased : RecordChangeKind.Bound,
        SealedRecord = id == 3 ? ByteString.Empty : ByteString.CopyFrom((byte)'P', (byte)'W', 1, id),
    };

    private static ExportChangesResponse Part(byte cursor, params byte[] ids) => new()
    {
        Changes = { ids.Select(Change) },
        NextCursor = cursor == 0 ? ByteString.Empty : ByteString.CopyFrom(cursor),
    };

    private static IEnumerable<IMessage> Breaking(params IMessage[] parts)
    {
        foreach (var part in parts) yield return part;
        throw StandInServer.Error(Code.Unavailable, "away");
    }

    private IEnumerable<RecordChange> Lines() => File.ReadLines(Archive).Select(static l => RecordChange.Parser.ParseJson(l));

    private Task<Outcome> AskAsync(params string[] options) => Pw.RunAsync(["changes", Archive, "--server", _server.Url, .. options]);

    /// <summary>A clock whose every wait is over at once.</summary>
    private sealed class HurriedTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime == Timeout.InfiniteTimeSpan ? dueTime : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}
