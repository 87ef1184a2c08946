namespace PrivacyWaybill.Masking.Tests.Profiles;

/// <summary>What each profile renders; each output is also its own masked form.</summary>
public sealed class MaskingProfileTests
{
    public static TheoryData<string, WaybillField, string, string> Rows() => new()
    {
        { "gb41833", WaybillField.Phone, "13812345678", "138******78" },
        { "gb41833", WaybillField.Phone, "138^_^5678", "138^_^**78" },
        { "gb41833", WaybillField.Phone, "1******5678", "1******5678" },
        { "gb41833-tail4", WaybillField.Phone, "13812345678", "1******5678" },
        { "gb41833-tail4", WaybillField.Phone, "+86 138 1234 5678", "+86 1** **** 5678" },
        { "gb41833-tail4", WaybillField.Phone, "0755-83712345", "0755-******45" },
        { "gb41833-tail4", WaybillField.Phone, "138****5678", "1******5678" },
        { "gb41833-tail4", WaybillField.Phone, "138******78", "138******78" },
        { "gb41833-tail4", WaybillField.Name, "张三", "张*" },
        { "gb41833-tail4", WaybillField.FreeText, "请打13812345678", "请打1******5678" },
        { "smile", WaybillField.Phone, "13812345678", "138^_^78" },
        { "smile", WaybillField.Phone, "138 1234 5678", "138 ^_^78" },
        { "smile", WaybillField.Phone, "0755-83712345", "0755-^_^45" },
        { "smile", WaybillField.Phone, "4008210000转6688", "400^_^0转****" },
        { "smile", WaybillField.Phone, "138^_^5678", "138^_^78" },
        { "smile", WaybillField.Phone, "138****5678", "138^_^78" },
        { "smile", WaybillField.Phone, "一三八一二三四五六七八", "一三八^_^七八" },
        { "smile", WaybillField.Phone, "12", "**" },
        { "smile", WaybillField.Phone, "12345", "*****" },
        { "smile", WaybillField.Name, "张三13812345678", "张*138^_^78" },
        { "smile", WaybillField.Address, "雅豪苑6栋3单元301号 13812345678", "雅豪苑6栋*** 138^_^78" },
        { "smile", WaybillField.FreeText, "请打138 1234 5678，谢谢", "请打138 ^_^78，谢谢" },
        { "strict", WaybillField.Name, "张三", "**" },
        { "strict", WaybillField.Name, "腾讯科技有限公司 王小明", "******** ***" },
        { "strict", WaybillField.Phone, "13812345678", "***********" },
        { "strict", WaybillField.Phone, "+86 0755-83712345", "+** ****-********" },
        { "strict", WaybillField.Phone, "138******78", "***********" },
        { "strict", WaybillField.Phone, "13812345678 张先生", "*********** ***" },
        { "strict", WaybillField.Address, "广东省深圳市南山区粤海街道科苑路15号科兴科学园B座1203室", "广东省深圳市南山区粤海街道***" },
        { "strict", WaybillField.Address, "新疆维吾尔自治区伊犁哈萨克自治州伊宁市巴彦岱镇新村12号", "新疆维吾尔自治区伊犁哈萨克自治州伊宁市巴彦岱镇***" },
        { "strict", WaybillField.Address, "内蒙古锡林郭勒盟太仆寺旗贡宝拉格苏木敦达乌苏嘎查", "内蒙古锡林郭勒盟太仆寺旗贡宝拉格苏木***" },
        { "strict", WaybillField.Address, "成都市金牛区西城小区3栋", "成都市金牛区***" },
        { "strict", WaybillField.Address, "佛山市南海区九江镇美食街12号", "佛山市南海区九江镇***" },
        { "strict", WaybillField.Address, "3栋2单元", "***" },
        { "strict", WaybillField.Address, "Flat B, Tower 3", "***" },
        { "strict", WaybillField.Address, "北京市", "北京市" },
        { "strict", WaybillField.FreeText, "放门口", "***" },
        { "strict", WaybillField.Goods, "书", "*" },
        { "strict", WaybillField.Company, "腾讯科技有限公司", "***" },
        { "sf-middle4", WaybillField.Phone, "13812345678", "138****5678" },
        { "sf-middle4", WaybillField.Phone, "138****5678", "138****5678" },
        { "sf-middle4", WaybillField.Name, "张三", "张*" },
        { "sf-middle4", WaybillField.Address, "雅豪苑6栋3单元301号", "雅豪苑6栋***" },
        { "jd-smile-classic", WaybillField.Phone, "13812345678", "138^_^5678" },
        { "jd-smile-classic", WaybillField.Phone, "138^_^5678", "138^_^5678" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Mask_ByProfile_RendersExactlyAndOnce(string profile, WaybillField field, string input, string expected)
    {
        var masker = new WaybillMasker(Profile(profile));
        Assert.Equal(expected, masker.Mask(field, input));
        Assert.Equal(expected, masker.Mask(field, expected));
    }

    [Theory]
    [InlineData("gb41833", true)]
    [InlineData("gb41833-tail4", true)]
    [InlineData("smile", true)]
    [InlineData("strict", true)]
    [InlineData("sf-middle4", false)]
    [InlineData("jd-smile-classic", false)]
    public void IsCompliant_BuiltIn_SaysWhetherSixDigitsAreHidden(string profile, bool compliant) =>
        Assert.Equal(compliant, Profile(profile).IsCompliant);

    internal static MaskingProfile Profile(string name)
    {
        Assert.True(ProfileSet.Create([], ["sf-middle4", "jd-smile-classic"]).TryGet(name, out var profile));
        return profile;
    }
}
