using System.Text.Json;
using PrivacyWaybill.Testing;

namespace PrivacyWaybill.Cli.Tests.Waybills;

public sealed class OfflineMaskingTests : IDisposable
{
    private const string Waybill = """
        {"object_id":"a-1","waybill_no":"SF1385628716739","sender":{"company":"腾讯科技有限公司"},"recipient":{"name":"张三","mobile":"13812345678","address":{"text":"深圳市龙岗区雅豪苑6栋3单元301号"}}}
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("pw-mask-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Mask_OneWaybill_IsMaskedByAllRules()
    {
        var outcome = await Pw.RunOnAsync(Waybill, "mask", "--waybills", "-");

        var result = JsonDocument.Parse(Assert.Single(outcome.Lines)).RootElement;
        var recipient = result.GetProperty("recipient");
        Assert.Equal("a-1", result.GetProperty("object_id").GetString());
        Assert.Equal("ITEM_CODE_OK", result.GetProperty("status").GetProperty("code").GetString());
        Assert.Equal("张*", recipient.GetProperty("name").GetString());
        Assert.Equal("138******78", recipient.GetProperty("mobile").GetString());
        Assert.Equal("深圳市龙岗区雅豪苑6栋***", recipient.GetProperty("address").GetProperty("text").GetString());
        Assert.Equal("gb41833", result.GetProperty("profile").GetString());
        Assert.Empty(outcome.Error);
        Assert.Equal(ExitCode.Ok, outcome.Code);
    }

    [Fact]
    public async Task Mask_Seeds_GivesOneResultALineInOrder()
    {
        var seeds = RepositoryFiles.Path("seeds/waybills.jsonl");
        var output = Path.Combine(_folder, "masked.jsonl");

        var outcome = await Pw.RunAsync("mask", "--waybills", seeds, "--output", output);

        Assert.Equal("", outcome.Error);
        Assert.Equal(ExitCode.Ok, outcome.Code);
        Assert.Empty(outcome.Output);
        Assert.Equal(File.ReadLines(seeds).Select(IdOf), File.ReadLines(output).Select(IdOf));
    }

    [Fact]
    public async Task Mask_BrokenLines_AreAnsweredInTheirPlaces()
    {
        string[] lines =
        [
            Waybill, "", "{", "null", "[]", "\"张三 13812345678\"", "{\"nonsense\":\"13812345678\"}", "{\"waybill_no\":[]}",
            "{\"object_id\":\"\\ud800\"}", Waybill + Waybill, "{\"object_id\":\"x\",\"shipment_epoch\":-1}", new string('{', 5000), Waybill,
        ];

        var outcome = await Pw.RunOnAsync(string.Join('\n', lines), "mask", "--waybills", "-");

        Assert.Equal(lines.Length, outcome.Lines.Length);
        Assert.All(outcome.Lines[1..^1], line => Assert.Equal("ITEM_CODE_INVALID_FORMAT", CodeOf(line)));
        Assert.Equal(("ITEM_CODE_OK", "ITEM_CODE_OK"), (CodeOf(outcome.Lines[0]), CodeOf(outcome.Lines[^1])));
        Assert.Equal(ExitCode.SomeFailed, outcome.Code);
        Assert.DoesNotContain("13812345678", outcome.Output + outcome.Error, StringComparison.Ordinal);
        Assert.Equal("11 of 13 waybills were not masked:\n        2 OK\n       11 INVALID_FORMAT\n", outcome.Error);
    }

    [Fact]
    public async Task Mask_InvalidUtf8OrEndlessLine_IsAnsweredInItsPlace()
    {
        byte[] input = [.. "{\"object_id\":\""u8, 0xff, .. "\"}\n"u8, .. new byte[2 << 20], (byte)'\n'];

        var outcome = await Pw.RunOnAsync(input, "mask", "--waybills", "-");

        Assert.Equal(["the line is not valid UTF-8", "the line is longer than 1048576 bytes"],
            outcome.Lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("status").GetProperty("remedy").GetString()));
    }

    [Fact]
    public async Task Mask_WaybillOutOfLine_IsAnsweredByTheEngine()
    {
        var outcome = await Pw.RunOnAsync("""{"object_id":"a-1","waybill_no":"SF1","sender":{"name":"张三"},"recipient":{"name":"李四"}}""", "mask", "--waybills", "-");

        var status = JsonDocument.Parse(Assert.Single(outcome.Lines)).RootElement.GetProperty("status");
        Assert.Equal("waybill_no", status.GetProperty("field").GetString());
        Assert.Equal(ExitCode.SomeFailed, outcome.Code);
    }

    [Fact]
    public async Task Mask_LargeFields_AreCutIntoRequestsWithinTheLimit()
    {
        // 200 waybills of 0.1 MB are 20 MB: in one request they would be refused together.
        var large = "{\"object_id\":\"x\",\"remark\":\"" + new string('a', 100_000) + "\"}\n";

        var outcome = await Pw.RunOnAsync(string.Concat(Enumerable.Repeat(large, 200)), "mask", "--waybills", "-");

        Assert.Equal(200, outcome.Lines.Length);
        Assert.All(outcome.Lines, line => Assert.Equal("ITEM_CODE_FIELD_TOO_LONG", CodeOf(line)));
    }

    [Fact]
    public async Task Mask_OnATerminal_DrawsOnStandardErrorAlone()
    {
        var input = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Waybill));
        var outcome = await Pw.RunOnAsync(input, (output, error) => new Shell(input, output, error) { IsErrorTerminal = true }, "mask", "--waybills", "-");

        Assert.Equal("ITEM_CODE_OK", CodeOf(Assert.Single(outcome.Lines)));
    }

    [Theory]
    [InlineData("missing input", "none.jsonl", "out.jsonl")]
    [InlineData("output in no folder", "in.jsonl", "none/out.jsonl")]
    [InlineData("output is the input", "in.jsonl", "../{0}/in.jsonl")]
    public async Task Mask_UnusableFile_SaysSoAndSparesTheInput(string label, string input, string output)
    {
        var file = Path.Combine(_folder, "in.jsonl");
        await File.WriteAllTextAsync(file, Waybill);

        var outcome = await Pw.RunAsync("mask", "--waybills", Path.Combine(_folder, input), "--output",
            Path.Combine(_folder, output.Replace("{0}", Path.GetFileName(_folder), StringComparison.Ordinal)));

        Assert.NotEmpty(label);
        Assert.Equal(ExitCode.Usage, outcome.Code);
        Assert.StartsWith("error: ", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(Waybill, await File.ReadAllTextAsync(file));
    }

    private static string? IdOf(string line) => JsonDocument.Parse(line).RootElement.GetProperty("object_id").GetString();

    private static string? CodeOf(string line) => JsonDocument.Parse(line).RootElement.GetProperty("status").GetProperty("code").GetString();
}
