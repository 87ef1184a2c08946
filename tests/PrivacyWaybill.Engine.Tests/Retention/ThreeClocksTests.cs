using PrivacyWaybill.Engine.Desk;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.Numbers;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Tests.Retention;

/// <summary>
/// Validity of a number, retention of a record, quarantine: three settings, each read from values and the ledger alone. No key
/// here ever expires, and everything is over all the same, each at its own time.
/// </summary>
public sealed class ThreeClocksTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task NumberRecordAndBlock_KeysThatNeverExpire_AreOverEachAtItsOwnTime()
    {
        await using var redis = await OwnRedis.StartAsync();
        await using var engine = await EngineUnderTest.OpenAsync(redis.Database, new EngineSetup
        {
            Options = new EngineOptions { DefaultValidity = TimeSpan.FromDays(10), MaximumValidity = TimeSpan.FromDays(10), Retention = TimeSpan.FromDays(20) },
            Numbers = new NumberPoolOptions
            {
                LongestValidity = TimeSpan.FromDays(10),
                Quarantine = TimeSpan.FromDays(25),
                ClockMargin = TimeSpan.Zero,
                MaximumLeaseAge = TimeSpan.FromHours(1),
                StoreDeadline = TimeSpan.FromSeconds(30),
            },
            FreeBlocks = 1,
        });
        var waybill = Waybills.New(w => w.ReturnSealedRecord = true);
        var number = (await engine.SendAsync(waybill)).Number();
        await PersistAllAsync(redis);
        var start = engine.Now;

        engine.Clock.SetUtcNow(start.AddDays(10) - Second);
        Assert.Equal(CallAnswer.Active, (await engine.CallAsync(number)).Answer);
        engine.Clock.Advance(Second);
        Assert.Equal(CallAnswer.Expired, (await engine.CallAsync(number)).Answer);
        Assert.Equal(Found.Yes, await RevealAsync());

        engine.Clock.SetUtcNow(start.AddDays(20) - Second);
        Assert.Equal(Found.Yes, await RevealAsync());
        engine.Clock.Advance(Second);
        Assert.Equal(Found.No, await RevealAsync());
        Assert.Equal(Found.No, (await engine.NumberDesk.LookUpAsync(Callers.Masker, waybill.ByNumber(), PartyRole.Recipient)).Found);
        Assert.Equal(Found.No, (await engine.NumberDesk.ReleaseAsync(Callers.Masker, waybill.ByNumber(), PartyRole.Recipient)).Found);
        Assert.Equal(ItemCode.NotFound, (await engine.SendAsync(waybill.Update(1))).Status.Code);
        Assert.Equal(CallAnswer.Expired, (await engine.CallAsync(number)).Answer);

        // The pool's only block: its numbers rest until lease, validity and quarantine are over.
        var free = start.AddHours(1).AddDays(35);
        engine.Clock.SetUtcNow(free - Second);
        Assert.Equal(ItemCode.NumbersExhausted, (await engine.SendAsync(Waybills.New())).Status.Code);
        engine.Clock.SetUtcNow(free.AddMinutes(1));
        Assert.Equal(CallAnswer.Unknown, (await engine.CallAsync(number)).Answer);
        Assert.Equal(ItemCode.Ok, (await engine.SendAsync(Waybills.New())).Status.Code);

        async Task<Found> RevealAsync() => (await engine.Reveals.RevealAsync(Callers.Masker, [new RevealTarget { Shipment = waybill.ByNumber() }]))[0].Found;
    }

    /// <summary>Takes every key's expiry away.</summary>
    private static async Task PersistAllAsync(OwnRedis redis)
    {
        var persisted = 0;
        await foreach (var key in redis.Connection.GetServers().Single().KeysAsync())
            if (await redis.Database.KeyPersistAsync(key)) persisted++;
        // Records have one; pages and ledgers may not.
        Assert.True(persisted > 0);
    }
}
