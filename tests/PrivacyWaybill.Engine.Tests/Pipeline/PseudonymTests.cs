using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Tests.Pipeline;

public sealed class PseudonymTests(RedisStore store)
{
    private static readonly EngineOptions Enabled = new() { PseudonymsPerDay = 100 };

    [Fact]
    public async Task RunAsync_SamePhone_HasOnePseudonymWhateverItsSpelling()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, new EngineSetup { Options = Enabled });
        var caller = Callers.NewPseudonymiser();
        var results = (await engine.SendAsync([Asking(), Asking(w => w.Recipient.Mobile = "+86 139 5555 6666"), Asking(w => w.Recipient.Mobile = "13877776666")], caller)).Results;
        Assert.All(results, r => Assert.Equal(22, r.Recipient.Pseudonym.Length));
        Assert.Equal(results[0].Recipient.Pseudonym, results[1].Recipient.Pseudonym);
        Assert.NotEqual(results[0].Recipient.Pseudonym, results[2].Recipient.Pseudonym);
        Assert.Single(results.Select(r => r.Sender.Pseudonym).Distinct());
        Assert.All(results, r => Assert.Empty(r.Warnings));
    }

    [Fact]
    public async Task RunAsync_OtherPurposePartnerOrTenant_HasAnotherPseudonym()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, new EngineSetup { Options = Enabled });
        var caller = Callers.NewPseudonymiser();
        string[] pseudonyms =
        [
            (await engine.SendAsync(Asking(), caller)).Recipient.Pseudonym,
            (await engine.SendAsync(Asking(w => w.PseudonymPurpose = "fraud"), caller)).Recipient.Pseudonym,
            (await engine.SendAsync(Asking(), caller with { Partner = "station" })).Recipient.Pseudonym,
            (await engine.SendAsync(Asking(), caller with { Tenant = "rival" })).Recipient.Pseudonym,
        ];
        Assert.Equal(4, pseudonyms.Distinct().Count());
        Assert.DoesNotContain("", pseudonyms);
    }

    [Fact]
    public async Task RunAsync_Replay_GetsThePseudonymAgain()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, new EngineSetup { Options = Enabled });
        var caller = Callers.NewPseudonymiser();
        var waybill = Asking();
        var first = await engine.SendAsync(waybill, caller);
        Assert.Equal(first.Recipient.Pseudonym, (await engine.SendAsync(waybill, caller)).Recipient.Pseudonym);
    }

    [Fact]
    public async Task RunAsync_NotAskedFor_GivesNone()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, new EngineSetup { Options = Enabled });
        Assert.Equal("", (await engine.SendAsync(Waybills.New(), Callers.NewPseudonymiser())).Recipient.Pseudonym);
    }

    [Fact]
    public async Task RunAsync_CapReached_GivesNoneUntilTheNextDay()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, new EngineSetup { Options = Enabled with { PseudonymsPerDay = 4 } });
        var caller = Callers.NewPseudonymiser();
        // The sender's phone is always the same one.
        for (var phone = 0; phone < 3; phone++)
            Assert.Empty((await engine.SendAsync(Asking(w => w.Recipient.Mobile = $"1395555000{phone}"), caller)).Warnings);
        var beyond = await engine.SendAsync(Asking(w => w.Recipient.Mobile = "13955550009"), caller);
        Assert.Equal((ItemCode.Ok, ""), (beyond.Status.Code, beyond.Recipient.Pseudonym + beyond.Sender.Pseudonym));
        Assert.Contains((WarningCode.PseudonymCapReached, "pseudonym_purpose"), beyond.Warned());
        Assert.NotEqual("", (await engine.SendAsync(Asking(), Callers.NewPseudonymiser())).Recipient.Pseudonym);

        engine.Clock.Advance(TimeSpan.FromDays(1));
        Assert.NotEqual("", (await engine.SendAsync(Asking(), caller)).Recipient.Pseudonym);
    }

    [Fact]
    public async Task RunAsync_Conflict_GivesNone()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, new EngineSetup { Options = Enabled });
        var caller = Callers.NewPseudonymiser();
        var waybill = Asking();
        await engine.SendAsync(waybill, caller);
        var conflict = await engine.SendAsync(waybill.Again(w => w.Recipient.Mobile = "13877776666"), caller);
        Assert.Equal((ItemCode.Conflict, ""), (conflict.Status.Code, conflict.Recipient.Pseudonym));
    }

    private static Waybill Asking(Action<Waybill>? change = null) => Waybills.New(w =>
    {
        w.PseudonymPurpose = "merge";
        change?.Invoke(w);
    });
}
