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
