using System.Text;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.Engine.Wire;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Tests.Wire;

/// <summary>The limits of fields multiply out to the limit of a message, in both directions.</summary>
public sealed class MessageLimitsTests(RedisStore store)
{
    [Fact]
    public void Request_EveryFieldOfEveryWaybillAtItsLimit_FitsIntoAMessage()
    {
        var waybill = new Waybill();
        foreach (var leaf in MessageLeaf.Of(Waybill.Descriptor)) leaf.Set(waybill, "");
        foreach (var field in TextFields.All)
        {
            var leaf = MessageLeaf.Of(Waybill.Descriptor).Single(l => l.Path == TextFields.Path(field));
            // All address fields of a party share one limit.
            var length = leaf.Path.Contains(".address.", StringComparison.Ordinal) ? TextFields.AddressLimit / 6 : TextFields.Limit(field);
            leaf.Set(waybill, new string('x', length));
        }
        // A number is of a segment or of a city, not of both; the longer one counts.
        waybill.SenderNumber.City = waybill.RecipientNumber.City = new string('x', 48);
        waybill.SenderNumber.Segment = waybill.RecipientNumber.Segment = "";
        waybill.ShipmentEpoch = waybill.Links.Piece = waybill.UpdateCondition.ExpectedVersion = uint.MaxValue;
        var far = new Timestamp { Seconds = 253_402_300_799, Nanos = 999_999_999 };
        waybill.SenderNumber.ExpireTime = waybill.RecipientNumber.ExpireTime = waybill.UpdateCondition.SourceEventTime = far;
        var request = new MaskWaybillsRequest { BatchId = ulong.MaxValue, Waybills = { Enumerable.Repeat(waybill, MessageLimits.BatchWaybills) } };
        Assert.InRange(request.CalculateSize(), 3_500_000, MessageLimits.MessageBytes);
        Assert.Equal(BatchCode.Ok, OnTheWire.Take(request.ToByteArray()).Code);
    }

    [Fact]
    public async Task Result_EveryFieldOfEveryWaybillAtItsLimit_FitsIntoAMessage()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database,
            new EngineSetup { Options = new EngineOptions { PseudonymsPerDay = 10_000 } });
        var waybills = Waybills.New(MessageLimits.BatchWaybills, w =>
        {
            w.ObjectId = new string('o', 64);
            w.WaybillNo = w.WaybillNo.PadRight(40, 'A');
            w.RouteLabel = new string('R', 64);
            w.Goods = Fill("书", 300);
            w.Remark = Fill("放门口", 600);
            w.PseudonymPurpose = new string('p', 32);
            w.SenderNumber = new NumberRequest { Scope = NumberScope.Waybill };
            (w.Sender, w.Recipient) = (FullParty(), FullParty());
        });
        var result = await engine.SendAsync(waybills, Callers.NewPseudonymiser());
        Assert.All(result.Codes(), c => Assert.Equal(ItemCode.Ok, c));
        Assert.All(result.Results, r => Assert.NotEqual("", r.Sender.Pseudonym));
        Assert.InRange(result.CalculateSize(), 2_500_000, MessageLimits.MessageBytes - 16);
    }

    [Fact]
    public async Task Result_EveryFieldAtItsLimitAndWarnedOf_FitsIntoAMessage()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database);
        var waybills = Waybills.New(MessageLimits.BatchWaybills, w =>
        {
            w.ObjectId = new string('o', 64);
            w.RouteLabel = new string('R', 64);
            w.Goods = Fill("电话138****5678书", 300);
            w.Remark = Fill("电话138****5678放门口", 600);
            w.SenderNumber = new NumberRequest { Scope = NumberScope.Waybill };
            (w.Sender, w.Recipient) = (MaskedParty(), MaskedParty());
        });
        var result = await engine.SendAsync(waybills);
        Assert.All(result.Codes(), c => Assert.Equal(ItemCode.Ok, c));
        Assert.All(result.Results, r => Assert.InRange(r.Warnings.Count, 20, 40));
        Assert.InRange(result.CalculateSize(), 2_500_000, MessageLimits.MessageBytes - 16);

        // A conflict says the same and has a remedy beside it.
        var conflict = await engine.SendAsync(waybills.Select(w => w.Again(a => a.Goods = "")));
        Assert.All(conflict.Codes(), c => Assert.Equal(ItemCode.Conflict, c));
        Assert.InRange(conflict.CalculateSize(), result.CalculateSize(), MessageLimits.MessageBytes - 16);
    }

    private static Party FullParty() => new()
    {
        Name = Fill("欧阳建国", 200),
        Mobile = "13955556666" + new string(' ', 37),
        Landline = "0755-26711111" + new string(' ', 35),
        Company = Fill("云上贸易有限公司", 200),
        Address = new Address { Text = Fill("天目山路", 600) },
        PlatformNumber = new PlatformNumber { Issuer = new string('i', 32), Number = "18400913965-7576" + new string(' ', 32) },
        PlatformReference = new string('r', 64),
    };

    private static Party MaskedParty() => new()
    {
        Name = Fill("欧阳**", 200),
        Mobile = "138****5678" + new string(' ', 37),
        Landline = "0755-26****11" + new string(' ', 35),
        Company = Fill("云上贸易有限公司138****5678", 200),
        Address = new Address
        {
            Province = Fill("省138****5678", 100),
            City = Fill("市138****5678", 100),
            District = Fill("区138****5678", 100),
            Town = Fill("镇138****5678", 100),
            Text = Fill("路138****5678", 100),
            Detail = Fill("号138****5678", 100),
        },
        PlatformNumber = new PlatformNumber { Issuer = new string('i', 32), Number = "139****5678-7576" + new string(' ', 32) },
        PlatformReference = new string('r', 64),
    };

    /// <summary>A text of exactly so many bytes.</summary>
    private static string Fill(string text, int bytes)
    {
        var (whole, filled) = (Encoding.UTF8.GetByteCount(text), new StringBuilder());
        for (; bytes >= whole; bytes -= whole) filled.Append(text);
        return filled.Append('x', bytes).ToString();
    }
}
