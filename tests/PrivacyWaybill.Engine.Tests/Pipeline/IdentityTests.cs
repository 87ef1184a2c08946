using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Tests.Pipeline;

/// <summary>A waybill number that is used again, and one that many change at once.</summary>
public sealed class IdentityTests(RedisStore store)
{
    private const int Clients = 8;
    private const int ChangesEach = 12;

    [Fact]
    public async Task RunAsync_NumberUsedAgainInANewEpoch_IsANewShipmentAndLeavesTheOldOneAlone()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var old = Waybills.New();
        var oldNumber = (await engine.SendAsync(old)).Number();
        var before = await engine.StoredAsync(old);
        var next = old.Again(w => (w.ShipmentEpoch, w.Recipient.Name, w.Recipient.Mobile) = (1, "上官云", "15811112222"));
        var created = await engine.SendAsync(next);
        Assert.Equal((ItemCode.Ok, false, 1u), (created.Status.Code, created.Replayed, created.Version));
        Assert.NotEqual(oldNumber.Display, created.Number().Display);
        Assert.Equal(("15811112222", Waybills.RecipientMobile), ((await engine.CallAsync(created.Number())).ConnectTo, (await engine.CallAsync(oldNumber)).ConnectTo));
        // An update of the one is none of the other.
        Assert.Equal(ItemCode.Ok, (await engine.SendAsync(next.Update(1, w => w.Goods = "茶"))).Status.Code);
        Assert.Equal(before, await engine.StoredAsync(old));
        Assert.True((await engine.SendAsync(old)).Replayed);
    }

    [Fact]
    public async Task RunAsync_UpdateToAnotherPerson_ConnectsTheNumberAnewAndAsksForALabel()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New();
        var number = (await engine.SendAsync(waybill)).Number();
        var updated = await engine.SendAsync(waybill.Update(1, w => (w.Recipient.Name, w.Recipient.Mobile) = ("上官云", "15811112222")));
        Assert.Equal((ItemCode.Ok, true, number), (updated.Status.Code, updated.RelabelRequired, updated.Number()));
        Assert.Equal("15811112222", (await engine.CallAsync(number)).ConnectTo);
    }

    [Fact]
    public async Task RunAsync_EightClientsUpdateOneWaybillByVersion_EveryVersionIsOnesAndNoneIsLost()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New();
        var number = (await engine.SendAsync(waybill)).Number();
        var chains = await Task.WhenAll(Enumerable.Range(0, Clients).Select(c => Task.Run(() => ChangeAsync(c))));

        // Each version from 2 on was acknowledged to one client, and the last one is what is stored.
        var chain = chains.SelectMany(c => c).OrderBy(c => c.Version).ToArray();
        Assert.Equal(Enumerable.Range(2, Clients * ChangesEach).Select(v => (uint)v), chain.Select(c => c.Version));
        Assert.Equal(chain[^1].Version, (await engine.HeaderAsync(waybill)).Revision);
        Assert.Equal(chain[^1].Mobile, (await engine.CallAsync(number)).ConnectTo);
        foreach (var (_, mobile) in chain.Take(5))
            Assert.Equal(ItemCode.Conflict, (await engine.SendAsync(waybill.Again(w => w.Recipient.Mobile = mobile))).Status.Code);
        Assert.Equal((1L, 0L), (engine.Counters.NumbersUsed, engine.Counters.NumbersBurned));
        Assert.Empty(engine.Defects);

        async Task<List<(uint Version, string Mobile)>> ChangeAsync(int client)
        {
            var acknowledged = new List<(uint, string)>();
            var version = 1u;
            while (acknowledged.Count < ChangesEach)
            {
                var mobile = string.Create(CultureInfo.InvariantCulture, $"158{client:D4}{acknowledged.Count:D4}");
                var result = await engine.SendAsync(waybill.Update(version, w => w.Recipient.Mobile = mobile));
                if (result.Status.Code == ItemCode.Ok)
                {
                    Assert.Equal((version + 1, number), (result.Version, result.Number()));
                    acknowledged.Add((result.Version, mobile));
                }
                else
                {
                    Assert.True(result.Status.Code == ItemCode.Stale && result.Version > version, result.Status.Code.ToString());
                }
                version = result.Version;
            }
            return acknowledged;
        }
    }

    [Fact]
    public async Task RunAsync_EightClientsUpdateByEventTimeOutOfOrder_TheNewestEventStaysAndNoOlderPhoneComesBack()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New();
        var number = (await engine.SendAsync(waybill)).Number();
        var events = Enumerable.Range(1, Clients * ChangesEach).OrderBy(e => e * 2_654_435_761 % 1_000).ToArray();
        var results = await Task.WhenAll(events.Chunk(ChangesEach).Select(own => Task.Run(async () =>
        {
            var answers = new List<(int Event, WaybillResult Result)>();
            foreach (var e in own) answers.Add((e, await engine.SendAsync(At(e))));
            return answers;
        })));
        var acknowledged = results.SelectMany(r => r).Where(r => r.Result.Status.Code == ItemCode.Ok).OrderBy(r => r.Result.Version).ToArray();
        Assert.All(results.SelectMany(r => r), r => Assert.True(r.Result.Status.Code is ItemCode.Ok or ItemCode.Stale, r.Result.Status.Code.ToString()));
        // In the order of their versions, without a gap, events only grow newer.
        Assert.Equal(Enumerable.Range(2, acknowledged.Length).Select(v => (uint)v), acknowledged.Select(r => r.Result.Version));
        Assert.Equal(acknowledged.Select(r => r.Event).Order(), acknowledged.Select(r => r.Event));
        Assert.Equal(events.Max(), acknowledged[^1].Event);
        Assert.Equal(MobileOf(events.Max()), (await engine.CallAsync(number)).ConnectTo);
        Assert.Equal(ItemCode.Stale, (await engine.SendAsync(At(events.Max() - 1))).Status.Code);

        Waybill At(int e)
        {
            var update = waybill.Update(0, w => w.Recipient.Mobile = MobileOf(e));
            update.UpdateCondition.SourceEventTime = Timestamp.FromDateTimeOffset(engine.Now.AddSeconds(e));
            return update;
        }

        static string MobileOf(int e) => string.Create(CultureInfo.InvariantCulture, $"158{e:D8}");
    }
}
