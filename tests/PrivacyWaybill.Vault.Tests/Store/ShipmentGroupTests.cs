using PrivacyWaybill.Testing;
using PrivacyWaybill.Vault.Records;
using PrivacyWaybill.Vault.Store;
using StackExchange.Redis;

namespace PrivacyWaybill.Vault.Tests.Store;

public sealed class ShipmentGroupTests : IAsyncLifetime
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private RedisServerProcess _redis = null!;
    private ConnectionMultiplexer _connection = null!;
    private ShipmentGroup _groups = null!;

    public async ValueTask InitializeAsync()
    {
        _redis = await RedisServerProcess.StartAsync();
        _connection = await ConnectionMultiplexer.ConnectAsync(_redis.ConnectionString);
        _groups = new ShipmentGroup(_connection.GetDatabase(), TimeSpan.FromSeconds(30));
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        await _redis.DisposeAsync();
    }

    [Fact]
    public async Task Members_OfJoined_AreThoseOfEachRootOnce()
    {
        Assert.All(await _groups.JoinAsync([new(Id(1), Id(2), Hour), new(Id(1), Id(3), Hour), new(Id(1), Id(2), Hour), new(Id(4), Id(5), Hour)]), o => Assert.Equal(JoinOutcome.Joined, o));
        var members = await _groups.MembersAsync([Id(1), Id(9), Id(4)]);
        Assert.Equal(new HashSet<RecordId> { Id(2), Id(3) }, members[0]!.ToHashSet());
        Assert.Empty(members[1]!);
        Assert.Equal([Id(5)], members[2]!);
    }

    [Fact]
    public async Task Join_Again_LastsLongerAndNeverShorter()
    {
        await _groups.JoinAsync([new(Id(1), Id(2), Hour)]);
        await _groups.JoinAsync([new(Id(1), Id(2), 3 * Hour)]);
        Assert.Equal([JoinOutcome.Joined], await _groups.JoinAsync([new(Id(1), Id(3), Hour)]));
        Assert.True(await _connection.GetDatabase().KeyTimeToLiveAsync(ShipmentGroup.Key(Id(1))) > 2 * Hour);
    }

    [Fact]
    public async Task Join_FullGroup_TakesNobodyButItsMembers()
    {
        await _groups.JoinAsync([.. Enumerable.Range(2, ShipmentGroup.Most).Select(i => new GroupEntry(Id(1), Id(i), Hour))]);
        Assert.Equal([JoinOutcome.Full, JoinOutcome.Joined], await _groups.JoinAsync([new(Id(1), Id(2_000), Hour), new(Id(1), Id(2), Hour)]));
        Assert.Equal(ShipmentGroup.Most, (await _groups.MembersAsync([Id(1)]))[0]!.Count);
    }

    [Fact]
    public async Task Join_StoreThatRefuses_IsNotJoinedAndNotThrown()
    {
        await _connection.GetDatabase().StringSetAsync(ShipmentGroup.Key(Id(1)), "no set");
        var joined = await _groups.JoinAsync([new(Id(1), Id(2), Hour), new(Id(4), Id(5), Hour)]);
        Assert.Equal([JoinOutcome.Unknown, JoinOutcome.Joined], joined);
        Assert.Null((await _groups.MembersAsync([Id(1)]))[0]);
    }

    [Fact]
    public async Task Members_ThatAreNoIds_AreLeftOut()
    {
        await _connection.GetDatabase().SetAddAsync(ShipmentGroup.Key(Id(1)), "short");
        Assert.Empty((await _groups.MembersAsync([Id(1)]))[0]!);
    }

    private static RecordId Id(int number)
    {
        var bytes = new byte[RecordId.Length];
        BitConverter.TryWriteBytes(bytes, number);
        return new RecordId(bytes);
    }
}
