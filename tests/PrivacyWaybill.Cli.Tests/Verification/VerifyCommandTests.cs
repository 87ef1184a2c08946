using System.Text;
using System.Text.Json;
using PrivacyWaybill.Testing;

namespace PrivacyWaybill.Cli.Tests.Verification;

public sealed class VerifyCommandTests : IDisposable
{
    private const string Originals = "单号,收件人,电话,地址,备注\n1,张三,13812345678,深圳市龙岗区雅豪苑6栋3单元301号,电话13912345678\n2,李四四,13912345678,,\"急\"\"件\"\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("pw-verify-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Verify_WhatMaskWrote_Holds()
    {
        var (masked, original) = (Path.Combine(_folder, "masked.csv"), await FileAsync("original.csv", Originals));
        Assert.Equal(ExitCode.Ok, (await Pw.RunAsync("mask", original, "--output", masked)).Code);

        var outcome = await Pw.RunAsync("verify", masked, "--original", original);

        Assert.Equal(ExitCode.Ok, outcome.Code);
        Assert.Matches(@"recipient name +2 +2 +100\.00 %\n", outcome.Output);
        Assert.Matches(@"phone +2 +2 +100\.00 %\n", outcome.Output);
        Assert.Matches("minimum +1,000,000, about 2,700 knowing the city", outcome.Output);
        Assert.Contains("holds for every field", outcome.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a name", "张三,138******78,雅豪苑6栋***,", "姓名", "NameNotHidden")]
    [InlineData("3 + 4", "张*,138****5678,雅豪苑6栋***,", "电话", "PhoneDigitsShown")]
    [InlineData("a smile in the old form", "张*,138^_^5678,雅豪苑6栋***,", "电话", "PhoneDigitsShown")]
    [InlineData("a unit", "张*,138******78,雅豪苑6栋3单元301号,", "地址", "UnitShown")]
    [InlineData("a phone in a remark", "张*,138******78,雅豪苑6栋***,电话13912345678", "备注", "PhoneInText")]
    public async Task Verify_Alone_FindsWhatIsShownAndNeverPrintsIt(string label, string record, string field, string violation)
    {
        var outcome = await Pw.RunOnAsync($"姓名,电话,地址,备注\n李*,139******78,,\n{record}\n", "verify", "-", "--format", "csv");

        Assert.NotEmpty(label);
        Assert.Equal(ExitCode.SomeFailed, outcome.Code);
        Assert.Matches($" 1 {violation}: ", outcome.Output);
        Assert.Contains($"record 2 (line 3), {field}: ", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("does not hold", outcome.Output, StringComparison.Ordinal);
        foreach (var value in (string[])["张三", "5678", "3单元", "13912345678"]) Assert.DoesNotContain(value, outcome.Output + outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_WithOriginal_FindsWhatAloneCannotBeSeen()
    {
        const string Masked = "单号,收件人,电话,地址\n1,李*,138******78,雅豪苑6栋***\n";
        var original = await FileAsync("original.csv", "单号,收件人,电话,地址\n1,张三,13812345678,雅豪苑6栋3单元301号\n");

        Assert.Equal(ExitCode.Ok, (await Pw.RunOnAsync(Masked, "verify", "-", "--format", "csv")).Code);
        var outcome = await Pw.RunOnAsync(Masked, "verify", "-", "--format", "csv", "--original", original);

        Assert.Equal(ExitCode.SomeFailed, outcome.Code);
        Assert.Matches(" 1 NotDerived: ", outcome.Output);
    }

    [Fact]
    public async Task Verify_OriginalsInTheSameFile_ArePaired()
    {
        const string Input = "a,b,c,d\n13812345678,138******78,13912345678,138******78\n";

        var outcome = await Pw.RunOnAsync(Input, "verify", "-", "--format", "csv", "--map", "original.phone=a,phone=b", "--map", "original.phone=c,phone=d");

        Assert.Equal(ExitCode.SomeFailed, outcome.Code);
        Assert.Contains("record 1 (line 2), d: ", outcome.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("record 1 (line 2), b: ", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_RecordsThatMaskingLeftOut_ArePassedOver()
    {
        var original = await FileAsync("original.csv", "单号,姓名\n1,张三\n2,李\"四\n13812345678,王五\n4,赵六\n");
        var masked = Path.Combine(_folder, "masked.csv");
        Assert.Equal(ExitCode.SomeFailed, (await Pw.RunAsync("mask", original, "--output", masked)).Code);

        var outcome = await Pw.RunAsync("verify", masked, "--original", original);

        Assert.Equal(ExitCode.Ok, outcome.Code);
        Assert.Matches("not in the output +2\n", outcome.Output);
    }

    [Theory]
    [InlineData("another order", "单号,姓名\n2,李*\n1,张*\n")]
    [InlineData("one more", "单号,姓名\n1,张*\n2,李*\n3,王*\n")]
    public async Task Verify_OtherRecordsThanTheOriginals_AreTold(string label, string masked)
    {
        var original = await FileAsync("original.csv", "单号,姓名\n1,张三\n2,李四\n");

        var outcome = await Pw.RunOnAsync(masked, "verify", "-", "--format", "csv", "--original", original);

        Assert.NotEmpty(label);
        Assert.Equal(ExitCode.SomeFailed, outcome.Code);
        Assert.Contains("error: has no original; ", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_OriginalInAnotherEncoding_IsRead()
    {
        var original = Path.Combine(_folder, "original.csv");
        await File.WriteAllBytesAsync(original, CodePagesEncodingProvider.Instance.GetEncoding("gb18030")!.GetBytes(Originals));

        var outcome = await Pw.RunOnAsync("单号,收件人,电话\n1,张*,138******78\n2,李**,139******78\n", "verify", "-", "--format", "csv", "--original", original, "--original-encoding", "gb18030");

        Assert.Equal(ExitCode.Ok, outcome.Code);
    }

    [Theory]
    [InlineData("results alone", false)]
    [InlineData("results and waybills", true)]
    public async Task Verify_ResultsOfSampleWaybills_NeedNoMapping(string label, bool hasOriginal)
    {
        var waybills = RepositoryFiles.Path("seeds/waybills.jsonl");
        var results = Path.Combine(_folder, "results.jsonl");
        Assert.Equal(ExitCode.Ok, (await Pw.RunAsync("mask", "--waybills", waybills, "--output", results)).Code);

        var outcome = await Pw.RunAsync(["verify", results, "--json", "--show", "0", .. hasOriginal ? ["--original", waybills] : (string[])[]]);

        Assert.NotEmpty(label);
        var verdict = JsonDocument.Parse(outcome.Bytes).RootElement;
        Assert.Equal(File.ReadLines(waybills).Count(), verdict.GetProperty("records").GetInt64());
        Assert.Equal(0, verdict.GetProperty("unusable").GetInt64());
        Assert.Equal(0, verdict.GetProperty("not_in_output").GetInt64());
        var fields = verdict.GetProperty("fields").EnumerateArray().ToDictionary(f => f.GetProperty("field").GetString()!, f => (Checked: f.GetProperty("checked").GetInt64(), Share: f.GetProperty("share").GetDouble()));
        foreach (var field in (string[])["sender name", "sender phone", "recipient name", "recipient phone"])
        {
            Assert.InRange(fields[field].Checked, 2000, 3000);
            Assert.Equal(1, fields[field].Share);
        }
        Assert.InRange(verdict.GetProperty("candidates").GetProperty("median").GetInt64(), 1_000_000, 1_000_000);
    }

    [Fact]
    public async Task Verify_Json_TellsViolationsWithoutValues()
    {
        var outcome = await Pw.RunOnAsync("""{"name":"张三","phone":"138****5678"}""", "verify", "-", "--format", "jsonl", "--json", "--show", "1");

        var verdict = JsonDocument.Parse(outcome.Bytes).RootElement;
        Assert.False(verdict.GetProperty("holds").GetBoolean());
        var shown = Assert.Single(verdict.GetProperty("shown").EnumerateArray());
        Assert.Equal(("name", 1L), (shown.GetProperty("field").GetString(), shown.GetProperty("record").GetInt64()));
        Assert.Equal("NameNotHidden", Assert.Single(shown.GetProperty("violations").EnumerateArray()).GetString());
        Assert.Equal(10_000, verdict.GetProperty("candidates").GetProperty("minimum").GetInt64());
        Assert.DoesNotContain("张三", outcome.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.SomeFailed, outcome.Code);
    }

    [Theory]
    [InlineData("unknown column", "姓名,微信\n张*,x\n", "", ExitCode.Usage, "neither mapped nor recognised: 微信")]
    [InlineData("unknown column checked as a remark", "姓名,微信\n张*,13812345678\n", "--others mask", ExitCode.SomeFailed, "")]
    [InlineData("unknown column not looked at", "姓名,微信\n张*,13812345678\n", "--others keep", ExitCode.Ok, "")]
    [InlineData("nothing to check", "单号\n1\n", "", ExitCode.SomeFailed, "")]
    [InlineData("no records", "姓名\n", "", ExitCode.Ok, "")]
    [InlineData("a broken record", "姓名,电话\n张*,\"1\"2\n", "", ExitCode.SomeFailed, "record 1 (line 2): error: text stands behind a closing quote")]
    [InlineData("originals twice", "姓名\n张*\n", "--map original.name=姓名 --original x.csv", ExitCode.Usage, "not both")]
    [InlineData("fewer than none", "姓名\n张*\n", "--show -1", ExitCode.Usage, "--show: must be 0 or more")]
    [InlineData("no such original", "姓名\n张*\n", "--original none.csv", ExitCode.Usage, "none.csv")]
    public async Task Verify_ExitCode_SaysHowItWent(string label, string input, string options, int code, string message)
    {
        var outcome = await Pw.RunOnAsync(input, ["verify", "-", "--format", "csv", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.NotEmpty(label);
        Assert.Equal(code, outcome.Code);
        Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mask_MapOfOriginals_IsForVerifyAlone()
    {
        var outcome = await Pw.RunOnAsync("a\n张三\n", "mask", "-", "--format", "csv", "--map", "original.name=a");

        Assert.Equal(ExitCode.Usage, outcome.Code);
        Assert.Empty(outcome.Output);
    }

    private async Task<string> FileAsync(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        await File.WriteAllTextAsync(path, text);
        return path;
    }
}
