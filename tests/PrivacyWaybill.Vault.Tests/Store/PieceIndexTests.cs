using PrivacyWaybill.Testing;
using PrivacyWaybill.Vault.Records;
using PrivacyWaybill.Vault.Store;
using StackExchange.Redis;

namespace PrivacyWaybill.Vault.Tests.Store;

public sealed class PieceIndexTests : IAsyncLifetime
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private RedisServerProcess _redis = null!;
    private ConnectionMultiplexer _connection = null!;
    private PieceIndex _pieces = null!;

    public async ValueTask InitializeAsync()
    {
        _redis = await RedisServerProcess.StartAsync();
        _connection = await ConnectionMultiplexer.ConnectAsync(_redis.ConnectionString);
        _pieces = new PieceIndex(_connection.GetDatabase(), TimeSpan.FromSeconds(30));
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        await _redis.DisposeAsync();
    }

    [Fact]
    public async Task Note_SecondParent_TheFirstStandsAndLastsLonger()
    {
        var standing = await _pieces.NoteAsync([(Id(1), Id(10)), (Id(2), Id(10)), (Id(1), Id(20))], Hour);
        Assert.Equal([Id(10), Id(10), Id(10)], standing);
        standing = await _pieces.NoteAsync([(Id(1), Id(20))], 3 * Hour);
        Assert.Equal([Id(10)], standing);
        Assert.True(await _connection.GetDatabase().KeyTimeToLiveAsync(PieceIndex.Key(Id(1))) > 2 * Hour);
    }

    [Fact]
    public async Task Find_NotedAndNot_TellsEach()
    {
        await _pieces.NoteAsync([(Id(1), Id(10))], Hour);
        var found = await _pieces.FindAsync([Id(1), Id(2)]);
        Assert.Equal([ReadOutcome.Found, ReadOutcome.Missing], found.Select(f => f.Outcome));
        Assert.Equal(Id(10), new RecordId(found[0].Value.Span));
    }

    [Fact]
    public async Task StoreThatRefuses_IsUnknownAndNotThrown()
    {
        await _connection.GetDatabase().SetAddAsync(PieceIndex.Key(Id(1)), "no string");
        var standing = await _pieces.NoteAsync([(Id(1), Id(10)), (Id(2), Id(10))], Hour);
        Assert.Equal([null, Id(10)], standing);
        Assert.Equal(ReadOutcome.Unknown, (await _pieces.FindAsync([Id(1)]))[0].Outcome);
    }

    private static RecordId Id(int number)
    {
        var bytes = new byte[RecordId.Length];
        BitConverter.TryWriteBytes(bytes, number);
        return new RecordId(bytes);
    }
}
