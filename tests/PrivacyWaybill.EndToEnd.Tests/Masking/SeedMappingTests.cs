using PrivacyWaybill.EndToEnd.Tests.Support;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.EndToEnd.Tests.Masking;

/// <summary>All seeds back again: numbers lead to their recipients, tokens and waybill numbers to the originals.</summary>
public abstract class SeedMappingTests(Servers servers, StoreKind store)
{
    private static readonly RevealContext Courier = new() { Purpose = RevealPurpose.Delivery, OperatorId = "courier-17", DeviceId = "scanner-3" };

    public sealed class OnEmbedded(Servers servers) : SeedMappingTests(servers, StoreKind.Embedded);

    public sealed class OnRedis(Servers servers) : SeedMappingTests(servers, StoreKind.Redis);

    [Fact]
    public async Task Numbers_Issued_AreUniqueAndLastTheDefaultValidity()
    {
        var run = await servers.GetSeedsAsync(store);
        var numbers = Numbered(run).Select(n => n.Number).ToList();

        Assert.True(numbers.Count > 1_200, $"only {numbers.Count} numbers were issued");
        Assert.Equal(numbers.Count, numbers.DistinctBy(n => n.Display).Count());
        Assert.All(numbers, n =>
        {
            Assert.Equal($"{n.MainNumber}-{n.Extension}", n.Display);
            var left = n.ExpireTime.ToDateTimeOffset() - TimeProvider.System.GetUtcNow();
            Assert.InRange(left.TotalDays, 14.9, 15.0);
        });
    }

    [Fact]
    public async Task OrdinaryRecipient_WithoutWish_GetsANumber()
    {
        var run = await servers.GetSeedsAsync(store);

        Assert.All(run.Pairs.Where(p => p.Waybill.RecipientNumber is null && IsPlainMobile(p.Waybill.Recipient.Mobile)),
            p => Assert.NotNull(p.Result.Recipient.VirtualNumber));
        Assert.All(run.Pairs.Where(p => p.Waybill.SenderNumber is null), p => Assert.Null(p.Result.Sender.VirtualNumber));
    }

    [Fact]
    public async Task Numbers_Called_LeadToTheirParty()
    {
        var run = await servers.GetSeedsAsync(store);
        var clients = (await servers.GetAsync(store)).Clients;

        var plain = 0;
        await Parallel.ForEachAsync(Numbered(run), new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (numbered, _) =>
        {
            var call = await clients.ResolveAsync(numbered.Number);
            Assert.Equal(CallAnswer.Active, call.Answer);
            Assert.Equal(numbered.Role, call.Party);
            Assert.Equal(numbered.Number.ExpireTime, call.ExpireTime);
            if (IsPlainMobile(numbered.Party.Mobile))
            {
                Interlocked.Increment(ref plain);
                Assert.Equal(numbered.Party.Mobile, call.ConnectTo);
            }
            else
            {
                Assert.InRange(call.ConnectTo.Length, 10, 12);
                Assert.All(call.ConnectTo, c => Assert.True(char.IsAsciiDigit(c)));
            }
        });
        Assert.True(plain > 1_000, $"only {plain} plain mobile numbers were called");
    }

    [Fact]
    public async Task Tokens_Revealed_GiveTheirPartyByteForByte()
    {
        var run = await servers.GetSeedsAsync(store);
        var clients = (await servers.GetAsync(store)).Clients;
        var tokens = run.Parties.Select(p => (p.Party, p.Result.Token)).ToList();

        Assert.Equal(tokens.Count, tokens.DistinctBy(t => t.Token).Count());
        Assert.All(tokens, t => Assert.Matches("^[A-Za-z0-9_-]{23}$", t.Token));
        foreach (var chunk in tokens.Chunk(1_000))
        {
            var response = await clients.Reveals.BatchRevealAsync(new BatchRevealRequest
            {
                Context = Courier,
                Targets = { chunk.Select(t => new RevealTarget { Shipment = new ShipmentReference { Token = t.Token } }) },
            });
            Assert.Equal(chunk.Length, response.Results.Count);
            foreach (var ((party, _), result) in chunk.Zip(response.Results))
            {
                Assert.Equal(RevealCode.Ok, result.Code);
                // A token opens the party that it names, and no other.
                var revealed = Assert.Single(new[] { result.Originals.Sender, result.Originals.Recipient }.OfType<Party>());
                Assert.Equal(party, revealed);
            }
        }
    }

    [Fact]
    public async Task WaybillNumbers_RevealedInBatches_GiveTheOriginalsByteForByte()
    {
        var run = await servers.GetSeedsAsync(store);
        var clients = (await servers.GetAsync(store)).Clients;

        foreach (var chunk in run.Pairs.Chunk(1_000))
        {
            var response = await clients.Reveals.BatchRevealAsync(new BatchRevealRequest { Context = Courier, Targets = { chunk.Select(p => ByNumber(p.Waybill)) } });
            foreach (var ((waybill, _), result) in chunk.Zip(response.Results))
            {
                Assert.Equal(RevealCode.Ok, result.Code);
                AssertOriginals(waybill, result.Originals);
            }
        }
    }

    [Fact]
    public async Task WaybillNumbers_RevealedOneByOne_GiveTheOriginalsByteForByte()
    {
        var run = await servers.GetSeedsAsync(store);
        var clients = (await servers.GetAsync(store)).Clients;

        foreach (var (waybill, _) in run.Pairs.Where((_, i) => i % 48 == 0))
        {
            var response = await clients.Reveals.RevealAsync(new RevealRequest { Context = Courier, Target = ByNumber(waybill) });
            AssertOriginals(waybill, response.Originals);
        }
    }

    private static RevealTarget ByNumber(Waybill waybill) => new()
    {
        Shipment = new ShipmentReference { Waybill = new WaybillKey { WaybillNo = waybill.WaybillNo, ShipmentEpoch = waybill.ShipmentEpoch } },
    };

    private static void AssertOriginals(Waybill waybill, Originals originals)
    {
        Assert.Equal(waybill.Sender, originals.Sender);
        Assert.Equal(waybill.Recipient, originals.Recipient);
        Assert.Equal(waybill.Goods, originals.Goods);
        Assert.Equal(waybill.Remark, originals.Remark);
        Assert.Equal(1u, originals.Version);
    }

    private static IEnumerable<(Party Party, PartyRole Role, VirtualNumber Number)> Numbered(SeedRun run) =>
        run.Pairs.SelectMany(p => new[]
        {
            (p.Waybill.Sender, PartyRole.Sender, p.Result.Sender.VirtualNumber),
            (p.Waybill.Recipient, PartyRole.Recipient, p.Result.Recipient.VirtualNumber),
        }).Where(n => n.VirtualNumber is not null);

    private static bool IsPlainMobile(string mobile) => mobile.Length == 11 && mobile.All(char.IsAsciiDigit) && mobile[0] == '1' && mobile[1] >= '3';
}
