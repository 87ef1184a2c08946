using System.Text;
using CsCheck;
using PrivacyWaybill.Engine.Content;
using PrivacyWaybill.Engine.Desk;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Stages;
using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.Masking;
using PrivacyWaybill.V1;
using PrivacyWaybill.Vault.Records;

namespace PrivacyWaybill.Engine.Tests.Pipeline;

/// <summary>What came masked is sealed as it came, and never called an original.</summary>
public sealed class MaskedOriginalTests(RedisStore store)
{
    public static TheoryData<string, Action<Waybill>, string[]> Arrivals => new()
    {
        { "nothing masked", _ => { }, [] },
        { "a phone as the standard wants it", w => w.Recipient.Mobile = "138******78", ["recipient.mobile"] },
        { "a phone with four hidden digits", w => w.Recipient.Mobile = "138****5678", ["recipient.mobile"] },
        { "a phone with a smiley", w => w.Recipient.Mobile = "138^_^5678", ["recipient.mobile"] },
        { "one phone of two", w => w.Recipient.Mobile = "13955556666 138****5678", ["recipient.mobile"] },
        { "a landline", w => w.Sender.Landline = "0755-****1234", ["sender.landline"] },
        { "a name", w => w.Sender.Name = "周**", ["sender.name"] },
        { "names and phones of both", w => (w.Sender.Name, w.Sender.Mobile, w.Recipient.Name, w.Recipient.Mobile) = ("周**", "137****5678", "欧阳**", "139****6666"), ["sender.name", "sender.mobile", "recipient.name", "recipient.mobile"] },
        { "a phone in the remark", w => w.Remark = "改送138****5678", ["remark"] },
        { "a phone in an address", w => w.Recipient.Address.Detail = "天目山路226号6幢 138****5678", ["recipient.address.detail"] },
        { "a platform's number", w => w.Recipient.PlatformNumber = new PlatformNumber { Number = "138****5678" }, ["recipient.platform_number.number"] },
    };

    [Theory, MemberData(nameof(Arrivals))]
    public async Task RevealAsync_FieldsThatArrivedMasked_AreNamedAndComeAsTheyCame(string label, Action<Waybill> change, string[] paths)
    {
        _ = label;
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New(change);
        await engine.SendAsync(waybill);
        var originals = await OriginalsAsync(engine, waybill);
        Assert.Equal(paths, originals.ArrivedMasked);
        Assert.Equal((waybill.Sender, waybill.Recipient, waybill.Remark), (originals.Sender, originals.Recipient, originals.Remark));
    }

    /// <summary>A profile that hides a field as a whole does not look at it; the content says so all the same.</summary>
    [Theory]
    [InlineData("gb41833-tail4")]
    [InlineData("smile")]
    [InlineData("strict")]
    public async Task RevealAsync_WhateverTheProfile_FieldsThatArrivedMaskedAreTheSame(string profile)
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New(w =>
        {
            (w.Profile, w.Sender.Name, w.Sender.Mobile, w.Remark) = (profile, "周**", "137****5678", "改送138****5678");
            w.Recipient.Address.Detail = "天目山路226号6幢 138****5678";
        });
        var result = await engine.SendAsync(waybill);
        string[] paths = ["remark", "sender.name", "sender.mobile", "recipient.address.detail"];
        Assert.Equal(paths, (await OriginalsAsync(engine, waybill)).ArrivedMasked);
        Assert.Equal(paths, result.Warnings.Where(w => w.Code is WarningCode.AlreadyMasked or WarningCode.MaskedFurther).Select(w => w.Field));

        // The marks follow from the texts, so another profile makes no other content of them.
        var again = await engine.SendAsync(waybill.Again(w => w.Profile = ""));
        Assert.Equal((ItemCode.Ok, true), (again.Status.Code, again.Replayed));
    }

    [Theory]
    [InlineData(PartyRole.Sender, "sender.name")]
    [InlineData(PartyRole.Recipient, "recipient.mobile")]
    public async Task RevealAsync_OneParty_TellsNothingOfTheOther(PartyRole party, string path)
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New(w => (w.Sender.Name, w.Recipient.Mobile) = ("周**", "139****6666"));
        await engine.SendAsync(waybill);
        Assert.Equal([path], (await OriginalsAsync(engine, waybill, party)).ArrivedMasked);
    }

    [Fact]
    public async Task RunAsync_MaskedTextAgain_IsAReplayAndTheFullPhoneAConflict()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New(w => w.Recipient.Mobile = "139****6666");
        await engine.SendAsync(waybill);
        var replay = await engine.SendAsync(waybill);
        Assert.Equal((ItemCode.Ok, true, 1u), (replay.Status.Code, replay.Replayed, replay.Version));

        var conflict = await engine.SendAsync(waybill.Again(w => w.Recipient.Mobile = Waybills.RecipientMobile));
        Assert.Equal((ItemCode.Conflict, "139******66"), (conflict.Status.Code, conflict.Recipient.Mobile));
        Assert.Equal([(WarningCode.MaskedFurther, "recipient.mobile")], conflict.Warned());
        Assert.Equal(["recipient.mobile"], (await OriginalsAsync(engine, waybill)).ArrivedMasked);
    }

    [Fact]
    public async Task RunAsync_UpdateWithTheFullPhone_MakesItAnOriginal()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New(w => w.Recipient.Mobile = "139****6666");
        Assert.Null((await engine.SendAsync(waybill)).Recipient.VirtualNumber);
        var updated = await engine.SendAsync(waybill.Update(1, w => w.Recipient.Mobile = Waybills.RecipientMobile));
        Assert.Equal(Waybills.RecipientMobile, (await engine.CallAsync(updated.Number())).ConnectTo);
        Assert.Empty((await OriginalsAsync(engine, waybill)).ArrivedMasked);
    }

    [Fact]
    public async Task RunAsync_RecordOfTheContentsBefore_IsReplayedAndRevealed()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New(w => w.Sender.Mobile = "137****5678");
        var first = await engine.SendAsync(waybill);
        await MakeVersion1Async(engine, waybill);
        var before = await engine.StoredAsync(waybill);

        var replay = await engine.SendAsync(waybill);
        Assert.Equal((ItemCode.Ok, true, 1u), (replay.Status.Code, replay.Replayed, replay.Version));
        Assert.Equal(first.Number(), replay.Number());
        Assert.Equal(Waybills.RecipientMobile, (await engine.CallAsync(replay.Number())).ConnectTo);
        Assert.Equal(before, await engine.StoredAsync(waybill));
        Assert.Equal(["sender.mobile"], (await OriginalsAsync(engine, waybill)).ArrivedMasked);
        Assert.Equal(ItemCode.Conflict, (await engine.SendAsync(waybill.Again(w => w.Sender.Mobile = "13712345678"))).Status.Code);
    }

    [Theory]
    [InlineData("138****5678")]
    [InlineData("138******78")]
    [InlineData("138^_^5678")]
    [InlineData("138xxxx5678")]
    [InlineData("138XXXX5678")]
    [InlineData("138＊＊＊＊5678")]
    [InlineData("138 **** 5678")]
    [InlineData("138-****-5678")]
    [InlineData("138●●●●5678")]
    [InlineData("***********")]
    [InlineData("0755-****1234")]
    [InlineData("+86 138****5678")]
    public async Task RunAsync_MaskedPhone_GetsNeitherNumberNorPseudonym(string phone)
    {
        var setup = new EngineSetup { Options = new EngineOptions { PseudonymsPerDay = 100 } };
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, setup);
        var result = await engine.SendAsync(Waybills.New(w => (w.Recipient.Mobile, w.Recipient.Landline, w.PseudonymPurpose) = (phone, phone, "merge")), Callers.NewPseudonymiser());
        Assert.Equal(ItemCode.Ok, result.Status.Code);
        Assert.Null(result.Recipient.VirtualNumber);
        Assert.Equal("", result.Recipient.Pseudonym);
        Assert.NotEqual("", result.Sender.Pseudonym);
        Assert.Contains((WarningCode.NoReachablePhone, "recipient"), result.Warned());
    }

    private static readonly string[] Marks = ["*", "＊", "xx", "●", "^_^"];

    private static readonly string[] Prefixes = ["", "+86", "86-", " "];

    /// <summary>Whatever hides digits of a number makes it none that a call could be connected to.</summary>
    [Fact]
    public void TryFindPhone_DigitsHidden_IsUnreachable() =>
        Gen.Select(Gen.Int[0, 10], Gen.Int[1, 11], Gen.Int[0, Marks.Length - 1].Select(m => Marks[m]), Gen.Int[0, Prefixes.Length - 1].Select(p => Prefixes[p])).Sample((from, count, mark, before) =>
        {
            const string Phone = "13955556666";
            var to = Math.Min(Phone.Length, from + count);
            var text = before + Phone[..from] + (mark == "^_^" ? mark : string.Concat(Enumerable.Repeat(mark, to - from))) + Phone[to..];
            var digits = new byte[PhoneText.MaxDigits];
            // Three or four digits that are left are a number to nobody; what reads as a whole one must be the text's own digits.
            if (Reachability.TryFindPhone(Encoding.UTF8.GetBytes(text), default, digits, out var length))
                Assert.Contains(Encoding.ASCII.GetString(digits, 0, length), text, StringComparison.Ordinal);
        }, iter: 5_000);

    private static async Task<Originals> OriginalsAsync(EngineUnderTest engine, Waybill waybill, PartyRole party = PartyRole.Unspecified)
    {
        var answer = Assert.Single(await engine.Reveals.RevealAsync(Callers.Masker, [new RevealTarget { Shipment = waybill.ByNumber(), Party = party }]));
        Assert.Equal(Found.Yes, answer.Found);
        return answer.Originals!;
    }

    /// <summary>Seals what is stored anew, as a content without marks.</summary>
    private static async Task MakeVersion1Async(EngineUnderTest engine, Waybill waybill)
    {
        var value = (await engine.StoredAsync(waybill))!;
        Assert.Equal(RecordFault.None, RecordHeader.Read(value, out var header, out var content));
        var id = engine.RecordIdOf(waybill);
        using var worker = engine.Setup.Keys.CreateWorker();
        var opened = SealedContents.Open(worker.Sealer, Callers.Masker.Tenant, [(id, header.SealingKeyId, content.ToArray())])[0]!;
        for (var at = 1; at < opened.Length; at += 3 + (opened[at + 1] << 8 | opened[at + 2])) opened[at] &= unchecked((byte)~ContentCodec.MaskedBit);
        opened[0] = ContentCodec.VersionWithoutMarks;
        var resealed = new byte[opened.Length + RecordSealer.Overhead];
        worker.Sealer.Seal(Callers.Masker.Tenant, [id], opened, [opened.Length], resealed);
        await engine.Database.StringSetAsync(engine.RecordKeyOf(waybill), (byte[])[.. value.AsSpan(0, value.Length - content.Length), .. resealed]);
    }
}
