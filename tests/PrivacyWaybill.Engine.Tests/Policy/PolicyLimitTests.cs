using System.Globalization;
using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Tests.Policy;

/// <summary>The limit of every text that there is.</summary>
public sealed class PolicyLimitTests
{
    public static TheoryData<string> Texts => [.. TextFields.All.ToArray().Select(TextFields.Path)];

    /// <summary>The limits as the contract states them; <c>*</c> stands for either party.</summary>
    [Theory]
    [InlineData(64, "object_id", "route_label", "exemption_grant", "*.platform_reference")]
    [InlineData(40, "waybill_no", "links.parent_waybill_no", "links.return_of", "links.redirect_of", "links.replacement_of")]
    [InlineData(300, "goods")]
    [InlineData(600, "remark", "*.address.text", "*.address.province", "*.address.city", "*.address.district", "*.address.town", "*.address.detail")]
    [InlineData(32, "profile", "pseudonym_purpose", "*.platform_number.issuer", "*_number.segment")]
    [InlineData(200, "*.name", "*.company")]
    [InlineData(48, "*.mobile", "*.landline", "*.platform_number.number")]
    public void TextFields_LimitOfTheContract_HoldsForExactlyItsFields(int limit, params string[] paths)
    {
        var stated = paths.SelectMany(p => p.Contains('*', StringComparison.Ordinal) ? new[] { p.Replace("*", "sender", StringComparison.Ordinal), p.Replace("*", "recipient", StringComparison.Ordinal) } : [p]);
        Assert.Equal(stated.Order(), TextFields.All.ToArray().Where(f => TextFields.Limit(f) == limit).Select(TextFields.Path).Order());
    }

    [Theory, MemberData(nameof(Texts))]
    public void Check_AtTheLimit_IsNotTooLongAndOneByteMoreIs(string path)
    {
        var field = TextFields.All.ToArray().Single(f => TextFields.Path(f) == path);
        var limit = TextFields.Limit(field);
        Assert.NotEqual(ItemCode.FieldTooLong, Check(limit).Code);
        var item = Check(limit + 1);
        Assert.Equal((ItemCode.FieldTooLong, path), (item.Code, item.Field));
        Assert.Contains(limit.ToString(CultureInfo.InvariantCulture), item.Remedy, StringComparison.Ordinal);

        WaybillItem Check(int length)
        {
            var batch = OnTheWire.Take(Waybills.New(w => w.Recipient.Address = w.Sender.Address = null));
            batch.SetInput(0, field, System.Text.Encoding.UTF8.GetBytes(new string('a', length)));
            return PolicyBench.Check(batch).Items[0];
        }
    }

    [Theory, MemberData(nameof(Texts))]
    public void Check_OverTheLimitInHan_CountsBytes(string path)
    {
        var field = TextFields.All.ToArray().Single(f => TextFields.Path(f) == path);
        var batch = OnTheWire.Take(Waybills.New());
        batch.SetInput(0, field, System.Text.Encoding.UTF8.GetBytes(new string('字', TextFields.Limit(field) / 3 + 1)));
        Assert.Equal((ItemCode.FieldTooLong, path), PolicyBench.Check(batch).Items[0] is var item ? (item.Code, item.Field) : default);
    }

    [Theory]
    [InlineData(PartyRole.Sender, "sender.address")]
    [InlineData(PartyRole.Recipient, "recipient.address")]
    public void Check_AddressFieldsTogether_ShareOneLimit(PartyRole party, string path)
    {
        Assert.Equal(ItemCode.Unspecified, Check(100).Code);
        Assert.Equal((ItemCode.FieldTooLong, path), Check(101) is var item ? (item.Code, item.Field) : default);

        WaybillItem Check(int lastLength)
        {
            var batch = OnTheWire.Take(Waybills.New(w => w.Recipient.Address = w.Sender.Address = null));
            for (var field = PartyField.AddressText; field <= PartyField.Detail; field++)
                batch.SetInput(0, TextFields.Of(party, field), new byte[field == PartyField.Detail ? lastLength : 100]);
            return PolicyBench.Check(batch).Items[0];
        }
    }

    [Fact]
    public void Check_OtherFieldTooLong_StillEchoesTheObjectId()
    {
        var waybill = Waybills.New();
        waybill.ObjectId = "line-7";
        waybill.Remark = new string('x', 601);
        var batch = PolicyBench.Check(waybill);
        Assert.Equal(ItemCode.FieldTooLong, batch.Items[0].Code);
        Assert.Equal("line-7", System.Text.Encoding.ASCII.GetString(batch.Output(0, TextField.ObjectId)));
    }
}
