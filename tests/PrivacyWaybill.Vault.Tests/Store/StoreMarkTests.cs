using Microsoft.Extensions.Time.Testing;
using PrivacyWaybill.Vault.Store;

namespace PrivacyWaybill.Vault.Tests.Store;

public sealed class StoreMarkTests : RedisTests
{

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2024, 11, 11, 8, 30, 15, 678, TimeSpan.Zero));

    [Fact]
    public async Task Initialise_NewStore_IsReadBack()
    {
        Assert.Equal(new StoreMarkResult(StoreMarkOutcome.Missing), await StoreMark.ReadAsync(Database, Deadline));
        var made = await StoreMark.InitialiseAsync(Database, Deadline, _time);
        Assert.Equal(StoreMarkOutcome.Created, made.Outcome);
        Assert.Equal(new StoreMark(made.Mark!.StoreId, 2, new DateTimeOffset(2024, 11, 11, 8, 30, 15, TimeSpan.Zero)), made.Mark);
        Assert.Matches("^[0-9a-f]{32}$", made.Mark.StoreId);
        Assert.Equal(made with { Outcome = StoreMarkOutcome.Present }, await StoreMark.ReadAsync(Database, Deadline));
        Assert.Null(await Database.KeyTimeToLiveAsync(StoreMark.Key));
    }

    [Fact]
    public async Task Initialise_MarkedStore_KeepsItsMark()
    {
        var first = await StoreMark.InitialiseAsync(Database, Deadline, _time);
        _time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(first with { Outcome = StoreMarkOutcome.Present }, await StoreMark.InitialiseAsync(Database, Deadline, _time));
    }

    [Theory]
    [InlineData("no JSON", "hello")]
    [InlineData("not an object", "[]")]
    [InlineData("no id", "{\"format\":1,\"createdAt\":\"2024-11-11T08:30:15Z\"}")]
    [InlineData("no time", "{\"format\":1,\"storeId\":\"0123456789abcdef0123456789abcdef\",\"createdAt\":\"yesterday\"}")]
    [InlineData("no number as format", "{\"format\":\"1\",\"storeId\":\"0123456789abcdef0123456789abcdef\",\"createdAt\":\"2024-11-11T08:30:15Z\"}")]
    public async Task Read_SomethingElseUnderTheKey_IsUnreadableAndStays(string defect, string value)
    {
        await Database.StringSetAsync(StoreMark.Key, value);
        Assert.True(new StoreMarkResult(StoreMarkOutcome.Unreadable) == await StoreMark.ReadAsync(Database, Deadline), defect);
        Assert.Equal(StoreMarkOutcome.Unreadable, (await StoreMark.InitialiseAsync(Database, Deadline)).Outcome);
        Assert.Equal(value, await Database.StringGetAsync(StoreMark.Key));
    }

    [Fact]
    public async Task Read_MarkOfALaterFormat_GivesTheFormat()
    {
        await Database.StringSetAsync(StoreMark.Key, "{\"format\":2,\"storeId\":\"0123456789abcdef0123456789abcdef\",\"createdAt\":\"2030-01-01T00:00:00Z\"}");
        Assert.Equal(2, (await StoreMark.ReadAsync(Database, Deadline)).Mark!.Format);
    }

    [Fact]
    public async Task Initialise_StoreOutOfMemory_IsRefused()
    {
        await Database.ExecuteAsync("CONFIG", "SET", "maxmemory", "1000");
        Assert.Equal(new StoreMarkResult(StoreMarkOutcome.Refused), await StoreMark.InitialiseAsync(Database, Deadline));
    }

    [Fact]
    public async Task Everything_StoreKilledInMidFlight_IsUnknown()
    {
        await Database.ExecuteAsync("CLIENT", "PAUSE", "60000", "ALL");
        var read = StoreMark.ReadAsync(Database, Deadline);
        var initialise = StoreMark.InitialiseAsync(Database, Deadline);
        Redis.Kill();
        Assert.Equal(new StoreMarkResult(StoreMarkOutcome.Unknown), await read);
        Assert.Equal(new StoreMarkResult(StoreMarkOutcome.Unknown), await initialise);
    }
}
