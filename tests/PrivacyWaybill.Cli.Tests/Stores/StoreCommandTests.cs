using PrivacyWaybill.Numbers;
using PrivacyWaybill.Numbers.Witness;
using PrivacyWaybill.Testing;
using StackExchange.Redis;

namespace PrivacyWaybill.Cli.Tests.Stores;

public sealed class StoreCommandTests : IAsyncLifetime
{
    private const string Segment = """
        {"id":1,"name":"sz-1","city":"深圳","firstMainNumber":"18400000000","mainNumbers":100,"extensionLength":4,"blockSize":10000}
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("pw-store-").FullName;
    private RedisServerProcess _redis = null!;

    private string Ring => Path.Combine(_folder, "ring.json");

    public async ValueTask InitializeAsync()
    {
        _redis = await RedisServerProcess.StartAsync();
        await Pw.RunAsync("keys", "new", "ring", "--out", Ring);
    }

    public async ValueTask DisposeAsync()
    {
        await _redis.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Init_NewStore_HasMarkAndLedgers()
    {
        var outcome = await InitAsync(Segment);

        Assert.Equal("", outcome.Error);
        Assert.Equal(ExitCode.Ok, outcome.Code);
        Assert.Equal("segment sz-1: ledger made, 1000000 numbers free", outcome.Lines[0]);
        Assert.Matches("^store [0-9a-f]{32} initialised$", outcome.Lines[1]);
    }

    [Fact]
    public async Task Init_Again_AddsTheNewSegmentAlone()
    {
        var first = await InitAsync(Segment);

        var again = await InitAsync(Segment + "," + Segment.Replace("\"id\":1,\"name\":\"sz-1\"", "\"id\":2,\"name\":\"sz-2\"", StringComparison.Ordinal).Replace("18400000000", "18500000000", StringComparison.Ordinal));

        Assert.Equal(
            ["segment sz-1: has its ledger already", "segment sz-2: ledger made, 1000000 numbers free", first.Lines[1].Replace(" initialised", " was initialised before", StringComparison.Ordinal)],
            again.Lines);
        Assert.Equal(ExitCode.Ok, again.Code);
    }

    [Fact]
    public async Task Mend_EmptyStore_IsMadeAnewAsWitnessed()
    {
        await InitAsync(Segment);
        var segment = SegmentTable.Load(Path.Combine(_folder, "pool.json")).Segments[0];
        using (var witness = new LeaseWitnessFile(_folder, "sorter-1", []))
            witness.Note(segment, [3], TimeProvider.System.GetUtcNow().AddDays(100));
        await using (var connection = await ConnectionMultiplexer.ConnectAsync(_redis.ConnectionString + ",allowAdmin=true"))
            await connection.GetServers()[0].FlushAllDatabasesAsync();

        var refused = await MendAsync("sorter-1,sorter-2");
        Assert.Equal(ExitCode.Refused, refused.Code);
        Assert.Contains("segment sz-1: nothing changed, because witnesses are missing: sorter-2", refused.Error, StringComparison.Ordinal);

        var mended = await MendAsync("sorter-1");
        Assert.Equal(["segment sz-1: its ledger was lost and is made anew as witnessed"], mended.Lines);
        Assert.Equal(ExitCode.Ok, mended.Code);
        Assert.Equal(["segment sz-1: its ledger knows all that was witnessed"], (await MendAsync("sorter-1")).Lines);
        await using var store = await ConnectionMultiplexer.ConnectAsync(_redis.ConnectionString);
        Assert.Equal(1, await store.GetDatabase().SortedSetLengthAsync("pw:n:l:{1}", 1, 8e15));
        Assert.True(await store.GetDatabase().KeyExistsAsync("pw:store"));
    }

    [Theory]
    [InlineData("--servers", "a b")]
    [InlineData("--servers", ",")]
    [InlineData("--witness", "/nowhere/at/all")]
    public async Task Mend_UnusableOption_NamesIt(string option, string value)
    {
        await WritePoolAsync(Segment);
        var outcome = await Pw.RunAsync("store", "mend", "--connection", _redis.ConnectionString, "--pool", Path.Combine(_folder, "pool.json"), "--keys", Ring,
            "--witness", option == "--witness" ? value : _folder, "--servers", option == "--servers" ? value : "a");
        Assert.Equal(ExitCode.Usage, outcome.Code);
        Assert.Contains(option, outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Init_ConnectionInTheEnvironment_IsUsed()
    {
        await WritePoolAsync(Segment);
        var outcome = await Pw.RunOnAsync(Stream.Null, (output, error) => new Shell(Stream.Null, output, error)
        {
            Variable = name => name == "PW_Store__Connection" ? _redis.ConnectionString : null,
        }, "store", "init", "--pool", Path.Combine(_folder, "pool.json"), "--keys", Ring);

        Assert.Equal(ExitCode.Ok, outcome.Code);
    }

    [Fact]
    public async Task Init_SomebodyElsesDatabase_IsLeftAlone()
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync(_redis.ConnectionString);
        await redis.GetDatabase().StringSetAsync("pw:store", "theirs");

        var outcome = await InitAsync(Segment);

        Assert.Equal(ExitCode.Refused, outcome.Code);
        Assert.Equal("theirs", (string?)await redis.GetDatabase().StringGetAsync("pw:store"));
        Assert.Equal(1, await redis.GetServers()[0].DatabaseSizeAsync());
    }

    [Fact]
    public async Task Init_StoreIsAway_IsUnreachable()
    {
        _redis.Kill();

        var outcome = await InitAsync(Segment, ",connectTimeout=300,connectRetry=1");

        Assert.Equal(ExitCode.Refused, outcome.Code);
        Assert.Empty(outcome.Output);
    }

    [Theory]
    [InlineData("a segment for demonstrations", "\"demo\":true", "", "for demonstrations")]
    [InlineData("an unusable segment", "\"blockSize\":7", "", "sz-1")]
    [InlineData("no connection string", "\"demo\":false", ",password=secret,nonsense=1", "--connection: not a connection string")]
    public async Task Init_UnusableInput_TouchesNothing(string label, string setting, string connection, string message)
    {
        var outcome = await InitAsync(Segment.Replace("\"blockSize\":10000", $"\"blockSize\":10000,{setting}", StringComparison.Ordinal), connection);

        Assert.NotEmpty(label);
        Assert.Equal(ExitCode.Usage, outcome.Code);
        Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", outcome.Error, StringComparison.Ordinal);
        await using var redis = await ConnectionMultiplexer.ConnectAsync(_redis.ConnectionString);
        Assert.Equal(0, await redis.GetServers()[0].DatabaseSizeAsync());
    }

    [Fact]
    public async Task Init_RingIsMissing_SaysSo()
    {
        File.Delete(Ring);

        var outcome = await InitAsync(Segment);

        Assert.Equal(ExitCode.Usage, outcome.Code);
        Assert.Contains("ring.json", outcome.Error, StringComparison.Ordinal);
    }

    private async Task<Outcome> InitAsync(string segments, string connection = "")
    {
        await WritePoolAsync(segments);
        return await Pw.RunAsync("store", "init", "--connection", _redis.ConnectionString + connection, "--pool", Path.Combine(_folder, "pool.json"), "--keys", Ring);
    }

    private Task<Outcome> MendAsync(string servers) => Pw.RunAsync("store", "mend", "--connection", _redis.ConnectionString,
        "--pool", Path.Combine(_folder, "pool.json"), "--keys", Ring, "--witness", _folder, "--servers", servers);

    private Task WritePoolAsync(string segments) => File.WriteAllTextAsync(Path.Combine(_folder, "pool.json"), $$"""{"segments":[{{segments}}]}""");
}
