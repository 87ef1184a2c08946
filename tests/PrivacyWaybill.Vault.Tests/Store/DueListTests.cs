using Microsoft.Extensions.Time.Testing;
using PrivacyWaybill.Vault.Records;
using PrivacyWaybill.Vault.Store;

namespace PrivacyWaybill.Vault.Tests.Store;

public sealed class DueListTests : RedisTests
{
    private const string Times = "pw:due";

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));
    private RecordStore _store = null!;

    [Fact]
    public async Task Note_StoreThatHasForgottenTheTime_IsToldItAgain()
    {
        await CreateAsync(1);
        Assert.Equal(1, await Database.SortedSetLengthAsync(Times));
        await Database.KeyDeleteAsync(Times);

        _clock.Advance(TimeSpan.FromSeconds(10));
        await CreateAsync(2);
        Assert.Equal(1, await Database.SortedSetLengthAsync(Times));
    }

    protected override async Task ConnectAsync()
    {
        await base.ConnectAsync();
        _store = new RecordStore(Database, Deadline, _clock, due: new DueList(Database, Deadline, _clock));
    }

    private async Task CreateAsync(int number)
    {
        var id = new byte[RecordId.Length];
        id[0] = (byte)number;
        var results = new CreateResult[1];
        await _store.CreateAsync(new[] { new RecordWrite(new RecordId(id), id, TimeSpan.FromHours(1)) }, results);
        Assert.Equal(CreateOutcome.Created, results[0].Outcome);
    }
}
