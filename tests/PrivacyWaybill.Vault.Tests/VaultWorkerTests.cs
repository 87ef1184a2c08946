using PrivacyWaybill.Vault.Keys;
using PrivacyWaybill.Vault.Records;
using PrivacyWaybill.Vault.Tests.Keys;
using PrivacyWaybill.Vault.Tokens;

namespace PrivacyWaybill.Vault.Tests;

public sealed class VaultWorkerTests
{
    [Theory]
    [InlineData("Name")]
    [InlineData("Seal")]
    [InlineData("Open")]
    [InlineData("Encode tokens")]
    [InlineData("Decode tokens")]
    [InlineData("Encode pseudonyms")]
    public void Batch_Warm_AllocatesNothing(string operation)
    {
        const int count = 256;
        using var ring = KeyRing.Create(FixedMasterKeys.One);
        using var worker = ring.CreateWorker();
        var random = new Random(1);
        var contents = Batch.Of(Enumerable.Range(0, count).Select(_ => Batch.RandomBytes(random, 200 + random.Next(100))));
        var numbers = Batch.Of(Enumerable.Repeat("13800138000"u8.ToArray(), count));
        var sealedContents = new byte[contents.Bytes.Length + count * RecordSealer.Overhead];
        int[] sealedEnds = [.. contents.Ends.Select(static (end, i) => end + RecordSealer.Overhead * (i + 1))];
        var opened = new byte[sealedContents.Length];
        var (openedEnds, success, epochs) = (new int[count], new bool[count], new uint[count]);
        byte[] keyIds = [.. Enumerable.Repeat(worker.Sealer.KeyId, count)];
        var ids = new RecordId[count];
        var parties = Enumerable.Repeat(TokenParty.Recipient, count).ToArray();
        var tokens = new byte[count * TokenCipher.TokenLength];
        int[] tokenEnds = [.. Enumerable.Range(1, count).Select(static i => i * TokenCipher.TokenLength)];
        var pseudonyms = new byte[count * PseudonymCipher.PseudonymLength];

        void Run()
        {
            switch (operation)
            {
                case "Name": worker.Namer.Name("sf", numbers.Bytes, numbers.Ends, epochs, ids); break;
                case "Seal": worker.Sealer.Seal("sf", ids, contents.Bytes, contents.Ends, sealedContents); break;
                case "Open": worker.Sealer.Open("sf", ids, keyIds, sealedContents, sealedEnds, opened, openedEnds, success); break;
                case "Encode tokens": worker.Tokens.Encode("shop", ids, parties, tokens); break;
                case "Decode tokens": worker.Tokens.Decode("shop", tokens, tokenEnds, ids, parties); break;
                case "Encode pseudonyms": worker.Pseudonyms.Encode("sf", "shop", "merge", numbers.Bytes, numbers.Ends, pseudonyms, success); break;
            }
        }

        for (var i = 0; i < 3; i++) Run();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Run();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
