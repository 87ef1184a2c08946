using PrivacyWaybill.Cli.Records;

namespace PrivacyWaybill.Cli.Tests.Records;

public sealed class MapEntryTests
{
    [Theory]
    [InlineData("name=收件人", "Name 收件人")]
    [InlineData("name=收件人,phone=手机", "Name 收件人|Phone 手机")]
    [InlineData("phone=a, phone=b", "Phone a|Phone b")]
    [InlineData("remark=备注, 其他,keep=x", "Remark 备注, 其他|Keep x")]
    [InlineData("sender.name=寄件人,recipient.phone=tel", "sender Name 寄件人|recipient Phone tel")]
    [InlineData("goods=物品,company=公司,drop=QQ", "Remark 物品|Remark 公司|Drop QQ")]
    [InlineData("original.sender.phone=原", "original sender Phone 原")]
    [InlineData("address=a=b", "Address a=b")]
    public void Parse_Entries_AreRead(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', MapEntry.Parse(text).Select(e =>
            $"{(e.IsOriginal ? "original " : "")}{(e.Party is null ? "" : e.Party + " ")}{e.Kind} {e.Target}")));

    [Theory]
    [InlineData("")]
    [InlineData("name")]
    [InlineData("name=")]
    [InlineData("nose=x")]
    [InlineData("courier.name=x")]
    [InlineData("name:x")]
    public void Parse_NoEntry_IsRefused(string text)
    {
        var refusal = Assert.Throws<UsageException>(() => MapEntry.Parse(text).ToList());
        Assert.StartsWith("--map: ", refusal.Message, StringComparison.Ordinal);
    }
}
