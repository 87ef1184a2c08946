using PrivacyWaybill.GroundTruth.Judging;

namespace PrivacyWaybill.GroundTruth.Tests;

public class JudgeTests
{
    [Theory]
    [InlineData("given name hidden", "‹张›«name:小明»", "张**")]
    [InlineData("surname hidden too", "‹张›«name:小明»", "***")]
    [InlineData("interpunct made official", "‹古›«name:丽»‹•›«name:买提»", "古*·**")]
    [InlineData("six digits hidden", "«phone:13812345678»", "138******78")]
    [InlineData("separators kept", "«phone:138 1234 5678»", "138 **** **78")]
    [InlineData("no tail at all", "«phone:13812345678»", "13812******")]
    [InlineData("stars that came count", "«phone:138****5678»", "138******78")]
    [InlineData("smiley stands for four", "«phone:138^_^5678»", "138^_^**78")]
    [InlineData("seven local digits", "‹0317-›«phone:6234567»", "0317-******7")]
    [InlineData("six digits or fewer", "«phone:623456»", "******")]
    [InlineData("one run of stars", "3号楼«unit:2»‹单元›«unit:1301»‹室›", "3号楼***")]
    [InlineData("words of the unit kept", "3号楼«unit:2»‹单元›«unit:1301»‹室›", "3号楼*单元****室")]
    [InlineData("same digit in the building", "1栋«unit:1»‹单元›«unit:101»(1楼大堂)", "1栋***(1楼大堂)")]
    [InlineData("same digits behind the secret", "«unit:101»‹室›101路公交站旁", "***101路公交站旁")]
    [InlineData("nothing to hide", "上海市浦东新区张江镇", "上海市浦东新区张江镇")]
    [InlineData("combining marks hidden with their letters", "‹N›«name:gu\u0302»", "N**")]
    public void Weigh_RightlyMasked_FindsNothing(string row, string source, string masked)
    {
        var verdict = Judge.Weigh(Sentence.Of(source), masked);

        Assert.False(verdict.IsLeak, $"{row}: {verdict.Leaked}");
        Assert.False(verdict.IsLoss, $"{row}: {verdict.Lost}");
    }

    [Theory]
    [InlineData("as it came", "‹张›«name:小明»", "张小明", "Name:小明")]
    [InlineData("last character of a given name", "‹张›«name:小明»", "张*明", "Name:明")]
    [InlineData("surname before a title", "«name:张»先生", "张先生", "Name:张")]
    [InlineData("3 + 4 digits", "«phone:13812345678»", "138****5678", "Phone:1385678")]
    [InlineData("five hidden", "«phone:13812345678»", "138*****678", "Phone:138678")]
    [InlineData("three at the tail", "«phone:13812345678»", "********678", "Phone:678")]
    [InlineData("Chinese numerals", "«phone:一三八一二三四五六七八»", "一三八****五六七八", "Phone:一三八五六七八")]
    [InlineData("formal numerals", "«phone:壹叁捌壹贰叁肆伍陆柒捌»", "壹叁捌****伍陆柒捌", "Phone:壹叁捌伍陆柒捌")]
    [InlineData("full width", "«phone:１３８１２３４５６７８»", "１３８****５６７８", "Phone:１３８５６７８")]
    [InlineData("short number", "«phone:623456»", "****56", "Phone:56")]
    [InlineData("extension", "‹0755-›«phone:83712345»‹-›«extension:8012»", "0755-******45-8012", "Extension:8012")]
    [InlineData("unit number before the stars", "3号楼«unit:2»‹单元›«unit:1301»‹室›", "3号楼2***", "Unit:2")]
    [InlineData("room behind the stars", "3号楼«unit:2»‹单元›«unit:1301»‹室›", "3号楼***1301室", "Unit:1301")]
    [InlineData("last digit of the room", "3号楼«unit:2»‹单元›«unit:1301»", "3号楼***1", "Unit:1")]
    [InlineData("a digit between stars", "1栋«unit:2»‹单元›«unit:345»(放丰巢)", "1栋***4*(放丰巢)", "Unit:4")]
    [InlineData("floor word as a secret number", "大厦«unit:三十五»‹层›", "大厦三十***", "Unit:三十")]
    [InlineData("second of two secrets", "‹密码›«code:2580»，‹张›«name:三»", "密码****，张三", "Name:三")]
    [InlineData("nothing left out, all lost but one", "东湖苑5栋«unit:101»", "***1", "Unit:1")]
    public void Weigh_SecretShown_FindsThatLeak(string row, string source, string masked, string leaked)
    {
        var verdict = Judge.Weigh(Sentence.Of(source), masked);

        Assert.True(verdict.Leaked == leaked, $"{row}: {verdict.Leaked}");
    }

    [Theory]
    [InlineData("building", "3号楼«unit:2»‹单元›«unit:1301»", "***", "3号楼")]
    [InlineData("last character of the building", "3号楼«unit:2»‹单元›«unit:1301»", "3号***", "楼")]
    [InlineData("note behind", "3号楼«unit:1301»(放丰巢)", "3号楼***", "(放丰巢)")]
    [InlineData("title", "«name:张»先生", "***", "先生")]
    [InlineData("removed without a star", "3号楼«unit:1301»(放丰巢)", "3号楼***(丰巢)", "放")]
    [InlineData("something else instead", "‹张›«name:三»", "李*", "(not of the source)")]
    [InlineData("more stars than characters", "‹张›«name:三»", "张**", "(not of the source)")]
    [InlineData("order number", "订单号250618-138123456789012", "订单号250618-138******89012", "1234567")]
    public void Weigh_KeptPartGone_FindsThatLoss(string row, string source, string masked, string lost)
    {
        var verdict = Judge.Weigh(Sentence.Of(source), masked);

        Assert.True(verdict.Lost == lost, $"{row}: {verdict.Lost}");
    }
}
