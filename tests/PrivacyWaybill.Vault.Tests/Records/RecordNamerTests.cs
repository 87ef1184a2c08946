using System.Buffers.Binary;
using System.Text;
using CsCheck;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Macs;
using Org.BouncyCastle.Crypto.Parameters;
using PrivacyWaybill.Vault.Keys;
using PrivacyWaybill.Vault.Records;
using PrivacyWaybill.Vault.Tests.Keys;

namespace PrivacyWaybill.Vault.Tests.Records;

public sealed class RecordNamerTests : IDisposable
{
    private readonly KeyRing _ring = KeyRing.Create(FixedMasterKeys.One);
    private readonly VaultWorker _worker;

    public RecordNamerTests() => _worker = _ring.CreateWorker();

    public void Dispose()
    {
        _worker.Dispose();
        _ring.Dispose();
    }

    [Fact]
    public void Name_Batch_IsTheDocumentedCodeOfEach()
    {
        string[] waybillNos = ["SF1385628716739", "", "YT0000000000001", new string('9', 255)];
        uint[] epochs = [0, 1, uint.MaxValue, 7];
        var ids = Name("顺丰", waybillNos, epochs);

        var cmac = new CMac(new AesEngine());
        cmac.Init(new KeyParameter(ReferenceKeys.Derive(MasterKeyUse.Naming, 1, "privacywaybill/1/record-id", 32)));
        for (var i = 0; i < ids.Length; i++)
        {
            var epoch = new byte[4];
            BinaryPrimitives.WriteUInt32BigEndian(epoch, epochs[i]);
            cmac.BlockUpdate([6, .. "顺丰"u8, (byte)waybillNos[i].Length, .. Encoding.ASCII.GetBytes(waybillNos[i]), .. epoch]);
            var mac = new byte[16];
            cmac.DoFinal(mac);
            Assert.Equal(mac[..RecordId.Length], ids[i].AsSpan().ToArray());
        }
    }

    [Fact]
    public void Name_AnyBatch_EqualsOneByOne() =>
        Gen.Select(Gen.String[Gen.Char.AlphaNumeric, 0, 40].Array[0, 50], Gen.String[Gen.Char.AlphaNumeric, 0, 20]).Sample((waybillNos, tenant) =>
        {
            var epochs = Enumerable.Range(0, waybillNos.Length).Select(static i => (uint)i).ToArray();
            var ids = Name(tenant, waybillNos, epochs);
            return Enumerable.Range(0, ids.Length).All(i => Name(tenant, [waybillNos[i]], [epochs[i]])[0] == ids[i]);
        }, iter: 200, threads: 1);

    [Fact]
    public void Name_IdentitiesThatDiffer_Differ()
    {
        RecordId[] ids = [.. Name("a", ["bc", "b", "", "bc\0\0\0\0"], [0, 0, 0, 0]), .. Name("ab", ["c", "", "bc"], [0, 0, 0]), .. Name("a", ["bc"], [1]), .. Name("", ["abc"], [0])];
        Assert.Equal(ids.Length, ids.Distinct().Count());
    }

    [Theory]
    [InlineData(256, 1)]
    [InlineData(1, 256)]
    public void Name_TextTooLong_Throws(int tenantLength, int waybillNoLength) =>
        Assert.ThrowsAny<ArgumentException>(() => Name(new string('t', tenantLength), [new string('w', waybillNoLength)], [0]));

    private RecordId[] Name(string tenant, string[] waybillNos, uint[] epochs)
    {
        var batch = Batch.Of(waybillNos.Select(Encoding.UTF8.GetBytes));
        var ids = new RecordId[batch.Count];
        _worker.Namer.Name(tenant, batch.Bytes, batch.Ends, epochs, ids);
        return ids;
    }
}
