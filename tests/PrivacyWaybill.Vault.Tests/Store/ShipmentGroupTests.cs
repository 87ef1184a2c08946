using PrivacyWaybill.Vault.Records;
using PrivacyWaybill.Vault.Store;

namespace PrivacyWaybill.Vault.Tests.Store;

public sealed class ShipmentGroupTests : RedisTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private ShipmentGroup Groups => new(Database, Deadline);

    [Fact]
    public async Task Members_OfJoined_AreThoseOfEachRootOnce()
    {
        Assert.All(await Groups.JoinAsync([new(Id(1), Id(2), Hour), new(Id(1), Id(3), Hour), new(Id(1), Id(2), Hour), new(Id(4), Id(5), Hour)]), o => Assert.Equal(JoinOutcome.Joined, o));
        var members = await Groups.MembersAsync([Id(1), Id(9), Id(4)]);
        Assert.Equal(new HashSet<RecordId> { Id(2), Id(3) }, members[0]!.ToHashSet());
        Assert.Empty(members[1]!);
        Assert.Equal([Id(5)], members[2]!);
    }

    [Fact]
    public async Task Join_Again_LastsLongerAndNeverShorter()
    {
        await Groups.JoinAsync([new(Id(1), Id(2), Hour)]);
        await Groups.JoinAsync([new(Id(1), Id(2), 3 * Hour)]);
        Assert.Equal([JoinOutcome.Joined], await Groups.JoinAsync([new(Id(1), Id(3), Hour)]));
        Assert.True(await Database.KeyTimeToLiveAsync(ShipmentGroup.Key(Id(1))) > 2 * Hour);
    }

    [Fact]
    public async Task Join_FullGroup_TakesNobodyButItsMembers()
    {
        await Groups.JoinAsync([.. Enumerable.Range(2, ShipmentGroup.Most).Select(i => new GroupEntry(Id(1), Id(i), Hour))]);
        Assert.Equal([JoinOutcome.Full, JoinOutcome.Joined], await Groups.JoinAsync([new(Id(1), Id(2_000), Hour), new(Id(1), Id(2), Hour)]));
        Assert.Equal(ShipmentGroup.Most, (await Groups.MembersAsync([Id(1)]))[0]!.Count);
    }

    [Fact]
    public async Task Join_StoreThatRefuses_IsNotJoinedAndNotThrown()
    {
        await Database.StringSetAsync(ShipmentGroup.Key(Id(1)), "no set");
        var joined = await Groups.JoinAsync([new(Id(1), Id(2), Hour), new(Id(4), Id(5), Hour)]);
        Assert.Equal([JoinOutcome.Unknown, JoinOutcome.Joined], joined);
        Assert.Null((await Groups.MembersAsync([Id(1)]))[0]);
    }

    [Fact]
    public async Task Members_ThatAreNoIds_AreLeftOut()
    {
        await Database.SetAddAsync(ShipmentGroup.Key(Id(1)), "short");
        Assert.Empty((await Groups.MembersAsync([Id(1)]))[0]!);
    }

    private static RecordId Id(int number)
    {
        var bytes = new byte[RecordId.Length];
        BitConverter.TryWriteBytes(bytes, number);
        return new RecordId(bytes);
    }
}
