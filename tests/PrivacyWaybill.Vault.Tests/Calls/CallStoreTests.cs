using Microsoft.Extensions.Time.Testing;
using PrivacyWaybill.Vault.Calls;
using PrivacyWaybill.Vault.Records;
using PrivacyWaybill.Vault.Store;
using StackExchange.Redis;

namespace PrivacyWaybill.Vault.Tests.Calls;

/// <summary>Pairs and counts in a real Redis.</summary>
public sealed class CallStoreTests : RedisTests
{
    private const string First = "pw:x:{m}:a", Second = "pw:x:{m}:b", Courier = "pw:x:{m}:b:c";

    private static readonly RecordId Id = new("1234567890123"u8), Other = new("1234567890124"u8);
    private static readonly byte[] None = [], One = [1, 0, 255], Two = [2, 0, 254];

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));

    private CallPairStore Pairs => new(Database, Deadline, TimeProvider.System);

    private CallCounter Counter => new(Database, Deadline, _clock);

    private uint Now => (uint)_clock.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>As the server connects: while the store is away, commands fail at once.</summary>
    protected override async Task ConnectAsync()
    {
        var options = ConfigurationOptions.Parse(Redis.ConnectionString);
        options.BacklogPolicy = BacklogPolicy.FailFast;
        Connection = await ConnectionMultiplexer.ConnectAsync(options);
    }

    [Fact]
    public async Task Swap_AsExpected_SetsBothAndOtherwiseNeither()
    {
        Assert.Equal(SwapOutcome.Swapped, await SwapAsync(None, None, One, Two));
        Assert.Equal([One, Two], await ValuesAsync());
        Assert.Equal(SwapOutcome.Conflict, await SwapAsync(None, None, Two, One));
        Assert.Equal(SwapOutcome.Conflict, await SwapAsync(One, None, Two, One));
        Assert.Equal(SwapOutcome.Conflict, await SwapAsync(None, Two, Two, One));
        Assert.Equal(SwapOutcome.Conflict, await SwapAsync(One, One, Two, One));
        Assert.Equal([One, Two], await ValuesAsync());
        Assert.Equal(SwapOutcome.Swapped, await SwapAsync(One, Two, Two, One));
        Assert.Equal([Two, One], await ValuesAsync());
        Assert.InRange((await Database.KeyTimeToLiveAsync(Second))!.Value, TimeSpan.FromMinutes(59), TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task Read_PresentAndAbsent_TellsEach()
    {
        await SwapAsync(None, None, One, Two);
        var read = await Pairs.ReadAsync([Second, "pw:x:{m}:c", First]);
        Assert.Equal([ReadOutcome.Found, ReadOutcome.Missing, ReadOutcome.Found], read.Select(r => r.Outcome));
        Assert.Equal(Two, read[0].Value.ToArray());
    }

    [Fact]
    public async Task Everything_StoreAway_IsUnknown()
    {
        Redis.Kill();
        Assert.Equal(SwapOutcome.Unknown, await new CallPairStore(Database, TimeSpan.FromSeconds(1), TimeProvider.System).SwapAsync((First, Second), (None, None), (One, Two), Deadline, (Courier, One, Deadline)));
        Assert.Equal(ReadOutcome.Unknown, (await Pairs.ReadAsync([First]))[0].Outcome);
        Assert.False((await Counter.ReadAsync([Id]))[0].IsKnown);
        Assert.False((await Counter.ReportAsync([new CallReport(Id, "a", true, Now + 60)]))[0].IsKnown);
    }

    [Fact]
    public async Task Swap_StoreSaysNo_IsRefused()
    {
        await Database.ListLeftPushAsync(First, "no value");
        Assert.Equal(SwapOutcome.Refused, await SwapAsync(None, None, One, Two));
    }

    [Fact]
    public async Task Report_CallsOfShipments_CountsEachOnce()
    {
        var told = await Counter.ReportAsync([
            new CallReport(Id, "a", true, Now + 60), new CallReport(Id, "a", true, Now + 60), new CallReport(Id, "b", false, Now + 60),
            new CallReport(Id, "c", true, Now + 60), new CallReport(Other, "a", true, Now + 60)]);
        Assert.Equal([new(true, 1), new(true, 1, true), new(true, 1), new(true, 2), new CallCount(true, 1)], told);
        Assert.Equal([new(true, 2), new(true, 1), new CallCount(true)], await Counter.ReadAsync([Id, Other, new RecordId("0000000000000"u8)]));
    }

    [Fact]
    public async Task Count_PastItsEnd_IsGoneThoughItsKeyIsThere()
    {
        await Counter.ReportAsync([new CallReport(Id, "a", true, Now + 60)]);
        _clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(1, (await Counter.ReadAsync([Id]))[0].Connected);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(0, (await Counter.ReadAsync([Id]))[0].Connected);
        Assert.Equal(new CallCount(true, 1), (await Counter.ReportAsync([new CallReport(Id, "b", true, Now + 60)]))[0]);
        Assert.Equal(2, await Connection.GetServers().Single().DatabaseSizeAsync() - 1);
    }

    [Fact]
    public async Task Count_LaterEnd_HoldsAndItsKeyOutlivesIt()
    {
        await Counter.ReportAsync([new CallReport(Id, "a", true, Now + 86_400), new CallReport(Id, "b", true, Now + 60)]);
        _clock.Advance(TimeSpan.FromHours(23));
        Assert.Equal(2, (await Counter.ReadAsync([Id]))[0].Connected);
        var key = $"pw:c:{{{Convert.ToHexStringLower(Id.AsSpan())}}}:n";
        Assert.InRange((await Database.KeyTimeToLiveAsync(key))!.Value, TimeSpan.FromHours(24.9), TimeSpan.FromHours(25));
    }

    private Task<SwapOutcome> SwapAsync(byte[] first, byte[] second, byte[] nextFirst, byte[] nextSecond) =>
        Pairs.SwapAsync((First, Second), (first, second), (nextFirst, nextSecond), TimeSpan.FromHours(1), (Courier, nextFirst, TimeSpan.FromMinutes(1)));

    private async Task<byte[]?[]> ValuesAsync() => [await Database.StringGetAsync(First), await Database.StringGetAsync(Second)];
}
