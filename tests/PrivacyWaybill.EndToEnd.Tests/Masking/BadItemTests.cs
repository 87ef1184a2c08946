using Google.Protobuf.WellKnownTypes;
using PrivacyWaybill.EndToEnd.Tests.Support;
using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.EndToEnd.Tests.Masking;

/// <summary>Waybills that are out of line: each gets an error of its own, and its neighbours are served.</summary>
public abstract class BadItemTests(Servers servers, StoreKind store)
{
    /// <summary>Stands in values that must not be repeated.</summary>
    private const string Secret = "Zq7Zq7";

    /// <summary>What is wrong, how it is made, what the server has to say.</summary>
    private static readonly Dictionary<string, (Action<Waybill> Spoil, ItemCode Code, string Field)> Faults = new()
    {
        ["no waybill number"] = (w => w.WaybillNo = "", ItemCode.MissingField, "waybill_no"),
        ["waybill number of 7 characters"] = (w => w.WaybillNo = "Zq7Zq78", ItemCode.InvalidFormat, "waybill_no"),
        ["waybill number of 41 characters"] = (w => w.WaybillNo = Secret + new string('1', 35), ItemCode.FieldTooLong, "waybill_no"),
        ["waybill number in Han"] = (w => w.WaybillNo = "运单号码一二三四五", ItemCode.InvalidFormat, "waybill_no"),
        ["S10 with a wrong check digit"] = (w => w.WaybillNo = "RR473124828GB", ItemCode.InvalidFormat, "waybill_no"),
        ["link with a wrong check digit"] = (w => w.Links = new ShipmentLinks { ReturnOf = "RR473124828GB" }, ItemCode.InvalidFormat, "links.return_of"),
        ["unknown profile"] = (w => w.Profile = Secret, ItemCode.UnknownProfile, "profile"),
        ["unknown segment"] = (w => w.RecipientNumber = new NumberRequest { Segment = Secret }, ItemCode.UnknownSegment, "recipient_number.segment"),
        ["city of 51 bytes"] = (w => w.RecipientNumber = new NumberRequest { City = new string('深', 17) }, ItemCode.FieldTooLong, "recipient_number.city"),
        ["expiry in the past"] = (w => w.RecipientNumber = Until(TimeSpan.FromDays(-1)), ItemCode.InvalidExpiry, "recipient_number"),
        ["expiry before 1970"] = (w => w.RecipientNumber = new NumberRequest { ExpireTime = new Timestamp { Seconds = -5 } }, ItemCode.InvalidExpiry, "recipient_number"),
        ["expiry in 50 seconds"] = (w => w.RecipientNumber = Until(TimeSpan.FromSeconds(50)), ItemCode.InvalidExpiry, "recipient_number"),
        ["validity of 59 seconds"] = (w => w.RecipientNumber = For(59), ItemCode.InvalidExpiry, "recipient_number"),
        ["negative validity"] = (w => w.RecipientNumber = For(-100), ItemCode.InvalidExpiry, "recipient_number"),
        ["expiry in 91 days"] = (w => w.RecipientNumber = Until(TimeSpan.FromDays(91)), ItemCode.InvalidExpiry, "recipient_number"),
        ["expiry in the year 9999"] = (w => w.RecipientNumber = new NumberRequest { ExpireTime = new Timestamp { Seconds = 253402300799 } }, ItemCode.InvalidExpiry, "recipient_number"),
        ["longest validity of all"] = (w => w.RecipientNumber = For(long.MaxValue), ItemCode.InvalidExpiry, "recipient_number"),
        ["sender's expiry in the past"] = (w => w.SenderNumber = With(Until(TimeSpan.FromDays(-1)), NumberScope.Waybill), ItemCode.InvalidExpiry, "sender_number"),
        ["unknown number scope"] = (w => w.RecipientNumber = new NumberRequest { Scope = (NumberScope)99 }, ItemCode.InvalidFormat, "recipient_number"),
        ["no sender"] = (w => w.Sender = null, ItemCode.EmptyParty, "sender"),
        ["no recipient"] = (w => w.Recipient = null, ItemCode.EmptyParty, "recipient"),
        ["empty recipient"] = (w => w.Recipient = new Party(), ItemCode.EmptyParty, "recipient"),
        ["recipient with nothing but a reference"] = (w => w.Recipient = new Party { PlatformReference = Secret }, ItemCode.EmptyParty, "recipient"),
        ["address fields of 601 bytes together"] = (w => w.Recipient.Address = new Address { Text = new string('a', 300), Detail = new string('b', 301) }, ItemCode.FieldTooLong, "recipient.address"),
        ["phone as object id"] = (w => w.ObjectId = "o-13800138000", ItemCode.PersonalDataInOpaqueField, "object_id"),
        ["phone in route label"] = (w => w.RouteLabel = "A1 13800138000", ItemCode.PersonalDataInOpaqueField, "route_label"),
        ["phone with hyphens in route label"] = (w => w.RouteLabel = "A1 138-0013-8000", ItemCode.PersonalDataInOpaqueField, "route_label"),
        ["phone with spaces in route label"] = (w => w.RouteLabel = "138 0013 8000", ItemCode.PersonalDataInOpaqueField, "route_label"),
        ["phone in sender's platform reference"] = (w => w.Sender.PlatformReference = "ref/13800138000", ItemCode.PersonalDataInOpaqueField, "sender.platform_reference"),
        ["phone in recipient's platform reference"] = (w => w.Recipient.PlatformReference = "13800138000", ItemCode.PersonalDataInOpaqueField, "recipient.platform_reference"),
        ["Han in object id"] = (w => w.ObjectId = "张三", ItemCode.InvalidFormat, "object_id"),
        ["Han in route label"] = (w => w.RouteLabel = "张三", ItemCode.InvalidFormat, "route_label"),
        ["space in object id"] = (w => w.ObjectId = "a b", ItemCode.InvalidFormat, "object_id"),
        ["international label"] = (w => w.LabelScope = LabelScope.International, ItemCode.GrantRequired, "label_scope"),
        ["customs label"] = (w => w.LabelScope = LabelScope.Customs, ItemCode.GrantRequired, "label_scope"),
        ["unknown label scope"] = (w => w.LabelScope = (LabelScope)77, ItemCode.InvalidFormat, "label_scope"),
        ["unknown grant"] = (w => w.ExemptionGrant = Secret, ItemCode.GrantRequired, "exemption_grant"),
        ["unknown write mode"] = (w => w.WriteMode = (WriteMode)77, ItemCode.InvalidFormat, "write_mode"),
        ["update without condition"] = (w => w.WriteMode = WriteMode.Update, ItemCode.MissingField, "update_condition"),
        ["update with an empty condition"] = (w => (w.WriteMode, w.UpdateCondition) = (WriteMode.Update, new UpdateCondition()), ItemCode.MissingField, "update_condition"),
        ["update of what is not stored"] = (w => (w.WriteMode, w.UpdateCondition) = (WriteMode.Update, new UpdateCondition { ExpectedVersion = 1 }), ItemCode.NotFound, "waybill_no"),
        ["pseudonym purpose in upper case"] = (w => w.PseudonymPurpose = "MERGE", ItemCode.InvalidFormat, "pseudonym_purpose"),
    };

    public static TheoryData<string> FaultNames => [.. Faults.Keys];

    public static TheoryData<string> TextPaths => [.. TextFields.All.ToArray().Select(TextFields.Path)];

    public sealed class OnEmbedded(Servers servers) : BadItemTests(servers, StoreKind.Embedded);

    public sealed class OnRedis(Servers servers) : BadItemTests(servers, StoreKind.Redis);

    [Theory, MemberData(nameof(FaultNames))]
    public async Task BadItem_BetweenGoodOnes_IsRefusedAlone(string fault)
    {
        var (spoil, code, field) = Faults[fault];
        var bad = WaybillMaker.Make(spoil);

        await AssertRefusedAloneAsync(bad, code, field);
    }

    [Theory, MemberData(nameof(TextPaths))]
    public async Task Text_OneByteOverItsLimit_IsRefusedAlone(string path)
    {
        var bad = WaybillMaker.Make().With(path, OfLength(LimitOf(path) + 1));

        await AssertRefusedAloneAsync(bad, ItemCode.FieldTooLong, path);
    }

    [Theory, MemberData(nameof(TextPaths))]
    public async Task Text_AtItsLimit_IsNotTooLong(string path)
    {
        var waybill = WaybillMaker.Make();
        if (path.Contains(".address.", StringComparison.Ordinal)) (waybill.Sender.Address, waybill.Recipient.Address) = (null, null);

        var result = await (await servers.GetAsync(store)).Clients.MaskAsync(waybill.With(path, OfLength(LimitOf(path))));

        Assert.NotEqual(ItemCode.FieldTooLong, result.Status.Code);
    }

    [Fact]
    public void TextPaths_ComparedWithTheContract_AreAllOfItsTexts()
    {
        // A city is part of the wish for a number: see the faults above.
        var ofContract = Texts(Waybill.Descriptor, "").Where(p => !p.StartsWith("update_condition", StringComparison.Ordinal) && !p.EndsWith("_number.city", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

        Assert.Equal(ofContract, TextFields.All.ToArray().Select(TextFields.Path).Order(StringComparer.Ordinal));

        static IEnumerable<string> Texts(Google.Protobuf.Reflection.MessageDescriptor message, string path) => message.Fields.InDeclarationOrder().SelectMany(f => f switch
        {
            { FieldType: Google.Protobuf.Reflection.FieldType.String } => [path + f.Name],
            { FieldType: Google.Protobuf.Reflection.FieldType.Message, MessageType.File.Package: "privacywaybill.v1" } => Texts(f.MessageType, path + f.Name + "."),
            _ => [],
        });
    }

    [Fact]
    public async Task ManyBadItems_InOneBatch_EachHaveTheirOwnAnswerInOrder()
    {
        var names = Faults.Keys.ToList();
        var waybills = names.SelectMany(n => new[] { WaybillMaker.Make(Faults[n].Spoil), WaybillMaker.Make() }).ToList();

        var batch = await (await servers.GetAsync(store)).Clients.MaskBatchAsync(waybills);

        for (var i = 0; i < names.Count; i++)
        {
            Assert.Equal((names[i], Faults[names[i]].Code), (names[i], batch.Results[2 * i].Status.Code));
            Assert.Equal(ItemCode.Ok, batch.Results[2 * i + 1].Status.Code);
        }
    }

    private static NumberRequest Until(TimeSpan ahead) => new() { ExpireTime = (TimeProvider.System.GetUtcNow() + ahead).ToTimestamp() };

    private static NumberRequest For(long seconds) => new() { ValidFor = new Duration { Seconds = seconds } };

    private static NumberRequest With(NumberRequest request, NumberScope scope)
    {
        request.Scope = scope;
        return request;
    }

    private static int LimitOf(string path) => TextFields.Limit(TextFields.All.ToArray().Single(f => TextFields.Path(f) == path));

    private static string OfLength(int length) => (Secret + new string('x', length))[..length];

    private async Task AssertRefusedAloneAsync(Waybill bad, ItemCode code, string field)
    {
        var batch = await (await servers.GetAsync(store)).Clients.MaskBatchAsync(WaybillMaker.Make(), bad, WaybillMaker.Make());

        Assert.Equal(BatchCode.Ok, batch.Code);
        ReplayTests.AssertCreated(batch.Results[0]);
        ReplayTests.AssertCreated(batch.Results[2]);
        var refused = batch.Results[1];
        Assert.Equal((code, field), (refused.Status.Code, refused.Status.Field));
        Assert.False(refused.Status.Retryable);
        Assert.NotEmpty(refused.Status.Remedy);
        Assert.Null(refused.Sender);
        Assert.Null(refused.Recipient);
        Assert.Equal("", refused.Goods + refused.Remark);
        Assert.Equal(0u, refused.Version);
        var answer = refused.ToString();
        foreach (var value in new[] { Secret, "13800138000", "138-0013-8000", "138 0013 8000", "RR473124828GB", "张三", "运单号码", bad.Recipient?.Name, bad.Recipient?.Mobile })
            if (!string.IsNullOrEmpty(value)) Assert.DoesNotContain(value, answer, StringComparison.Ordinal);
    }
}
