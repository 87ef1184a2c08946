using System.Text;
using CsCheck;

namespace PrivacyWaybill.Cli.Tests.Lines;

public sealed class FieldLinesTests
{
    public static TheoryData<string, bool> Kinds() => new(GoldenRow.All().Select(row => (row.Field, row.Virtual)).Distinct().Select(k => new TheoryDataRow<string, bool>(k.Field, k.Virtual)));

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Mask_WorkedExamples_RendersExactly(string field, bool isVirtual)
    {
        var rows = GoldenRow.All().Where(row => row.Field == field && row.Virtual == isVirtual).ToArray();

        var outcome = await Pw.RunOnAsync(
            string.Concat(rows.Select(row => GoldenRow.Escape(row.Input) + "\n")), ["mask", "--field", field, .. isVirtual ? ["--virtual"] : (string[])[]]);

        Assert.NotEmpty(rows);
        Assert.Equal(rows.Select(row => $"{row.Id} {GoldenRow.Escape(row.Expected)}"), rows.Zip(outcome.Lines, (row, line) => $"{row.Id} {line}"));
        Assert.Equal(rows.Length, outcome.Lines.Length);
        Assert.Empty(outcome.Error);
        Assert.Equal(ExitCode.Ok, outcome.Code);
    }

    [Theory]
    [InlineData("nothing", "", "")]
    [InlineData("one line", "13812345678\n", "138******78\n")]
    [InlineData("no final newline", "13812345678", "138******78")]
    [InlineData("an empty value", "\n", "\n")]
    [InlineData("empty values between", "13812345678\n\n\n13987654321\n", "138******78\n\n\n139******21\n")]
    [InlineData("CRLF is the line's ending", "13812345678\r\n\r\n13987654321", "138******78\r\n\r\n139******21")]
    [InlineData("newlines inside a value", "138\\n1234\\n5678\n", "138\\n****\\n**78\n")]
    [InlineData("a backslash", "\\\\13812345678\n", "\\\\138******78\n")]
    [InlineData("a backslash, then an n", "\\\\n13812345678\n", "\\\\n138******78\n")]
    [InlineData("a backslash that begins no escape", "\\x13812345678\n", "\\\\x138******78\n")]
    [InlineData("a backslash at the end", "13812345678\\\n", "138******78\\\\\n")]
    public async Task Mask_FramingOfLines_IsKept(string label, string input, string expected)
    {
        var outcome = await Pw.RunOnAsync(input, "mask", "--field", "remark");

        Assert.NotEmpty(label);
        Assert.Equal(expected, outcome.Output);
        Assert.Equal(ExitCode.Ok, outcome.Code);
    }

    [Theory]
    [InlineData("a waybill number", "waybill_no", "SF1385628716739\r\nJT1391234567890\r\n")]
    [InlineData("an empty remark", "remark", "\r\n")]
    public async Task Mask_CarriageReturn_IsNoPartOfTheValue(string label, string field, string lines)
    {
        var outcome = await Pw.RunOnAsync(lines, "mask", "--field", field);

        Assert.NotEmpty(label);
        Assert.Equal(lines, outcome.Output);
        Assert.Equal(ExitCode.Ok, outcome.Code);
    }

    [Fact]
    public async Task Mask_InvalidUtf8_PrintsNothingOfIt()
    {
        byte[] input = [.. "张三\n李"u8, 0xff, 0xfe, .. "secret\n王五\n"u8];

        var outcome = await Pw.RunOnAsync(input, "mask", "--field", "name");

        Assert.Equal("张*\n\n王*\n", outcome.Output);
        Assert.Equal("line 2: error: not valid UTF-8; nothing is printed for it\n", outcome.Error);
        Assert.Equal(ExitCode.SomeFailed, outcome.Code);
    }

    [Fact]
    public async Task Mask_EndlessLine_IsRefusedAndTheNextIsMasked()
    {
        var outcome = await Pw.RunOnAsync($"13812345678\n{new string('5', 3 << 20)}\n13987654321", "mask", "--field", "phone");

        Assert.Equal("138******78\n\n139******21", outcome.Output);
        Assert.Equal("line 2: error: longer than 1048576 bytes; nothing is printed for it\n", outcome.Error);
        Assert.Equal(ExitCode.SomeFailed, outcome.Code);
    }

    [Fact]
    public async Task Mask_LongLine_IsMasked()
    {
        var outcome = await Pw.RunOnAsync($"{new string('好', 100_000)} 13812345678\n", "mask", "--field", "remark");

        Assert.Equal($"{new string('好', 100_000)} 138******78\n", outcome.Output);
    }

    [Theory]
    [InlineData("too short", "SF1", "a waybill number is 8 to 40 ASCII letters, digits or '-'")]
    [InlineData("empty", "", "a waybill number is 8 to 40 ASCII letters, digits or '-'")]
    [InlineData("not ASCII", "SF１３８５６２８７１６７３９", "a waybill number is 8 to 40 ASCII letters, digits or '-'")]
    [InlineData("check digit", "RR473124828GB", "has the form of UPU S10, but a wrong check digit")]
    public async Task Mask_NoWaybillNumber_PrintsNothingOfIt(string label, string number, string fault)
    {
        var outcome = await Pw.RunOnAsync($"{number}\nSF1385628716739\n", "mask", "--field", "waybill_no");

        Assert.NotEmpty(label);
        Assert.Equal("\nSF1385628716739\n", outcome.Output);
        Assert.Equal($"line 1: error: {fault}; nothing is printed for it\n", outcome.Error);
        Assert.Equal(ExitCode.SomeFailed, outcome.Code);
    }

    [Theory]
    [InlineData("as printed on labels", "18412345678-1234", "18412345678-1234", false)]
    [InlineData("a dialler's pauses", "18412345678,,1234", "18412345678,,1234", false)]
    [InlineData("转", "18412345678转1234", "18412345678转1234", false)]
    [InlineData("no extension", "13812345678", "138******78", true)]
    [InlineData("two numbers", "18412345678-1234/13812345678", "184******78-****/138******78", true)]
    public async Task Mask_DeclaredVirtual_IsPrintedWholeOnlyWithTheRightShape(string label, string phone, string expected, bool isWarned)
    {
        var outcome = await Pw.RunOnAsync(phone, "mask", "--field", "phone", "--virtual");

        Assert.NotEmpty(label);
        Assert.Equal(expected, outcome.Output);
        Assert.Equal(isWarned ? "line 1: warning: not a number with an extension, so it is masked like any phone\n" : "", outcome.Error);
        Assert.Equal(ExitCode.Ok, outcome.Code);
    }

    [Theory]
    [InlineData("neither", "mask", "one of FILE, --field and --waybills")]
    [InlineData("both", "mask --field name --waybills -", "one of FILE, --field and --waybills")]
    [InlineData("virtual names", "mask --field name --virtual", "--virtual goes with --field phone")]
    [InlineData("virtual waybills", "mask --waybills - --virtual", "--virtual goes with --field phone")]
    [InlineData("output of lines", "mask --field name --output x", "--output goes with FILE or --waybills")]
    [InlineData("unknown field", "mask --field nose", "'nose'")]
    [InlineData("unknown profile", "mask --field name --profile GB41833", "no such profile; there is gb41833")]
    [InlineData("unknown profile for waybills", "mask --waybills - --profile 3+4", "no such profile; there is gb41833")]
    public async Task Mask_WrongUsage_SaysSo(string label, string arguments, string message)
    {
        var outcome = await Pw.RunOnAsync("张三\n", arguments.Split(' '));

        Assert.NotEmpty(label);
        Assert.Equal(ExitCode.Usage, outcome.Code);
        Assert.Empty(outcome.Output);
        Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mask_KnownProfile_IsAccepted() =>
        Assert.Equal("138******78", (await Pw.RunOnAsync("13812345678", "mask", "--field", "phone", "--profile", "gb41833")).Output);

    [Fact]
    public void Mask_InputInPieces_GivesTheSame() =>
        Gen.Select(Gen.OneOf("13812345678", "", "张三", "\\n", "\\", "\r", "\n", "\r\n", "5号楼1201").List[0, 30], Gen.Int[1, 9]).Sample((parts, piece) =>
        {
            var input = Encoding.UTF8.GetBytes(string.Concat(parts));
            var whole = Pw.RunOnAsync(input, "mask", "--field", "remark").GetAwaiter().GetResult();
            var pieces = Pw.RunOnAsync(new PiecewiseStream(input, piece), null, "mask", "--field", "remark").GetAwaiter().GetResult();
            Assert.Equal(whole.Output, pieces.Output);
            Assert.Equal(input.Count(b => b == '\n'), whole.Bytes.Count(b => b == '\n'));
        }, iter: 300, threads: 1);
}
