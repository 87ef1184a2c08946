using System.Text;
using CsCheck;
using PrivacyWaybill.Cli.Records;

namespace PrivacyWaybill.Cli.Tests.Files;

public sealed class CsvMaskingTests
{
    [Theory]
    [InlineData("recognised by name", "单号,收件人,电话,地址,备注\nA1,张三,13812345678,雅豪苑6栋3单元301号,电话13912345678\n", "",
        "单号,收件人,电话,地址,备注\nA1,张*,138******78,雅豪苑6栋***,电话139******78\n")]
    [InlineData("mapped", "a,b,c\n张三,13812345678,x\n", "--map name=a,phone=b,keep=c", "a,b,c\n张*,138******78,x\n")]
    [InlineData("mapped twice", "a,b,c\n张三,13812345678,13912345678\n", "--map name=a,phone=b --map sender.phone=c", "a,b,c\n张*,138******78,139******78\n")]
    [InlineData("a map weighs more than a name", "姓名,电话\n张三,13812345678\n", "--map keep=姓名", "姓名,电话\n张三,138******78\n")]
    [InlineData("others kept", "姓名,x\n张三,y\n", "--others keep", "姓名,x\n张*,y\n")]
    [InlineData("others masked as remarks", "姓名,x\n张三,电话13812345678\n", "--others mask", "姓名,x\n张*,电话138******78\n")]
    [InlineData("others dropped", "姓名,x,电话,y\n张三,1,13812345678,2\n", "--others drop", "姓名,电话\n张*,138******78\n")]
    [InlineData("the first dropped", "x,y,姓名\n1,2,张三\n", "--others drop", "姓名\n张*\n")]
    [InlineData("dropped by map", "姓名,电话\n张三,13812345678\n", "--map drop=电话", "姓名\n张*\n")]
    [InlineData("no header", "张三,13812345678,x\n", "--no-header --map name=1,phone=2,keep=3", "张*,138******78,x\n")]
    [InlineData("quotes", "姓名,备注\n\"张三\",\"13812345678,\"\"急\"\"\"\n", "", "姓名,备注\n\"张*\",\"138******78,\"\"急\"\"\"\n")]
    [InlineData("line breaks inside", "姓名,备注\n张三,\"a\r\n13812345678\n\"\n李四,\n", "", "姓名,备注\n张*,\"a\r\n138******78\n\"\n李*,\n")]
    [InlineData("quotes of kept columns stay", "单号,姓名\n\"0012\",张三\n", "", "单号,姓名\n\"0012\",张*\n")]
    [InlineData("line endings stay", "姓名\r\n张三\r\n李四", "", "姓名\r\n张*\r\n李*")]
    [InlineData("byte order mark", "\uFEFF姓名\n张三\n", "", "姓名\n张*\n")]
    [InlineData("empty lines are none", "姓名,电话\n\n张三,13812345678\n\n", "", "姓名,电话\n张*,138******78\n")]
    [InlineData("semicolons", "姓名;电话\n张三;13812345678\n", "--delimiter ;", "姓名;电话\n张*;138******78\n")]
    [InlineData("tabs", "姓名\t电话\n张三\t13812345678\n", "--delimiter tab", "姓名\t电话\n张*\t138******78\n")]
    [InlineData("a header alone", "姓名,电话\n", "", "姓名,电话\n")]
    [InlineData("nothing", "", "", "")]
    [InlineData("spaces in the header", " 姓名 ,电话\n张三,13812345678\n", "", " 姓名 ,电话\n张*,138******78\n")]
    [InlineData("a name twice", "电话,电话\n13812345678,13912345678\n", "--map phone=电话", "电话,电话\n138******78,139******78\n")]
    public async Task Mask_Csv_MasksColumnsAndKeepsTheRest(string label, string input, string options, string expected)
    {
        var outcome = await MaskAsync(input, options);

        Assert.NotEmpty(label);
        Assert.Equal(expected, outcome.Output);
        Assert.Equal(ExitCode.Ok, outcome.Code);
    }

    [Theory]
    [InlineData("a stray quote", "姓名,电话\n李\"四,13812345678\n张三,1\n", 1, "a quote stands inside a field without quotes")]
    [InlineData("text behind a quote", "姓名,电话\n\"李四\"李,13812345678\n张三,1\n", 1, "text stands behind a closing quote, and the record takes up 1 lines")]
    [InlineData("a quote that runs on", "姓名,电话\n李四,\"13812345678\n王五,\"x\"\n张三,1\n", 1, "text stands behind a closing quote, and the record takes up 2 lines")]
    [InlineData("too few columns", "姓名,电话\n李四13812345678\n张三,1\n", 1, "1 columns where 2 are expected")]
    [InlineData("too many columns", "姓名,电话\n李四,13812345678,李四\n张三,1\n", 1, "3 columns where 2 are expected")]
    [InlineData("the last quote open", "姓名,电话\n张三,1\n李四,\"13812345678\n", 2, "a quote is not closed before the end of the file")]
    [InlineData("a phone in a kept column", "单号,姓名\n13812345678,李四\n1,张三\n", 1, "单号: kept because of its name, but this value has the form of a phone")]
    public async Task Mask_BrokenRecord_IsToldAndItsNeighboursGoOn(string label, string input, int record, string fault)
    {
        var outcome = await MaskAsync(input, "");

        Assert.NotEmpty(label);
        Assert.Contains("张*", outcome.Output, StringComparison.Ordinal);
        Assert.Equal(2, outcome.Lines.Length);
        Assert.Contains($"\nrecord {record} (line ", outcome.Error, StringComparison.Ordinal);
        Assert.Contains(fault, outcome.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.SomeFailed, outcome.Code);
        NothingOf(outcome, "13812345678", "李四");
    }

    [Fact]
    public async Task Mask_InvalidUtf8_IsToldAndItsNeighboursGoOn()
    {
        byte[] input = [.. "单号,姓名\n1,李四"u8, 0xff, .. "\n2,张三\n\xe5,王五\n"u8];

        var outcome = await Pw.RunOnAsync(input, "mask", "-", "--format", "csv");

        Assert.Equal(3, outcome.Lines.Length);
        Assert.Contains("record 1 (line 2): error: not valid UTF-8", outcome.Error, StringComparison.Ordinal);
        NothingOf(outcome, "李四");
    }

    [Theory]
    [InlineData("unknown column", "姓名,微信\n张三,x\n", "", "neither mapped nor recognised: 微信; map each")]
    [InlineData("hardly a header is not shown", "门店,张三,13812345678\n", "", "neither mapped nor recognised: column 1, column 2, column 3; map each")]
    [InlineData("digits are not shown", "姓名,电话,13812345678\n", "", "recognised: column 3; map each")]
    [InlineData("no header, not mapped", "张三,13812345678\n", "--no-header --map name=1", "recognised: column 2; map each")]
    [InlineData("mapped column missing", "姓名\n张三\n", "--map phone=手机", "--map phone=手机: the header has no such column")]
    [InlineData("number out of range", "张三\n", "--no-header --map name=1,phone=2", "named by its number, 1 to 1")]
    [InlineData("mapped twice", "姓名\n张三\n", "--map name=姓名,keep=姓名", "maps one column twice")]
    [InlineData("nothing left", "x\n张三\n", "--others drop", "would leave no column")]
    [InlineData("no map", "姓名\n张三\n", "--map nose=姓名", "--map: an entry is")]
    [InlineData("broken header", "姓名\"x,y\n张三,z\n", "", "the first record, which tells the columns, is unusable")]
    [InlineData("UTF-16", "\u4E0D", "--encoding utf-16", "utf-16")]
    public async Task Mask_UnclearColumns_AreRefusedBeforeAnythingIsPrinted(string label, string input, string options, string message)
    {
        var outcome = await MaskAsync(input, options);

        Assert.NotEmpty(label);
        Assert.Equal(ExitCode.Usage, outcome.Code);
        Assert.Empty(outcome.Output);
        Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
        NothingOf(outcome, "张三", "13812345678");
    }

    [Theory]
    [InlineData("an option of files alone", "mask --field name --map name=a", "--map goes with FILE")]
    [InlineData("resume without a file", "mask - --format csv --output x --resume", "--resume: only a run from a file to --output")]
    [InlineData("resume without output", "mask x.csv --resume", "--resume: only a run from a file to --output")]
    [InlineData("unknown format", "mask x.txt", "No such file")]
    [InlineData("format not told", "mask -", "--format: the name of the file does not tell")]
    [InlineData("two modes", "mask x.csv --field name", "one of FILE, --field and --waybills")]
    [InlineData("delimiter of JSON", "mask - --format jsonl --delimiter ;", "--no-header and --delimiter go with CSV")]
    public async Task Mask_WrongUsage_SaysSo(string label, string arguments, string message)
    {
        var outcome = await Pw.RunOnAsync("", arguments.Split(' '));

        Assert.NotEmpty(label);
        Assert.Equal(ExitCode.Usage, outcome.Code);
        Assert.Contains(label == "unknown format" ? "--format" : message, outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mask_Utf16_IsRefusedWithARemedy()
    {
        var outcome = await Pw.RunOnAsync([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("姓名\n张三\n")], "mask", "-", "--format", "csv");

        Assert.Equal(ExitCode.Usage, outcome.Code);
        Assert.Contains("iconv -f UTF-16", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mask_Gb18030_GivesUtf8()
    {
        var gb = CodePagesEncodingProvider.Instance.GetEncoding("gb18030")!;
        byte[] input = [.. gb.GetBytes("姓名,电话|x,备注\n张三,13812345678,𠮷\n"), 0xff, 0xff, .. ",2,3\n"u8, .. gb.GetBytes("李四,13912345678,\"a\n丂\"\n")];

        var outcome = await Pw.RunOnAsync(input, "mask", "-", "--format", "csv", "--encoding", "gb18030", "--map", "phone=电话|x");

        Assert.Equal("姓名,电话|x,备注\n张*,138******78,𠮷\n李*,139******78,\"a\n丂\"\n", outcome.Output);
        Assert.Contains("record 2 (line 3): error: not valid GB18030", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.SomeFailed, outcome.Code);
    }

    [Theory]
    [InlineData("in quotes", "\"", "\"")]
    [InlineData("without quotes", "", "")]
    public async Task Mask_RecordOverTheLimit_IsToldAndItsNeighboursGoOn(string label, string open, string close)
    {
        var breaks = open.Length > 0 ? "\n\n" : "";
        var input = $"单号,姓名\n1,张三\n2,{open}李四{new string('x', 3 * RecordFault.LongestRecord)}{breaks}{close}\n3,王五\n4,赵六\n";

        var outcome = await MaskAsync(input, "");

        Assert.NotEmpty(label);
        Assert.Equal("单号,姓名\n1,张*\n3,王*\n4,赵*\n", outcome.Output);
        Assert.Contains("record 2 (line 3): error: longer than 1048576 bytes", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.SomeFailed, outcome.Code);
    }

    [Fact]
    public async Task Mask_StopOnError_StopsThere()
    {
        var outcome = await MaskAsync("姓名,电话\n张三,1\n李四\n王五,2\n", "--on-error stop");

        Assert.Equal("姓名,电话\n张*,*\n", outcome.Output);
        Assert.Equal(ExitCode.SomeFailed, outcome.Code);
    }

    [Fact]
    public async Task Mask_Recognised_IsTold() =>
        Assert.Contains("recognised: 收件人 (recipient name), tel (phone); --map says otherwise", (await MaskAsync("收件人,tel\n", "")).Error, StringComparison.Ordinal);

    [Fact]
    public void Mask_AnyFieldsInPieces_ReplacesPhonesAndNothingElse()
    {
        var field = Gen.OneOf("", "a", "\"", ",", "\n", "\r\n", "\"\"", " 13812345678 ", "x y").List[0, 4].Select(string.Concat);
        Gen.Select(field.Array[3].List[1, 8], Gen.Int[1, 40]).Sample((rows, piece) =>
        {
            // Written apart from the code under test: every field in quotes.
            string Csv(Func<string, string> masked) => "a,b,c\n" + string.Concat(rows.Select(row => $"{Quoted(row[0])},{Quoted(masked(row[1]))},{Quoted(row[2])}\n"));

            var outcome = Pw.RunOnAsync(new Lines.PiecewiseStream(Encoding.UTF8.GetBytes(Csv(static f => f)), piece), null,
                "mask", "-", "--format", "csv", "--map", "keep=a,remark=b,keep=c").GetAwaiter().GetResult();

            Assert.Equal(Csv(static f => f.Replace("13812345678", "138******78", StringComparison.Ordinal)), outcome.Output);
            Assert.Equal(ExitCode.Ok, outcome.Code);
        }, iter: 200, threads: 1);
    }

    private static string Quoted(string field) => $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static Task<Outcome> MaskAsync(string input, string options) =>
        Pw.RunOnAsync(input, ["mask", "-", "--format", "csv", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

    private static void NothingOf(Outcome outcome, params string[] values)
    {
        foreach (var value in values) Assert.DoesNotContain(value, outcome.Output + outcome.Error, StringComparison.Ordinal);
    }
}
