using PrivacyWaybill.Engine.Content;
using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.Vault.Records;

namespace PrivacyWaybill.Engine.Tests.Content;

public sealed class SealedContentsTests
{
    [Fact]
    public void Open_OneOfManyDamaged_OpensTheOthersEachInItsPlace()
    {
        using var worker = EngineSetup.NewKeys().CreateWorker();
        byte[][] contents = [[], [1], [.. Enumerable.Range(0, 300).Select(i => (byte)i)], [7, 7, 7]];
        RecordId[] ids = [.. contents.Select((_, i) => new RecordId([(byte)(i + 1), .. new byte[RecordId.Length - 1]]))];
        var together = contents.SelectMany(c => c).ToArray();
        int[] ends = [0, 1, 301, 304];
        var sealedTogether = new byte[together.Length + contents.Length * RecordSealer.Overhead];
        worker.Sealer.Seal("carrier", ids, together, ends, sealedTogether);

        var records = ids.Select((id, i) =>
        {
            var start = (i == 0 ? 0 : ends[i - 1]) + i * RecordSealer.Overhead;
            return (id, worker.Sealer.KeyId, (ReadOnlyMemory<byte>)sealedTogether.AsMemory(start, contents[i].Length + RecordSealer.Overhead).ToArray());
        }).ToList();
        Assert.Equal(contents, SealedContents.Open(worker.Sealer, "carrier", records));
        Assert.All(SealedContents.Open(worker.Sealer, "rival", records), Assert.Null);

        var damaged = records[2].Item3.ToArray();
        damaged[100] ^= 1;
        records[2] = (ids[2], worker.Sealer.KeyId, damaged);
        (records[0], records[1]) = (records[0] with { Item3 = ReadOnlyMemory<byte>.Empty }, records[1] with { KeyId = 99 });
        Assert.Equal([null, null, null, contents[3]], SealedContents.Open(worker.Sealer, "carrier", records));
    }
}
