using System.Text;

namespace PrivacyWaybill.Masking.Tests.Profiles;

public sealed class ProfileSetTests
{
    [Fact]
    public void TryGet_ByStringOrBytes_FindsTheSameProfile()
    {
        Assert.True(ProfileSet.BuiltIn.TryGet("gb41833", out var named));
        Assert.True(ProfileSet.BuiltIn.TryGet("gb41833"u8, out var bytes));
        Assert.Same(MaskingProfile.Gb41833, named);
        Assert.Same(MaskingProfile.Gb41833, bytes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("GB41833")]
    [InlineData("none")]
    [InlineData("sf-middle4")]
    [InlineData("jd-smile-classic")]
    public void TryGet_UnknownOrNotAccepted_IsRefused(string name)
    {
        Assert.False(ProfileSet.BuiltIn.TryGet(name, out var profile));
        Assert.Null(profile);
        Assert.NotEmpty(ProfileSet.BuiltIn.WhyUnknown(name));
    }

    [Fact]
    public void Create_NonCompliantAcceptedByName_HasItMarked()
    {
        var set = ProfileSet.Create([], ["sf-middle4"]);
        Assert.True(set.TryGet("sf-middle4", out var accepted));
        Assert.False(accepted.IsCompliant);
        Assert.False(set.TryGet("jd-smile-classic", out _));
    }

    [Theory]
    [InlineData("gb41833")]
    [InlineData("no-such")]
    public void Create_AcceptedNameOfNoNonCompliantProfile_IsAFault(string name) =>
        Assert.Contains(name, Assert.Throws<ProfileException>(() => ProfileSet.Create([], [name])).Message, StringComparison.Ordinal);

    [Fact]
    public void Create_File_CompilesWhatItSaysForEachParty()
    {
        var set = Create("""
            { "profiles": [
              { "name": "acme-1", "filler": "*", "goods": "hidden",
                "sender": { "name": "hidden", "phone": { "head": 0, "tail": 2, "prefix": false }, "address": "hidden", "company": "hidden" },
                "recipient": { "phone": { "head": 1 }, "address": "division" } },
              { "name": "acme-2", "filler": "^_^" } ] }
            """);
        Assert.True(set.TryGet("acme-1", out var profile));
        Assert.True(profile.IsCompliant);
        var (sender, recipient) = (profile.MaskerOf(WaybillParty.Sender), profile.MaskerOf(WaybillParty.Recipient));
        Assert.Equal("**", sender.Mask(WaybillField.Name, "张三"));
        Assert.Equal("张*", recipient.Mask(WaybillField.Name, "张三"));
        Assert.Equal("*********78", sender.Mask(WaybillField.Phone, "13812345678"));
        Assert.Equal("1********78", recipient.Mask(WaybillField.Phone, "13812345678"));
        Assert.Equal("+** *********78", sender.Mask(WaybillField.Phone, "+86 13812345678"));
        Assert.Equal("***", sender.Mask(WaybillField.Address, "深圳市龙岗区雅豪苑6栋3单元301号"));
        Assert.Equal("深圳市龙岗区***", recipient.Mask(WaybillField.Address, "深圳市龙岗区雅豪苑6栋3单元301号"));
        Assert.Equal("***", sender.Mask(WaybillField.Company, "腾讯科技有限公司"));
        Assert.Equal("腾讯科技有限公司", recipient.Mask(WaybillField.Company, "腾讯科技有限公司"));
        Assert.Equal("***", recipient.Mask(WaybillField.Goods, "图书三册"));
        Assert.True(set.TryGet("acme-2", out profile));
        Assert.Equal("138^_^78", profile.MaskerOf(WaybillParty.Sender).Mask(WaybillField.Phone, "13812345678"));
    }

    [Theory]
    [InlineData("""{"name": "a", "recipient": {"phone": {"head": 3, "tail": 4}}}""", "recipient.phone", "GB/T 41833-2022")]
    [InlineData("""{"name": "a", "sender": {"phone": {"head": 6, "tail": 0}}}""", "sender.phone", "GB/T 41833-2022")]
    [InlineData("""{"name": "a", "sender": {"phone": {"head": 2147483647, "tail": 2147483647}}}""", "sender.phone", "GB/T 41833-2022")]
    [InlineData("""{"name": "a", "sender": {"phone": {"head": -1}}}""", "sender.phone", "0 or more")]
    [InlineData("""{"name": "a", "sender": {"name": "full"}}""", "sender.name", "GB/T 41833-2022")]
    [InlineData("""{"name": "a", "sender": {"name": "given"}}""", "sender.name", "surname")]
    [InlineData("""{"name": "a", "recipient": {"address": "full"}}""", "recipient.address", "GB/T 41833-2022")]
    [InlineData("""{"name": "a", "recipient": {"address": "street"}}""", "recipient.address", "building")]
    [InlineData("""{"name": "a", "recipient": {"company": "full"}}""", "recipient.company", "swept")]
    [InlineData("""{"name": "a", "remark": "full"}""", "remark", "phones")]
    [InlineData("""{"name": "a", "goods": "none"}""", "goods", "hidden")]
    [InlineData("""{"name": "a", "filler": "●"}""", "filler", "one byte")]
    [InlineData("""{"name": "a", "filler": ""}""", "filler", "one byte")]
    [InlineData("""{"name": "a", "filler": "x"}""", "filler", "known again")]
    [InlineData("""{"name": "gb41833"}""", "gb41833", "built-in")]
    [InlineData("""{"name": "sf-middle4"}""", "sf-middle4", "built-in")]
    [InlineData("""{"name": "a"}, {"name": "a"}""", "'a'", "two profiles")]
    [InlineData("""{"name": "Acme"}""", "name", "lower-case")]
    [InlineData("""{}""", "name", "lower-case")]
    [InlineData("""null""", "name", "lower-case")]
    [InlineData("""{"name": "a", "nmae": "b"}""", "$.profiles[0].nmae", "unknown property")]
    [InlineData("""{"name": "a", "sender": {"phone": {"head": "3"}}}""", "$.profiles[0].sender.phone.head", "wrong kind")]
    [InlineData("""{"name": "a"}]""", "$", "broken JSON")]
    public void Create_ProfileThatCannotBe_IsRefusedWithTheReason(string profile, string place, string reason)
    {
        var fault = Assert.Throws<ProfileException>(() => Create($$"""{"profiles": [{{profile}}]}""")).Message;
        Assert.Contains(place, fault, StringComparison.Ordinal);
        Assert.Contains(reason, fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("nothing")]
    [InlineData("""{"profiles": null}""")]
    public void Create_NoProfileFile_IsAFault(string file) => Assert.Throws<ProfileException>(() => Create(file));

    [Fact]
    public void RuleSetVersion_OtherFile_IsAnother()
    {
        var (first, second) = (Create("""{"profiles": []}"""), Create("""{"profiles": [ ]}"""));
        Assert.Equal(ProfileSet.LibraryVersion, ProfileSet.BuiltIn.RuleSetVersion);
        Assert.StartsWith(ProfileSet.LibraryVersion + ".", first.RuleSetVersion, StringComparison.Ordinal);
        Assert.NotEqual(first.RuleSetVersion, second.RuleSetVersion);
        Assert.Equal(first.RuleSetVersion, Create("""{"profiles": []}""").RuleSetVersion);
    }

    private static ProfileSet Create(string file) => ProfileSet.Create(Encoding.UTF8.GetBytes(file), []);
}
