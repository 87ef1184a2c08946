using PrivacyWaybill.Vault.Records;
using PrivacyWaybill.Vault.Store;

namespace PrivacyWaybill.Vault.Tests.Store;

public sealed class PieceIndexTests : RedisTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private PieceIndex Pieces => new(Database, Deadline);

    [Fact]
    public async Task Note_SecondParent_TheFirstStandsAndLastsLonger()
    {
        var standing = await Pieces.NoteAsync([(Id(1), Id(10)), (Id(2), Id(10)), (Id(1), Id(20))], Hour);
        Assert.Equal([Id(10), Id(10), Id(10)], standing);
        standing = await Pieces.NoteAsync([(Id(1), Id(20))], 3 * Hour);
        Assert.Equal([Id(10)], standing);
        Assert.True(await Database.KeyTimeToLiveAsync(PieceIndex.Key(Id(1))) > 2 * Hour);
    }

    [Fact]
    public async Task Find_NotedAndNot_TellsEach()
    {
        await Pieces.NoteAsync([(Id(1), Id(10))], Hour);
        var found = await Pieces.FindAsync([Id(1), Id(2)]);
        Assert.Equal([ReadOutcome.Found, ReadOutcome.Missing], found.Select(f => f.Outcome));
        Assert.Equal(Id(10), new RecordId(found[0].Value.Span));
    }

    [Fact]
    public async Task StoreThatRefuses_IsUnknownAndNotThrown()
    {
        await Database.SetAddAsync(PieceIndex.Key(Id(1)), "no string");
        var standing = await Pieces.NoteAsync([(Id(1), Id(10)), (Id(2), Id(10))], Hour);
        Assert.Equal([null, Id(10)], standing);
        Assert.Equal(ReadOutcome.Unknown, (await Pieces.FindAsync([Id(1)]))[0].Outcome);
    }

    private static RecordId Id(int number)
    {
        var bytes = new byte[RecordId.Length];
        BitConverter.TryWriteBytes(bytes, number);
        return new RecordId(bytes);
    }
}
