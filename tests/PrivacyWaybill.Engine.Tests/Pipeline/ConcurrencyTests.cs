using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Tests.Pipeline;

public sealed class ConcurrencyTests(RedisStore store)
{
    private const int Tasks = 8;

    [Fact]
    public async Task RunAsync_SameBatchFromManyTasks_GivesEachWaybillOneNumber()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybills = Waybills.New(64, w => w.SenderNumber = new NumberRequest { Scope = NumberScope.Waybill });
        var batches = await Task.WhenAll(Enumerable.Range(0, Tasks).Select(_ => Task.Run(() => engine.SendAsync(waybills))));
        for (var i = 0; i < waybills.Length; i++)
        {
            Assert.Single(batches.Select(b => b.Results[i].Number()).Distinct());
            Assert.Single(batches.Select(b => b.Results[i].Sender.VirtualNumber).Distinct());
            Assert.Equal(1, batches.Count(b => !b.Results[i].Replayed));
        }
        Assert.Equal(2 * waybills.Length, batches[0].Results.SelectMany(r => new[] { r.Number().Display, r.Sender.VirtualNumber.Display }).Distinct().Count());
        Assert.Equal((2L * waybills.Length, 0L), (engine.Counters.NumbersUsed, engine.Counters.NumbersBurned));
        Assert.Empty(engine.Defects);
    }

    [Fact]
    public async Task RunAsync_ExpiredNumbersReplayedFromManyTasks_RenewsEachOnce()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybills = Waybills.New(32);
        await engine.SendAsync(waybills);
        engine.Clock.Advance(TimeSpan.FromDays(16));
        var batches = await Task.WhenAll(Enumerable.Range(0, Tasks).Select(_ => Task.Run(() => engine.SendAsync(waybills))));
        for (var i = 0; i < waybills.Length; i++)
        {
            Assert.Single(batches.Select(b => b.Results[i].Number()).Distinct());
            Assert.All(batches, b => Assert.Equal(2u, b.Results[i].Version));
            Assert.Equal(1, batches.Count(b => b.Results[i].Warnings.Any(w => w.Code == WarningCode.NumberRenewed)));
        }
        Assert.Empty(engine.Defects);
    }

    [Fact]
    public async Task RunAsync_UpdatesOfOneVersionFromManyTasks_OneWins()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New();
        await engine.SendAsync(waybill);
        var results = await Task.WhenAll(Enumerable.Range(0, Tasks).Select(t => Task.Run(() => engine.SendAsync(waybill.Update(1, w => w.Goods = $"第{t}件")))));
        Assert.Equal(1, results.Count(r => r.Status.Code == ItemCode.Ok));
        Assert.Equal(Tasks - 1, results.Count(r => r.Status.Code == ItemCode.Stale));
        Assert.Equal(2u, (await engine.HeaderAsync(waybill)).Revision);
    }

    [Theory]
    [InlineData("a piece")]
    [InlineData("a return")]
    public async Task RunAsync_UpdatesOfALinkedRecordFromManyTasks_OneWins(string what)
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var parent = Waybills.New();
        var linked = what == "a return" ? parent.Return() : parent.Again(w => (w.WaybillNo, w.Links) = (Waybills.New().WaybillNo, new ShipmentLinks { ParentWaybillNo = parent.WaybillNo }));
        var number = (await engine.SendAsync([parent, linked])).Results[0].Number();
        var results = await Task.WhenAll(Enumerable.Range(0, Tasks).Select(t => Task.Run(() => engine.SendAsync(linked.Update(1, w => w.Goods = $"第{t}件")))));
        Assert.Equal((1, Tasks - 1), (results.Count(r => r.Status.Code == ItemCode.Ok), results.Count(r => r.Status.Code == ItemCode.Stale)));
        // A piece is its parent; a return is not, and both keep the number.
        Assert.Equal((2u, 2u), ((await engine.HeaderAsync(what == "a return" ? linked : parent)).Revision, (await engine.HeaderAsync(parent)).Revision));
        var winner = results.Single(r => r.Status.Code == ItemCode.Ok);
        Assert.Equal(number, what == "a return" ? winner.Sender.VirtualNumber : winner.Number());
    }

    [Fact]
    public async Task RunAsync_ManyTasksProlongOneNumber_EndsWithTheLatestAndNothingIsLost()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var owner = Waybills.New();
        await engine.SendAsync(owner);
        var continued = Enumerable.Range(1, Tasks).Select(t => owner.Redirect(r => r.RecipientNumber = new NumberRequest
        {
            ValidFor = Google.Protobuf.WellKnownTypes.Duration.FromTimeSpan(TimeSpan.FromDays(20 + t)),
        })).ToArray();
        var results = await Task.WhenAll(continued.Select(c => Task.Run(() => engine.SendAsync(c))));
        var latest = engine.Now.AddDays(20 + Tasks).ToUnixTimeSeconds();
        Assert.All(results.Zip(Enumerable.Range(1, Tasks)), r => Assert.InRange(r.First.Number().ExpireTime.Seconds, engine.Now.AddDays(20 + r.Second).ToUnixTimeSeconds(), latest));
        Assert.All((await engine.SendAsync(continued)).Results, r => Assert.Equal(latest, r.Number().ExpireTime.Seconds));
        Assert.Equal(1, engine.Counters.NumbersUsed);
        Assert.Empty(engine.Defects);
    }

    [Fact]
    public async Task RunAsync_TwoServersOverOneStore_AgreeOnEachWaybill()
    {
        var setup = new EngineSetup();
        await using var one = await EngineUnderTest.OpenAsync(store.Database, setup);
        await using var two = await EngineUnderTest.OpenAsync(store.Database, setup);
        var waybills = Waybills.New(64);
        var batches = await Task.WhenAll(Task.Run(() => one.SendAsync(waybills)), Task.Run(() => two.SendAsync(waybills.Reverse())));
        Assert.Equal(batches[0].Results.Select(r => r.Number()), batches[1].Results.Reverse().Select(r => r.Number()));
        Assert.Equal(waybills.Length, one.Counters.NumbersUsed + two.Counters.NumbersUsed);
    }
}
