using PrivacyWaybill.Cli.Records;
using PrivacyWaybill.Testing;

namespace PrivacyWaybill.Cli.Tests.Files;

public sealed class JsonMaskingTests
{
    [Theory]
    [InlineData("recognised by name", """{"id":7,"name":"张三","phone":"13812345678"}""", "", """{"id":7,"name":"张*","phone":"138******78"}""")]
    [InlineData("a number is masked as a string", """{"phone":13812345678}""", "", """{"phone":"138******78"}""")]
    [InlineData("nested", """{"recipient":{"name":"张三","tel":"13812345678"}}""", "", """{"recipient":{"name":"张*","tel":"138******78"}}""")]
    [InlineData("dotted path", """{"a":{"b":"13812345678"},"b":"x"}""", "--map phone=a.b,keep=b", """{"a":{"b":"138******78"},"b":"x"}""")]
    [InlineData("a bare name counts at any depth", """{"a":{"b":"13812345678"},"b":"13912345678"}""", "--map phone=b", """{"a":{"b":"138******78"},"b":"139******78"}""")]
    [InlineData("array of texts", """{"phones":["13812345678",13912345678,null]}""", "--map phone=phones", """{"phones":["138******78","139******78",null]}""")]
    [InlineData("array of objects", """{"parcels":[{"phone":"13812345678"},{"phone":"13912345678"}]}""", "", """{"parcels":[{"phone":"138******78"},{"phone":"139******78"}]}""")]
    [InlineData("object of a mapped property", """{"addr":{"x":"深圳市","y":"雅豪苑6栋301室"}}""", "", """{"addr":{"x":"深圳市","y":"雅豪苑6栋***"}}""")]
    [InlineData("goods have names too", """{"goods":{"name":"红富士"}}""", "", """{"goods":{"name":"红富士"}}""")]
    [InlineData("nobody's data", """{"x":null,"y":true,"z":{},"name":false}""", "", """{"x":null,"y":true,"z":{},"name":false}""")]
    [InlineData("escapes are read", """{"\u540d":"x","name":"\u5f20\u4e09"}""", "--others keep", """{"\u540d":"x","name":"张*"}""")]
    [InlineData("escapes are written", """{"remark":"\"\\\u0001 13812345678"}""", "", """{"remark":"\"\\\u0001 138******78"}""")]
    [InlineData("spacing and numbers stay", """ { "id" : 1.50e3 , "name" : "张三" } """, "", """ { "id" : 1.50e3 , "name" : "张*" } """)]
    [InlineData("unchanged text stays as written", """{"remark":"\u4f60 \/"}""", "", """{"remark":"\u4f60 \/"}""")]
    [InlineData("others kept", """{"name":"张三","x":"y"}""", "--others keep", """{"name":"张*","x":"y"}""")]
    [InlineData("others masked as remarks", """{"name":"张三","x":["13812345678"]}""", "--others mask", """{"name":"张*","x":["138******78"]}""")]
    [InlineData("others dropped: last", """{"name":"张三", "x":"y"}""", "--others drop", """{"name":"张*"}""")]
    [InlineData("others dropped: first", """{"x":"y", "u":1, "name":"张三"}""", "--others drop", """{"name":"张*"}""")]
    [InlineData("others dropped: between", """{"id":1,"x":"y","u":2,"name":"张三"}""", "--others drop", """{"id":1,"name":"张*"}""")]
    [InlineData("others dropped: all", """{"x":"y","u":2}""", "--others drop", """{}""")]
    [InlineData("others dropped: inside", """{"id":1,"x":{"u":1,"name":"张三","v":null},"y":[1,{"w":2},"3"]}""", "--others drop", """{"id":1,"x":{"name":"张*"},"y":[{}]}""")]
    [InlineData("the same property twice", """{"phone":"13812345678","phone":"13912345678"}""", "", """{"phone":"138******78","phone":"139******78"}""")]
    [InlineData("byte order mark", "\uFEFF{\"name\":\"张三\"}", "", """{"name":"张*"}""")]
    public async Task Mask_Json_MasksPropertiesAndKeepsTheRest(string label, string input, string options, string expected)
    {
        var outcome = await MaskAsync(input + "\r\n\n" + input.TrimStart('\uFEFF'), options);

        Assert.NotEmpty(label);
        Assert.Equal(expected + "\r\n" + expected, outcome.Output);
        Assert.Equal(ExitCode.Ok, outcome.Code);
    }

    [Theory]
    [InlineData("no JSON", "张三 13812345678")]
    [InlineData("no object", "[\"13812345678\"]")]
    [InlineData("two objects", """{"name":"张三"}{"name":"张三"}""")]
    [InlineData("half an object", """{"name":"张三",""")]
    [InlineData("an unpaired surrogate", """{"name":"张三\ud800"}""")]
    [InlineData("an unpaired surrogate in a name", """{"\ud800":"张三"}""")]
    [InlineData("too deep", "{\"x\":" + "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[")]
    [InlineData("a property of its own", """{"name":"张三","wechat":"13812345678"}""")]
    [InlineData("a phone where none should be", """{"id":"13812345678","name":"张三"}""")]
    public async Task Mask_BrokenRecord_IsToldAndItsNeighboursGoOn(string label, string line)
    {
        var outcome = await MaskAsync($"{{\"name\":\"李四\"}}\n{line}\n{{\"name\":\"王五\"}}\n", "");

        Assert.NotEmpty(label);
        Assert.Equal("{\"name\":\"李*\"}\n{\"name\":\"王*\"}\n", outcome.Output);
        Assert.Contains("record 2 (line 2): error: ", outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("13812345678", outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("张三", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.SomeFailed, outcome.Code);
    }

    [Fact]
    public async Task Mask_UnknownPropertiesFromTheStart_AreRefusedTogether()
    {
        var outcome = await MaskAsync("""{"name":"张三","wechat":"x","qq":1,"13812345678":"y"}""", "");

        Assert.Equal(ExitCode.Usage, outcome.Code);
        Assert.Empty(outcome.Output);
        Assert.Contains("neither mapped nor recognised: property 4, qq, wechat; map each", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mask_MapThatMeetsNothing_IsAnError()
    {
        var outcome = await MaskAsync("""{"name":"张三","mobil":"x"}""", "--map phone=mobile --others keep");

        Assert.Equal(ExitCode.SomeFailed, outcome.Code);
        Assert.Contains("--map phone=mobile: no record has such a property", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mask_NamesThatAreData_DoNotFillTheMemory()
    {
        var lines = Enumerable.Range(0, 3000).Select(i => $"{{\"p{i}\":null,\"name\":\"张三\"}}\n");

        var outcome = await MaskAsync(string.Concat(lines), "--others keep");

        Assert.Equal(ExitCode.SomeFailed, outcome.Code);
        Assert.Contains("more than 1000 different properties", outcome.Error, StringComparison.Ordinal);
        Assert.InRange(outcome.Lines.Length, 900, 1000);
    }

    [Fact]
    public async Task Mask_RecordOverTheLimit_IsToldAndItsNeighboursGoOn()
    {
        var outcome = await MaskAsync($"{{\"name\":\"李四\"}}\n{{\"name\":\"{new string('x', 2 * RecordFault.LongestRecord)}\"}}\n{{\"name\":\"王五\"}}", "");

        Assert.Equal("{\"name\":\"李*\"}\n{\"name\":\"王*\"}", outcome.Output);
        Assert.Contains("record 2 (line 2): error: longer than 1048576 bytes", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mask_SampleWaybills_AreRecognisedWhole()
    {
        var outcome = await Pw.RunAsync("mask", RepositoryFiles.Path("seeds/waybills.jsonl"));

        Assert.DoesNotContain("error", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Ok, outcome.Code);
        Assert.Equal(File.ReadLines(RepositoryFiles.Path("seeds/waybills.jsonl")).Count(), outcome.Lines.Length);
    }

    private static Task<Outcome> MaskAsync(string input, string options) =>
        Pw.RunOnAsync(input, ["mask", "-", "--format", "jsonl", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
}
