using Google.Protobuf.WellKnownTypes;
using PrivacyWaybill.EndToEnd.Tests.Support;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.EndToEnd.Tests.Masking;

/// <summary>UPDATE is a compare-and-set: by version, by the time of the event at its source, or both.</summary>
public abstract class UpdateTests(Servers servers, StoreKind store)
{
    private static readonly DateTimeOffset Event = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    public sealed class OnEmbedded(Servers servers) : UpdateTests(servers, StoreKind.Embedded);

    public sealed class OnRedis(Servers servers) : UpdateTests(servers, StoreKind.Redis);

    [Fact]
    public async Task Update_OfTheExpectedVersion_LetsTheNumberLeadToTheNewPhone()
    {
        var clients = (await servers.GetAsync(store)).Clients;
        var waybill = WaybillMaker.Make();
        var first = await clients.MaskAsync(waybill);

        var updated = await clients.MaskAsync(ToPhone(waybill, "15987654321", expectedVersion: 1));

        Assert.Equal(new ItemStatus { Code = ItemCode.Ok }, updated.Status);
        Assert.Equal(2u, updated.Version);
        Assert.False(updated.Replayed);
        Assert.True(updated.RelabelRequired);
        Assert.Equal("159******21", updated.Recipient.Mobile);
        Assert.Equal(first.Recipient.VirtualNumber, updated.Recipient.VirtualNumber);
        Assert.Equal(first.Recipient.Token, updated.Recipient.Token);
        Assert.Equal("15987654321", (await clients.ResolveAsync(first.Recipient.VirtualNumber)).ConnectTo);
        Assert.Equal(ItemCode.Conflict, (await clients.MaskAsync(waybill)).Status.Code);
    }

    [Fact]
    public async Task Update_OfAnotherVersion_IsStaleAndChangesNothing()
    {
        var clients = (await servers.GetAsync(store)).Clients;
        var waybill = WaybillMaker.Make();
        var first = await clients.MaskAsync(waybill);
        await clients.MaskAsync(ToPhone(waybill, "15987654321", expectedVersion: 1));

        var stale = await clients.MaskAsync(ToPhone(waybill, "15000000001", expectedVersion: 1));

        Assert.Equal((ItemCode.Stale, 2u), (stale.Status.Code, stale.Version));
        Assert.False(stale.Status.Retryable);
        Assert.Equal("15987654321", (await clients.ResolveAsync(first.Recipient.VirtualNumber)).ConnectTo);
    }

    [Theory]
    [InlineData("later", 1, ItemCode.Ok)]
    [InlineData("the same", 0, ItemCode.Stale)]
    [InlineData("earlier", -1, ItemCode.Stale)]
    public async Task Update_ByEventTime_TakesPlaceIfTheEventIsLater(string when, int minutes, ItemCode expected)
    {
        var clients = (await servers.GetAsync(store)).Clients;
        var waybill = WaybillMaker.Make();
        var first = await clients.MaskAsync(waybill);
        Assert.Equal(ItemCode.Ok, (await clients.MaskAsync(ToPhone(waybill, "15987654321", eventTime: Event))).Status.Code);

        var second = await clients.MaskAsync(ToPhone(waybill, "15000000001", eventTime: Event.AddMinutes(minutes)));

        Assert.True(expected == second.Status.Code, $"{when}: {second.Status}");
        Assert.Equal(expected == ItemCode.Ok ? "15000000001" : "15987654321", (await clients.ResolveAsync(first.Recipient.VirtualNumber)).ConnectTo);
    }

    [Fact]
    public async Task Update_ThatChangesNothingPrinted_NeedsNoNewLabel()
    {
        var clients = (await servers.GetAsync(store)).Clients;
        var waybill = WaybillMaker.Make(w => w.Recipient.Mobile = "13800138000");
        await clients.MaskAsync(waybill);

        // Hidden digits only.
        var updated = await clients.MaskAsync(ToPhone(waybill, "13811118800", expectedVersion: 1));

        Assert.Equal(ItemCode.Ok, updated.Status.Code);
        Assert.False(updated.RelabelRequired);
    }

    [Fact]
    public async Task SameUpdate_SentAgain_IsAReplay()
    {
        var clients = (await servers.GetAsync(store)).Clients;
        var waybill = WaybillMaker.Make();
        await clients.MaskAsync(waybill);
        var update = ToPhone(waybill, "15987654321", expectedVersion: 1);
        var first = await clients.MaskAsync(update);

        var again = await clients.MaskAsync(update);

        Assert.Equal((ItemCode.Ok, 2u, true), (again.Status.Code, again.Version, again.Replayed));
        Assert.Equal(first.Recipient.VirtualNumber, again.Recipient.VirtualNumber);
    }

    [Fact]
    public async Task ManyUpdatesAtOnce_OfOneVersion_OneTakesPlace()
    {
        var clients = (await servers.GetAsync(store)).Clients;
        var waybill = WaybillMaker.Make();
        var first = await clients.MaskAsync(waybill);

        var results = await Task.WhenAll(Enumerable.Range(0, 10).Select(n => clients.MaskAsync(ToPhone(waybill, $"1598765430{n}", expectedVersion: 1))));

        var winner = Assert.Single(results.Index(), r => r.Item.Status.Code == ItemCode.Ok);
        Assert.Equal(9, results.Count(r => r.Status.Code == ItemCode.Stale));
        Assert.Equal($"1598765430{winner.Index}", (await clients.ResolveAsync(first.Recipient.VirtualNumber)).ConnectTo);
    }

    private static Waybill ToPhone(Waybill waybill, string mobile, uint expectedVersion = 0, DateTimeOffset? eventTime = null)
    {
        var update = waybill.Clone();
        update.WriteMode = WriteMode.Update;
        update.Recipient.Mobile = mobile;
        update.UpdateCondition = new UpdateCondition { ExpectedVersion = expectedVersion, SourceEventTime = eventTime?.ToTimestamp() };
        return update;
    }
}
