using PrivacyWaybill.Engine.Calls;
using PrivacyWaybill.Engine.Desk;
using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.Numbers;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Tests.Desk;

public sealed class CallBatchTests(RedisStore store)
{
    [Fact]
    public async Task ResolveAsync_CallsOfAllKinds_AreAnsweredInOrder()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybills = Waybills.New(6);
        for (var w = 0; w < waybills.Length; w++) waybills[w].Recipient.Mobile = $"1391111222{w}";
        waybills[1].RecipientNumber = new NumberRequest { ValidFor = Google.Protobuf.WellKnownTypes.Duration.FromTimeSpan(TimeSpan.FromMinutes(1)) };
        var numbers = (await engine.SendAsync(waybills)).Results.Select(r => EngineUnderTest.Parse(r.Number())).ToArray();
        engine.Clock.Advance(TimeSpan.FromMinutes(1));
        await engine.NumberDesk.ReleaseAsync(Callers.Masker, waybills[2].ByNumber(), PartyRole.Recipient);
        await engine.Database.KeyDeleteAsync(engine.RecordKeyOf(waybills[3]));
        await engine.Database.StringSetAsync(engine.RecordKeyOf(waybills[4]), "no record");

        var answers = await engine.Calls.ResolveAsync(Callers.Masker,
            [.. numbers.Select(n => new IncomingCall(n)), new IncomingCall(default), new IncomingCall(numbers[0])]);

        Assert.Equal(
            [CallAnswer.Active, CallAnswer.Expired, CallAnswer.Released, CallAnswer.Unknown, CallAnswer.Unknown, CallAnswer.Active, CallAnswer.Unknown, CallAnswer.Active],
            answers.Select(a => a.Answer));
        Assert.Equal([Found.Yes, Found.Yes, Found.Yes, Found.Yes, Found.Unreadable, Found.Yes, Found.Yes, Found.Yes], answers.Select(a => a.Found));
        Assert.Equal(("13911112220", "13911112225", "13911112220"), (answers[0].ConnectTo, answers[5].ConnectTo, answers[7].ConnectTo));
        Assert.Equal(numbers[0].ToString()[..11], answers[0].Display);
        foreach (var (answer, number) in answers.Zip(numbers))
            Assert.Equal(answer, await engine.Calls.ResolveAsync(Callers.Masker, number));
    }

    [Fact]
    public async Task ResolveAsync_GateClosed_IsUnavailable()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var number = EngineUnderTest.Parse((await engine.SendAsync(Waybills.New())).Number());
        engine.Gate.IsOpen = false;
        var answers = await engine.Calls.ResolveAsync(Callers.Masker, [new IncomingCall(number), new IncomingCall(new ExtendedNumber(1, 0, 11, 0))]);
        Assert.All(answers, a => Assert.Equal(new CallResolution(Found.Unavailable), a));
    }
}
