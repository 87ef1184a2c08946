using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.Numbers.Registry;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Tests.Importing;

/// <summary>Two parties never have the same number, and nothing that is stored is changed.</summary>
public sealed class ImportConflictTests(RedisStore store)
{
    [Fact]
    public async Task ImportAsync_NumberOfAnother_IsAConflictThatStoresAndTellsNothing()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, Bindings.Setup());
        var (first, second) = (Waybills.New(), Waybills.New());
        var number = (await engine.ImportAsync(engine.Bind(first, 1))).Number();
        var entry = await HoldAsync(engine, number);
        foreach (var caller in new[] { Callers.Masker, Callers.OtherTenant })
        {
            var refused = await engine.ImportAsync(engine.Bind(second, 1), caller);
            Assert.Equal((ItemCode.Conflict, "recipient_number", false), (refused.Status.Code, refused.Status.Field, refused.Status.Retryable));
            refused.AssertNothingMasked();
        }
        Assert.Null(await engine.StoredAsync(second));
        Assert.Equal(entry, await HoldAsync(engine, number));
        Assert.Equal((CallAnswer.Active, PartyRole.Recipient), (await engine.CallAsync(number)) is var call ? (call.Answer, call.Party) : default);
    }

    [Fact]
    public async Task ImportAsync_NumberOfTheOtherPartyOfTheSameWaybill_IsAConflict()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, Bindings.Setup());
        var waybill = Waybills.New();
        await engine.ImportAsync(engine.Bind(waybill, 1));
        var refused = await engine.ImportAsync(new ImportedBinding { Waybill = waybill, SenderNumber = engine.Number(1) });
        Assert.Equal((ItemCode.Conflict, "sender_number"), (refused.Status.Code, refused.Status.Field));
        Assert.Equal(1u, (await engine.HeaderAsync(waybill)).Revision);
    }

    [Fact]
    public async Task ImportAsync_SameNumberTwiceInABatch_TheFirstHasIt()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, Bindings.Setup());
        var results = (await engine.ImportAsync(Waybills.New(3).Select(w => engine.Bind(w, 1)))).Results;
        Assert.Equal([ItemCode.Ok, ItemCode.Conflict, ItemCode.Conflict], results.Select(r => r.Status.Code));
    }

    [Fact]
    public async Task ImportAsync_SameNumberFromManyTasks_OneHasIt()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, Bindings.Setup());
        var waybills = Waybills.New(8);
        for (var n = 0; n < 8; n++) waybills[n].Recipient.Mobile = $"1390000000{n}";
        var results = await Task.WhenAll(waybills.Select(w => Task.Run(() => engine.ImportAsync(Enumerable.Range(0, 50).Select(place =>
            engine.Bind(w.Again(a => a.WaybillNo += $"X{place}"), place))))));
        for (var place = 0; place < 50; place++)
        {
            var winner = Assert.Single(Enumerable.Range(0, 8), t => results[t].Results[place].Status.Code == ItemCode.Ok);
            Assert.All(Enumerable.Range(0, 8).Where(t => t != winner), t => Assert.Equal(ItemCode.Conflict, results[t].Results[place].Status.Code));
            Assert.Equal(waybills[winner].Recipient.Mobile, (await engine.CallAsync(results[winner].Results[place].Number())).ConnectTo);
        }
        Assert.Empty(engine.Defects);
    }

    [Fact]
    public async Task ImportAsync_SameBatchFromManyTasks_IsStoredOnce()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, Bindings.Setup());
        var bindings = Waybills.New(64).Select((w, i) => engine.Bind(w, i)).ToArray();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => engine.ImportAsync(bindings))));
        for (var i = 0; i < bindings.Length; i++)
        {
            Assert.Single(answers.Select(a => a.Results[i].Number()).Distinct());
            Assert.Equal(1, answers.Count(a => !a.Results[i].Replayed));
            Assert.Equal(CallAnswer.Active, (await engine.CallAsync(answers[0].Results[i].Number())).Answer);
        }
        Assert.Empty(engine.Defects);
    }

    [Fact]
    public async Task ImportAsync_OtherContent_IsAConflictInTheStoredForm()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, Bindings.Setup());
        var waybill = Waybills.New();
        var number = (await engine.ImportAsync(engine.Bind(waybill, 1))).Number();
        var refused = await engine.ImportAsync(engine.Bind(waybill.Again(w => w.Recipient.Mobile = "13877776666"), 1));
        Assert.Equal((ItemCode.Conflict, 1u, "139******66", number), (refused.Status.Code, refused.Version, refused.Recipient.Mobile, refused.Recipient.VirtualNumber));
    }

    [Fact]
    public async Task ImportAsync_OtherNumberThanTheLiveOne_IsAConflictAndClaimsNothing()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, Bindings.Setup());
        var (imported, issued) = (Waybills.New(), Waybills.New());
        var numbers = new[] { (await engine.ImportAsync(engine.Bind(imported, 1))).Number(), (await engine.SendAsync(issued)).Number() };
        foreach (var (waybill, number) in new[] { (imported, numbers[0]), (issued, numbers[1]) })
        {
            var binding = engine.Bind(waybill, 2);
            binding.SenderNumber = engine.Number(3);
            var refused = await engine.ImportAsync(binding);
            Assert.Equal((ItemCode.Conflict, 1u, number), (refused.Status.Code, refused.Version, refused.Recipient.VirtualNumber));
            Assert.Null(refused.Sender.VirtualNumber);
            Assert.Equal(1u, (await engine.HeaderAsync(waybill)).Revision);
        }
        var free = engine.Bind(Waybills.New(), 2);
        free.SenderNumber = engine.Number(3);
        Assert.Equal(ItemCode.Ok, (await engine.ImportAsync(free)).Status.Code);
    }

    public static TheoryData<string, Action<EngineUnderTestBinding>, ItemCode, string> Refused => new()
    {
        { "no number at all", b => b.Binding.RecipientNumber = null, ItemCode.MissingField, "recipient_number" },
        { "no digits", b => b.Binding.RecipientNumber.Number = "王*", ItemCode.InvalidFormat, "recipient_number" },
        { "another extension beside it", b => b.Binding.RecipientNumber.Extension = "9999", ItemCode.InvalidFormat, "recipient_number" },
        { "in no segment", b => b.Binding.RecipientNumber.Number = "17000000000-0001", ItemCode.UnknownSegment, "recipient_number" },
        { "in a segment of our own", b => b.Binding.RecipientNumber.Number = b.OwnNumber, ItemCode.UnknownSegment, "recipient_number" },
        { "without its extension", b => b.Binding.RecipientNumber.Number = b.Binding.RecipientNumber.Number[..11], ItemCode.UnknownSegment, "recipient_number" },
        { "both parties the same", b => b.Binding.SenderNumber = b.Binding.RecipientNumber, ItemCode.InvalidFormat, "recipient_number" },
        { "no expiry", b => b.Binding.RecipientNumber.ExpireTime = null, ItemCode.InvalidExpiry, "recipient_number" },
        { "over already", b => b.Binding.RecipientNumber.ExpireTime.Seconds -= 11 * 86_400, ItemCode.InvalidExpiry, "recipient_number" },
        { "beyond the longest validity", b => b.Binding.RecipientNumber.ExpireTime.Seconds += 81 * 86_400, ItemCode.InvalidExpiry, "recipient_number" },
        { "nobody to lead to", b => b.Binding.Waybill.Recipient.Mobile = "138****5678", ItemCode.MissingField, "recipient.mobile" },
        { "an update", b => (b.Binding.Waybill.WriteMode, b.Binding.Waybill.UpdateCondition) = (WriteMode.Update, new() { ExpectedVersion = 1 }), ItemCode.InvalidFormat, "write_mode" },
        { "a number to be issued", b => b.Binding.Waybill.SenderNumber = new NumberRequest { Scope = NumberScope.Waybill }, ItemCode.InvalidFormat, "" },
        { "no waybill", b => b.Binding.Waybill = null, ItemCode.MissingField, "waybill_no" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task ImportAsync_WhatCannotBe_IsRefusedAndClaimsNothing(string label, Action<EngineUnderTestBinding> change, ItemCode code, string field)
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, Bindings.Setup());
        var binding = new EngineUnderTestBinding(engine.Bind(Waybills.New(), 1), engine.Setup.Segments[0].NumberAt(1).ToString());
        change(binding);
        var refused = await engine.ImportAsync(binding.Binding, Callers.Updater);
        Assert.True((code, field) == (refused.Status.Code, refused.Status.Field), $"{label}: {refused.Status}");
        refused.AssertNothingMasked();
        Assert.Equal(ItemCode.Ok, (await engine.ImportAsync(engine.Bind(Waybills.New(), 1))).Status.Code);
    }

    [Theory]
    [InlineData(SegmentPhase.Suspended)]
    [InlineData(SegmentPhase.Retired)]
    [InlineData(SegmentPhase.Opening)]
    public async Task ImportAsync_SegmentIsNotOpen_IsRetryableAndItsNumbersGoOn(SegmentPhase phase)
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, Bindings.Setup());
        var number = (await engine.ImportAsync(engine.Bind(Waybills.New(), 1))).Number();
        engine.Pool.Set(engine.External().Id, new StoredPhase(phase, engine.Now.AddSeconds(1)));
        var refused = await engine.ImportAsync(engine.Bind(Waybills.New(), 2));
        Assert.Equal((ItemCode.Unavailable, "recipient_number", true), (refused.Status.Code, refused.Status.Field, refused.Status.Retryable));
        Assert.Equal(CallAnswer.Active, (await engine.CallAsync(number)).Answer);
        engine.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(phase == SegmentPhase.Opening ? ItemCode.Ok : ItemCode.Unavailable, (await engine.ImportAsync(engine.Bind(Waybills.New(), 2))).Status.Code);
    }

    /// <summary>A binding to be spoilt, and a number that is none of the other cloud's.</summary>
    public sealed record EngineUnderTestBinding(ImportedBinding Binding, string OwnNumber);

    private static async Task<byte[]?> HoldAsync(EngineUnderTest engine, VirtualNumber number)
    {
        var (key, field) = engine.HoldOf(engine.PlaceOf(number));
        return await engine.Database.HashGetAsync(key, field);
    }
}
