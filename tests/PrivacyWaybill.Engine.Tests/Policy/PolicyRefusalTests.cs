using CsCheck;
using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Tests.Policy;

public sealed class PolicyRefusalTests
{
    private const long Year = 365 * 86_400;

    /// <summary>What is wrong, the error that it is, and what must not stand in the answer.</summary>
    public static TheoryData<string, Action<Waybill>, ItemCode, string, string> Refusals => new()
    {
        { "correlation with a space", w => w.ObjectId = "order 7781", ItemCode.InvalidFormat, "object_id", "7781" },
        { "correlation in Han", w => w.ObjectId = "订单七", ItemCode.InvalidFormat, "object_id", "订单七" },
        { "correlation with a control", w => w.ObjectId = "a\u0001b", ItemCode.InvalidFormat, "object_id", "\u0001" },
        { "correlation with a phone", w => w.ObjectId = "o-13812345678", ItemCode.PersonalDataInOpaqueField, "object_id", "13812345678" },
        { "route label with a phone", w => w.RouteLabel = "A12 13812345678", ItemCode.PersonalDataInOpaqueField, "route_label", "1234" },
        { "route label with a phone in groups", w => w.RouteLabel = "A12 138 1234 5678", ItemCode.PersonalDataInOpaqueField, "route_label", "1234" },
        { "route label in Han", w => w.RouteLabel = "杭州", ItemCode.InvalidFormat, "route_label", "杭州" },
        { "sender's reference with a phone", w => w.Sender.PlatformReference = "13812345678", ItemCode.PersonalDataInOpaqueField, "sender.platform_reference", "13812345678" },
        { "recipient's reference with a space", w => w.Recipient.PlatformReference = "ref 9981", ItemCode.InvalidFormat, "recipient.platform_reference", "9981" },
        { "no waybill number", w => w.WaybillNo = "", ItemCode.MissingField, "waybill_no", "ET0" },
        { "waybill number too short", w => w.WaybillNo = "SF12345", ItemCode.InvalidFormat, "waybill_no", "SF12345" },
        { "waybill number with a slash", w => w.WaybillNo = "SF1234/5678", ItemCode.InvalidFormat, "waybill_no", "SF1234" },
        { "waybill number in Han", w => w.WaybillNo = "运单一二三四五六", ItemCode.InvalidFormat, "waybill_no", "运单" },
        { "S10 with a wrong check digit", w => w.WaybillNo = "RR473124820GB", ItemCode.InvalidFormat, "waybill_no", "RR473124820GB" },
        { "parent's number", w => w.Links = new ShipmentLinks { ParentWaybillNo = "??" }, ItemCode.InvalidFormat, "links.parent_waybill_no", "??" },
        { "returned one's number", w => w.Links = new ShipmentLinks { ReturnOf = "SF 1234567" }, ItemCode.InvalidFormat, "links.return_of", "1234567" },
        { "redirected one's number", w => w.Links = new ShipmentLinks { RedirectOf = "x" }, ItemCode.InvalidFormat, "links.redirect_of", "x\"" },
        { "replaced one's number", w => w.Links = new ShipmentLinks { ReplacementOf = "RR473124820GB" }, ItemCode.InvalidFormat, "links.replacement_of", "RR473124820GB" },
        { "piece beyond their count", w => w.WaybillNo += "-6-5-", ItemCode.InvalidFormat, "waybill_no", "-6-5" },
        { "piece of an S10 with a wrong check digit", w => w.WaybillNo = "RR473124820GB-1-5-", ItemCode.InvalidFormat, "waybill_no", "RR473124820GB" },
        { "another piece than the number's", w => (w.WaybillNo, w.Links) = (w.WaybillNo + "-1-5-", new ShipmentLinks { Piece = 4 }), ItemCode.InvalidFormat, "links.piece", "-1-5" },
        { "another parent than the number's", w => (w.WaybillNo, w.Links) = (w.WaybillNo + "-1-5-", new ShipmentLinks { ParentWaybillNo = "JD7654321000" }), ItemCode.InvalidFormat, "links.parent_waybill_no", "JD7654321000" },
        { "its own parent", w => w.Links = new ShipmentLinks { ParentWaybillNo = w.WaybillNo.ToLowerInvariant() }, ItemCode.InvalidFormat, "links.parent_waybill_no", "ET0" },
        { "piece that is its own parent", w => (w.WaybillNo, w.Links) = (w.WaybillNo + "-1-5-", new ShipmentLinks { ParentWaybillNo = w.WaybillNo + "-1-5-" }), ItemCode.InvalidFormat, "links.parent_waybill_no", "-1-5" },
        { "return of itself", w => w.Links = new ShipmentLinks { ReturnOf = w.WaybillNo }, ItemCode.InvalidFormat, "links.return_of", "ET0" },
        { "redirect of its own piece", w => w.Links = new ShipmentLinks { RedirectOf = w.WaybillNo + "-1-5-" }, ItemCode.InvalidFormat, "links.redirect_of", "-1-5" },
        { "replacement of its parent", w => w.Links = new ShipmentLinks { ParentWaybillNo = "JD7654321000", ReplacementOf = "jd7654321000" }, ItemCode.InvalidFormat, "links.replacement_of", "JD765" },
        { "return and redirect at once", w => w.Links = new ShipmentLinks { ReturnOf = "JD7654321000", RedirectOf = "JD7654321000" }, ItemCode.InvalidFormat, "links", "JD765" },
        { "redirect and replacement at once", w => w.Links = new ShipmentLinks { RedirectOf = "JD7654321000", ReplacementOf = "JD7654321001" }, ItemCode.InvalidFormat, "links", "JD765" },
        { "no sender", w => w.Sender = null, ItemCode.EmptyParty, "sender", "周小芳" },
        { "no recipient", w => w.Recipient = null, ItemCode.EmptyParty, "recipient", "欧阳" },
        { "recipient with a platform's number alone", w => w.Recipient = new Party { PlatformNumber = new PlatformNumber { Number = "18400913965-7576" }, PlatformReference = "r" }, ItemCode.EmptyParty, "recipient", "18400913965" },
        { "address too long in all", w => w.Sender.Address = new Address { Text = new string('a', 300), Detail = new string('b', 301) }, ItemCode.FieldTooLong, "sender.address", "aaa" },
        { "unknown profile", w => w.Profile = "gb41834", ItemCode.UnknownProfile, "profile", "gb41834" },
        { "profile in capitals", w => w.Profile = "GB41833", ItemCode.UnknownProfile, "profile", "GB41833" },
        { "exemption", w => w.ExemptionGrant = "grant-0815", ItemCode.GrantRequired, "exemption_grant", "0815" },
        { "international label", w => w.LabelScope = LabelScope.International, ItemCode.GrantRequired, "label_scope", "INTERNATIONAL" },
        { "customs label", w => w.LabelScope = LabelScope.Customs, ItemCode.GrantRequired, "label_scope", "CUSTOMS" },
        { "label of a later contract", w => w.LabelScope = (LabelScope)77, ItemCode.InvalidFormat, "label_scope", "77" },
        { "mode of a later contract", w => w.WriteMode = (WriteMode)77, ItemCode.InvalidFormat, "write_mode", "77" },
        { "negative label", w => w.LabelScope = (LabelScope)(-1), ItemCode.InvalidFormat, "label_scope", "-1" },
        { "update without a condition", w => w.WriteMode = WriteMode.Update, ItemCode.MissingField, "update_condition", "周" },
        { "update with an empty condition", w => (w.WriteMode, w.UpdateCondition) = (WriteMode.Update, new UpdateCondition()), ItemCode.MissingField, "update_condition", "周" },
        { "update before 1970", w => (w.WriteMode, w.UpdateCondition) = (WriteMode.Update, new UpdateCondition { SourceEventTime = new() { Seconds = -86_400 } }), ItemCode.InvalidFormat, "update_condition.source_event_time", "86400" },
        { "purpose in capitals", w => w.PseudonymPurpose = "Merge", ItemCode.InvalidFormat, "pseudonym_purpose", "Merge" },
        { "purpose with a space", w => w.PseudonymPurpose = "a b", ItemCode.InvalidFormat, "pseudonym_purpose", "a b" },
        { "scope of a later contract", w => w.SenderNumber = new NumberRequest { Scope = (NumberScope)9 }, ItemCode.InvalidFormat, "sender_number", "9" },
        { "unknown segment", w => w.RecipientNumber = new NumberRequest { Segment = "seg-2" }, ItemCode.UnknownSegment, "recipient_number.segment", "seg-2" },
        { "sender's unknown segment", w => w.SenderNumber = new NumberRequest { Scope = NumberScope.Shipment, Segment = "seg-2" }, ItemCode.UnknownSegment, "sender_number.segment", "seg-2" },
        { "59 s", w => w.RecipientNumber = For(59), ItemCode.InvalidExpiry, "recipient_number", "59" },
        { "0 s", w => w.RecipientNumber = For(0), ItemCode.InvalidExpiry, "recipient_number", "周" },
        { "negative", w => w.RecipientNumber = For(-7_777), ItemCode.InvalidExpiry, "recipient_number", "7777" },
        { "longest ago", w => w.RecipientNumber = For(long.MinValue), ItemCode.InvalidExpiry, "recipient_number", "922" },
        { "91 days", w => w.RecipientNumber = For(91 * 86_400), ItemCode.InvalidExpiry, "recipient_number", "7862400" },
        { "longest ahead", w => w.RecipientNumber = For(long.MaxValue), ItemCode.InvalidExpiry, "recipient_number", "922" },
        { "until the past", w => w.RecipientNumber = Until(-1), ItemCode.InvalidExpiry, "recipient_number", "177" },
        { "until next year", w => w.SenderNumber = Until(Year, NumberScope.Waybill), ItemCode.InvalidExpiry, "sender_number", "180" },
        { "until the end of time", w => w.RecipientNumber = Until(long.MaxValue / 2), ItemCode.InvalidExpiry, "recipient_number", "461" },
    };

    [Theory, MemberData(nameof(Refusals))]
    public void Check_OutOfLine_IsRefusedWithFieldAndRemedyAndWithoutTheValue(string label, Action<Waybill> change, ItemCode code, string field, string value)
    {
        _ = label;
        var batch = PolicyBench.Check(Waybills.New(change));
        ref readonly var item = ref batch.Items[0];
        Assert.Equal((code, field), (item.Code, item.Field));
        Assert.NotEqual("", item.Remedy);
        Assert.DoesNotContain(value, item.Remedy + item.Field, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_UpdateWithoutTheRole_IsDenied()
    {
        var item = PolicyBench.Check(Waybills.New().Update(1), Callers.Masker).Items[0];
        Assert.Equal((ItemCode.PermissionDenied, "write_mode"), (item.Code, item.Field));
        Assert.True(PolicyBench.Check(Waybills.New().Update(1), Callers.Updater).Items[0].IsOpen);
    }

    [Fact]
    public void Check_TheFirstWaybill_IsInOrder() => Assert.True(PolicyBench.Check(Waybills.New()).Items[0].IsOpen);

    public static TheoryData<string, Action<Waybill>> Accepted => new()
    {
        { "60 s", w => w.RecipientNumber = For(60) },
        { "90 days", w => w.RecipientNumber = For(90 * 86_400) },
        { "until in 60 s", w => w.RecipientNumber = Until(60) },
        { "until in 90 days", w => w.RecipientNumber = Until(90 * 86_400) },
        { "a past expiry of a number that is not wanted", w => w.RecipientNumber = new NumberRequest { Scope = NumberScope.None, ExpireTime = new() { Seconds = 1 } } },
        { "an unknown segment of a number that is not wanted", w => w.SenderNumber = new NumberRequest { Segment = "seg-2" } },
        { "a known segment", w => w.RecipientNumber = new NumberRequest { Segment = PolicyBench.Segment } },
        { "S10 with its check digit", w => w.WaybillNo = "RR473124829GB" },
        { "a piece's number", w => w.WaybillNo += "-5-5-" },
        { "groups of digits that are no piece", w => w.WaybillNo = "12345678-9012-3456" },
        { "a piece and its parent", w => (w.WaybillNo, w.Links) = (w.WaybillNo + "-1-5", new ShipmentLinks { ParentWaybillNo = w.WaybillNo.ToLowerInvariant(), Piece = 1 }) },
        { "the first piece without a parent", w => w.Links = new ShipmentLinks { Piece = 1 } },
        { "a piece of a return", w => w.Links = new ShipmentLinks { ParentWaybillNo = "JD7654321000", Piece = 1, ReturnOf = "JD7654321001" } },
        { "a waybill number that holds a phone", w => w.WaybillNo = "SF1385628716739" },
        { "a route label with spaces", w => w.RouteLabel = "571 A12 003" },
        { "a domestic label", w => w.LabelScope = LabelScope.Domestic },
        { "parties of a company alone", w => (w.Sender, w.Recipient) = (new Party { Company = "云" }, new Party { Company = "云" }) },
        { "parties of an address alone", w => (w.Sender, w.Recipient) = (new Party { Address = new Address { Town = "镇" } }, new Party { Landline = "1" }) },
        { "a condition without an update", w => w.UpdateCondition = new UpdateCondition { SourceEventTime = new() { Seconds = -5 } } },
    };

    [Theory, MemberData(nameof(Accepted))]
    public void Check_WithinTheLines_GoesOn(string label, Action<Waybill> change)
    {
        _ = label;
        var item = PolicyBench.Check(Waybills.New(change)).Items[0];
        Assert.Equal((ItemCode.Unspecified, ""), (item.Code, item.Field));
    }

    [Fact]
    public void Check_AnyTextAnywhere_NeverThrowsNorRepeatsIt()
    {
        var texts = MessageLeaf.Of(Waybill.Descriptor).Where(l => l.Field.FieldType == Google.Protobuf.Reflection.FieldType.String).ToArray();
        Gen.Select(Gen.Int[0, texts.Length - 1], Gen.String[8, 80]).Sample((at, text) =>
        {
            var waybill = Waybills.New();
            texts[at].Set(waybill, text.Replace("\uFFFD", "x", StringComparison.Ordinal));
            foreach (var c in text)
                if (char.IsSurrogate(c)) return;
            var item = PolicyBench.Check(waybill).Items[0];
            Assert.DoesNotContain(text, item.Remedy + item.Field, StringComparison.Ordinal);
        }, iter: 3_000);
    }

    public static TheoryData<string, Roles, int, bool> PseudonymRows => new()
    {
        { "role and enabled", Roles.Mask | Roles.Pseudonymise, 10, true },
        { "without the role", Roles.Mask | Roles.Administer, 10, false },
        { "not enabled", Roles.Mask | Roles.Pseudonymise, 0, false },
    };

    [Theory, MemberData(nameof(PseudonymRows))]
    public void Check_PseudonymAskedFor_IsGrantedByRoleAndOptionAlone(string label, Roles roles, int perDay, bool isGranted)
    {
        _ = label;
        var batch = PolicyBench.Check(Waybills.New(w => w.PseudonymPurpose = "merge-1"), Callers.Masker with { Roles = roles }, new EngineOptions { PseudonymsPerDay = perDay });
        Assert.True(batch.Items[0].IsOpen);
        Assert.Equal(isGranted ? [] : [(WarningCode.PseudonymNotGranted, "pseudonym_purpose")], PolicyBench.Warned(batch));
        Assert.Equal(isGranted, !batch.Input(0, TextField.PseudonymPurpose).IsEmpty);
    }

    private static NumberRequest For(long seconds) => new() { ValidFor = new() { Seconds = seconds } };

    private static NumberRequest Until(long seconds, NumberScope scope = NumberScope.Unspecified) =>
        new() { Scope = scope, ExpireTime = new() { Seconds = PolicyBench.Now.ToUnixTimeSeconds() + seconds } };
}
