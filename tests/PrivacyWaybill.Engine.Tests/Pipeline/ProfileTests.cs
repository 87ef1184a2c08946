using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.Masking;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Tests.Pipeline;

public sealed class ProfileTests(RedisStore store)
{
    private const string Middle4 = "sf-middle4";

    [Fact]
    public async Task RunAsync_NonCompliantProfile_IsMarkedInEveryMaskedResult()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, Accepting());
        var waybill = Waybills.New(w => w.Profile = Middle4);
        var created = await engine.SendAsync(waybill);
        var replay = await engine.SendAsync(waybill);
        var conflict = await engine.SendAsync(waybill.Again(w => w.Recipient.Mobile = "13877776666"));
        var updated = await engine.SendAsync(waybill.Update(1, w => w.Goods = "鞋"));
        engine.Gate.IsOpen = false;
        var degraded = await engine.SendAsync(Waybills.New(w => w.Profile = Middle4));

        Assert.Equal([ItemCode.Ok, ItemCode.Ok, ItemCode.Conflict, ItemCode.Ok, ItemCode.Degraded], new[] { created, replay, conflict, updated, degraded }.Select(r => r.Status.Code));
        foreach (var result in new[] { created, replay, conflict, updated, degraded })
            Assert.Equal((true, Middle4, "139****6666"), (result.NonCompliant, result.Profile, result.Recipient.Mobile));
        Assert.True(replay.Replayed);
    }

    [Fact]
    public async Task RunAsync_CompliantProfileBesideIt_IsNotMarked()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, Accepting());
        var waybill = Waybills.New(w => w.Profile = Middle4);
        var batch = await engine.SendAsync([waybill, Waybills.New(), waybill.Again(w => w.Profile = "")]);
        Assert.Equal([true, false, false], batch.Results.Select(r => r.NonCompliant));
        Assert.Equal(["139****6666", "139******66", "139******66"], batch.Results.Select(r => r.Recipient.Mobile));
    }

    [Fact]
    public async Task RunAsync_NotAccepted_IsRefused()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var result = await engine.SendAsync(Waybills.New(w => w.Profile = Middle4));
        Assert.Equal((ItemCode.UnknownProfile, false), (result.Status.Code, result.NonCompliant));
        result.AssertNothingMasked();
    }

    [Fact]
    public async Task RunAsync_ProfilesReplaced_TheNextBatchHasTheNewOnesAndTheirVersion()
    {
        var profiles = new ProfileSource(ProfileSet.BuiltIn);
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, new EngineSetup { Options = new EngineOptions { Profiles = profiles } });
        var waybill = Waybills.New(w => w.Profile = "acme");
        var before = await engine.SendAsync(waybill);
        Assert.Equal((ItemCode.UnknownProfile, ProfileSet.LibraryVersion), (before.Status.Code, before.RuleSetVersion));

        var replaced = ProfileSet.Create("""{"profiles": [{"name": "acme", "recipient": {"phone": {"head": 0}}}]}"""u8, []);
        profiles.Replace(replaced);
        var after = await engine.SendAsync(waybill);
        Assert.Equal((ItemCode.Ok, "*********66", replaced.RuleSetVersion), (after.Status.Code, after.Recipient.Mobile, after.RuleSetVersion));
    }

    private static EngineSetup Accepting() => new()
    {
        Options = new EngineOptions { Profiles = new ProfileSource(ProfileSet.Create([], [Middle4])), StoreOutage = Shortage.MaskOnly },
    };
}
