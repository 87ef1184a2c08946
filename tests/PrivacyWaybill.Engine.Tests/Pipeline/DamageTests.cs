using PrivacyWaybill.Engine.Desk;
using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Tests.Pipeline;

/// <summary>Stored records that are not what was written.</summary>
public sealed class DamageTests(RedisStore store)
{
    public static TheoryData<string, Func<byte[], byte[]>> Damages => new()
    {
        { "empty", _ => [] },
        { "one byte", v => v[..1] },
        { "cut in the header", v => v[..20] },
        { "cut by one byte", v => v[..^1] },
        { "header alone", v => v[..28] },
        { "unknown suite", v => Flip(v, 0) },
        { "unknown sealing key", v => Flip(v, 1) },
        { "unknown state", v => [v[0], v[1], 77, .. v[3..]] },
        { "unknown flags", v => [v[0], v[1], v[2], 0xFF, .. v[4..]] },
        { "revision 0", v => [.. v[..4], 0, 0, 0, 0, .. v[8..]] },
        { "unknown state of its number", v => [.. v[..12], 9, .. v[13..]] },
        { "first sealed byte", v => Flip(v, 28) },
        { "last sealed byte", v => Flip(v, v.Length - 1) },
        { "a byte more", v => [.. v, 0] },
        { "somebody else's text", _ => "a value of another program, long enough to be a record of ours"u8.ToArray() },
    };

    [Theory, MemberData(nameof(Damages))]
    public async Task RunAsync_RecordDamaged_IsUnreadableAndNobodyIsHarmed(string label, Func<byte[], byte[]> damage)
    {
        _ = label;
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var (waybill, neighbour) = (Waybills.New(), Waybills.New());
        var number = (await engine.SendAsync(waybill)).Number();
        var damaged = damage((await engine.StoredAsync(waybill))!);
        await engine.Database.StringSetAsync(engine.RecordKeyOf(waybill), damaged);

        var other = waybill.Again(w => w.Goods = "鞋");
        foreach (var again in new[] { waybill, other, waybill.Update(1, w => w.Goods = "茶") })
        {
            var results = (await engine.SendAsync([again, neighbour])).Results;
            Assert.Equal((ItemCode.UnreadableRecord, "waybill_no", false), (results[0].Status.Code, results[0].Status.Field, results[0].Status.Retryable));
            results[0].AssertNothingMasked();
            Assert.Equal(ItemCode.Ok, results[1].Status.Code);
        }
        Assert.Empty(engine.Defects);
        Assert.Equal(damaged, await engine.StoredAsync(waybill));

        Assert.Equal("", (await engine.CallAsync(number)).ConnectTo);
        var revealed = await engine.Reveals.RevealAsync(Callers.Masker, [new RevealTarget { Shipment = waybill.ByNumber() }]);
        Assert.Equal((Found.Unreadable, null), (revealed[0].Found, revealed[0].Originals));
    }

    [Fact]
    public async Task RunAsync_RecordOfAnotherShipmentInItsPlace_IsUnreadable()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var (waybill, stranger) = (Waybills.New(), Waybills.New(w => w.Recipient.Mobile = "15811112222"));
        await engine.SendAsync([waybill, stranger]);
        await engine.Database.StringSetAsync(engine.RecordKeyOf(waybill), await engine.StoredAsync(stranger));
        var result = await engine.SendAsync(waybill);
        Assert.Equal(ItemCode.UnreadableRecord, result.Status.Code);
        result.AssertNothingMasked();
    }

    [Fact]
    public async Task RunAsync_StoredHeaderNamesANumberOfNoSegment_GivesANewOne()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybill = Waybills.New();
        await engine.SendAsync(waybill);
        await engine.ChangeHeaderAsync(waybill, h => h with { Recipient = h.Recipient with { Segment = 60_000 } });
        var result = await engine.SendAsync(waybill);
        Assert.Equal([(WarningCode.NumberRenewed, "recipient_number")], result.Warned());
        Assert.Equal(Waybills.RecipientMobile, (await engine.CallAsync(result.Number())).ConnectTo);
    }

    private static byte[] Flip(byte[] value, int at)
    {
        var flipped = value.ToArray();
        flipped[at] ^= 0x40;
        return flipped;
    }
}
