using System.Buffers.Binary;
using System.Text;
using PrivacyWaybill.V1;
using PrivacyWaybill.Vault.Keys;
using PrivacyWaybill.Vault.Records;

namespace PrivacyWaybill.Cli.Tests.Archives;

public sealed class UnsealCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pw-unseal-").FullName;

    public UnsealCommandTests() => KeyRingFile.Create(Ring);

    private string Ring => Path.Combine(_folder, "ring.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Unseal_RawRecord_PrintsTheOriginals()
    {
        var file = Path.Combine(_folder, "record.bin");
        await File.WriteAllBytesAsync(file, Seal("图书"));
        var outcome = await Pw.RunAsync("unseal", file, "--keys", Ring, "--tenant", "acme");
        Assert.Equal((ExitCode.Ok, ""), (outcome.Code, outcome.Error));
        Assert.Equal("图书", Originals.Parser.ParseJson(Assert.Single(outcome.Lines)).Goods);
    }

    [Fact]
    public async Task Unseal_Lines_PrintsWhatOpensAndNamesTheLinesThatDoNot()
    {
        var foreign = Convert.ToBase64String(Seal("鞋", "rival"));
        var input = $$"""
            {"status":{"code":"ITEM_CODE_OK"},"sealed_record":"{{Convert.ToBase64String(Seal("图书"))}}"}
            {{Convert.ToBase64String(Seal("衣服"))}}

            {"sealedRecord":"{{Convert.ToBase64String(Seal("茶叶"))}}"}
            {"sealed_record":"{{foreign}}"}
            {"no":"record"}
            13912345678
            """;
        var outcome = await Pw.RunOnAsync(input, "unseal", "-", "--keys", Ring, "--tenant", "acme");
        Assert.Equal(ExitCode.SomeFailed, outcome.Code);
        Assert.Equal(["图书", "衣服", "茶叶"], outcome.Lines.Select(l => Originals.Parser.ParseJson(l).Goods));
        Assert.Equal(["line 5", "line 6", "line 7"], outcome.Error.TrimEnd('\n').Split('\n').Select(l => l.Split(": ")[1]));
        Assert.DoesNotContain("13912345678", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unseal_WithoutAUsableRing_IsWrongUsage()
    {
        var bad = Path.Combine(_folder, "bad.json");
        await File.WriteAllTextAsync(bad, "{}");
        Assert.Equal(ExitCode.Usage, (await Pw.RunAsync("unseal", "-", "--keys", bad, "--tenant", "acme")).Code);
        Assert.Equal(ExitCode.Usage, (await Pw.RunAsync("unseal", "-", "--tenant", "acme")).Code);
    }

    /// <summary>A sealed record with nothing but goods in it: version, field, length, text.</summary>
    private byte[] Seal(string goods, string tenant = "acme")
    {
        using var file = KeyRingFile.Load(Ring);
        using var ring = KeyRing.Create(file);
        using var worker = ring.CreateWorker();
        var text = Encoding.UTF8.GetBytes(goods);
        var content = new byte[4 + text.Length];
        (content[0], content[1]) = (2, GoodsField);
        BinaryPrimitives.WriteUInt16BigEndian(content.AsSpan(2), (ushort)text.Length);
        text.CopyTo(content, 4);
        var id = new RecordId("1234567890123"u8);
        var header = new RecordHeader { Suite = RecordSealer.Suite, SealingKeyId = worker.Sealer.KeyId, State = RecordState.Live, Revision = 1, RetainUntil = 1 };
        var value = new byte[header.Length + content.Length + RecordSealer.Overhead];
        worker.Sealer.Seal(tenant, [id], content, [content.Length], value.AsSpan(header.Write(value)));
        var envelope = new byte[SealedRecord.Overhead + value.Length];
        SealedRecord.Write(id, value, envelope);
        return envelope;
    }

    private const byte GoodsField = (byte)PrivacyWaybill.Engine.Batches.TextField.Goods;
}
