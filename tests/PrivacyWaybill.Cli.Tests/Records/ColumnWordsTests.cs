using PrivacyWaybill.Cli.Records;

namespace PrivacyWaybill.Cli.Tests.Records;

public sealed class ColumnWordsTests
{
    [Theory]
    [InlineData("收件人", "recipient name")]
    [InlineData("收件人姓名", "recipient name")]
    [InlineData("*收货人（必填）", "recipient name")]
    [InlineData("收货人手机号", "recipient phone")]
    [InlineData("收件地址", "recipient address")]
    [InlineData("寄件人", "sender name")]
    [InlineData("发货人联系电话", "sender phone")]
    [InlineData("卖家备注", "sender remark")]
    [InlineData("寄件公司", "sender remark")]
    [InlineData("姓名", "name")]
    [InlineData("手机1", "phone")]
    [InlineData("电话 2", "phone")]
    [InlineData("紧急联系人电话", "phone")]
    [InlineData("详细地址", "address")]
    [InlineData("省", "address")]
    [InlineData("备注", "remark")]
    [InlineData("商品名称", "remark")]
    [InlineData("邮箱", "remark")]
    [InlineData("运单号", "keep")]
    [InlineData("下单时间", "keep")]
    [InlineData("name", "name")]
    [InlineData("Phone Number", "phone")]
    [InlineData("recipient_name", "recipient name")]
    [InlineData("receiverMobile", "recipient phone")]
    [InlineData("to-address", "recipient address")]
    [InlineData("shipper", "sender name")]
    [InlineData("home_phone", "phone")]
    [InlineData("email_address", "remark")]
    [InlineData("waybill_no", "keep")]
    [InlineData("total", null)]
    [InlineData("收件", null)]
    [InlineData("微信", null)]
    [InlineData("身份证号", null)]
    [InlineData("ip address", null)]
    [InlineData("13812345678", null)]
    [InlineData("", null)]
    public void Recognise_Header_TellsKindAndParty(string header, string? expected) =>
        Assert.Equal(expected, ColumnWords.Recognise(header, null) is var (kind, party) ? new Column("", kind, ColumnOrigin.Recognised, party).Meaning : null);

    [Theory]
    [InlineData("name", "Remark", null, null)]
    [InlineData("phone", "Remark", null, "phone")]
    [InlineData("mobile", "Name", "sender", "sender phone")]
    [InlineData("text", "Address", "recipient", null)]
    public void Recognise_PropertyOfAnObject_DependsOnTheObject(string name, string parent, string? party, string? expected)
    {
        var column = new Column("", Enum.Parse<ColumnKind>(parent), ColumnOrigin.Recognised, party);

        Assert.Equal(expected, ColumnWords.Recognise(name, column) is var (kind, of) ? new Column("", kind, ColumnOrigin.Recognised, of).Meaning : null);
    }
}
