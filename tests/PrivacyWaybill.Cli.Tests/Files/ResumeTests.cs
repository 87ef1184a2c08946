using System.Text;
using CsCheck;
using PrivacyWaybill.Cli.Files;
using PrivacyWaybill.Cli.Records;
using PrivacyWaybill.Masking;

namespace PrivacyWaybill.Cli.Tests.Files;

public sealed class ResumeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pw-resume-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Records of all kinds: plain, over several lines, unusable, empty lines between.</summary>
    private static readonly Gen<string> s_csv = Gen.OneOf(
        "1,张三,13812345678\n", "2,\"李\n四\",13912345678\r\n", "\n", "4,王五\n", "5,\"赵\"六,1\n", "13812345678,孙七,1\n", "6,周八,\"\"\n");

    private static readonly Gen<string> s_json = Gen.OneOf(
        "{\"id\":1,\"name\":\"张三\"}\n", "{\"phone\":13812345678}\r\n", "\n", "{\n", "{\"id\":\"13812345678\"}\n", "{\"wechat\":\"x\"}\n", "{\"x\":null}\n");

    public static TheoryData<string> Formats() => ["CSV", "CSV in GB18030", "JSON Lines"];

    private string Input => Path.Combine(_folder, "in.csv");

    private string Output => Path.Combine(_folder, "out.csv");

    /// <summary>
    /// A killed run leaves a checkpoint that is older than its output, and an output that may be torn anywhere behind
    /// that. Here runs die at a random error message, at every start again, until one comes through.
    /// </summary>
    [Theory]
    [MemberData(nameof(Formats))]
    public void Resume_KilledAnywhereAnyTimes_GivesTheSameBytes(string format)
    {
        var mapping = new ColumnMapping([], OtherColumns.Refuse);
        var (layout, head, encoding) = format switch
        {
            "CSV" => (new RecordLayout(RecordFormat.Csv, mapping), "单号,姓名,电话\n", Encoding.UTF8),
            "JSON Lines" => (new RecordLayout(RecordFormat.JsonLines, mapping), "{\"name\":\"张三\"}\n", Encoding.UTF8),
            _ => (new RecordLayout(RecordFormat.Csv, mapping) { Encoding = SourceEncoding.Gb18030 }, "单号,姓名,电话\n", CodePagesEncodingProvider.Instance.GetEncoding("gb18030")!),
        };
        var record = layout.Format == RecordFormat.Csv ? s_csv : s_json;
        Gen.Select(record.List[5, 60], Gen.Int[1, 300], Gen.Int[1, 4], Gen.Int[0, 50], Gen.Bool).Sample((records, every, deaths, torn, isCancelled) =>
        {
            File.WriteAllText(Input, head + string.Concat(records), encoding);
            var whole = Path.Combine(_folder, "whole.csv");
            var expected = Run(layout, whole, every, isResumed: false, new Death(int.MaxValue, null));

            for (var isResumed = false; ; isResumed = true)
            {
                using var cancel = new CancellationTokenSource();
                var death = new Death(deaths, isCancelled ? cancel : null);
                try
                {
                    Assert.Equal(expected, Run(layout, Output, every, isResumed, death, cancel.Token));
                    break;
                }
                catch (Exception e) when (e is DiedException or OperationCanceledException)
                {
                    Assert.False(File.Exists(Output));
                    File.AppendAllText(PartialFile.PartialOf(Output), new string('x', torn));
                    // A death at the same record for ever would be no test of resuming.
                    deaths++;
                }
            }

            Assert.Equal(File.ReadAllBytes(whole), File.ReadAllBytes(Output));
            Assert.False(File.Exists(PartialFile.PartialOf(Output)) || File.Exists(PartialFile.CheckpointOf(Output)));
            File.Delete(Output);
        }, iter: 100, threads: 1);
    }

    [Theory]
    [InlineData("another mapping", "--map keep=姓名", "other options")]
    [InlineData("another profile of columns", "--others keep", "other options")]
    [InlineData("another delimiter", "--delimiter ;", "other options")]
    [InlineData("another encoding", "--encoding gb18030", "other options")]
    [InlineData("input grown", "", "the input has changed")]
    [InlineData("input changed", "", "the input has changed")]
    [InlineData("output gone", "", "is missing or shorter")]
    [InlineData("checkpoint damaged", "", "is damaged")]
    public async Task Resume_AnotherRun_IsRefused(string label, string options, string message)
    {
        await StopAsync();
        if (label == "input grown") await File.AppendAllTextAsync(Input, "3,x,1\n");
        if (label == "input changed") await File.WriteAllTextAsync(Input, (await File.ReadAllTextAsync(Input)).Replace("张三", "张四", StringComparison.Ordinal));
        if (label == "output gone") File.Delete(PartialFile.PartialOf(Output));
        if (label == "checkpoint damaged") await File.WriteAllTextAsync(PartialFile.CheckpointOf(Output), "{");

        var outcome = await Pw.RunAsync(["mask", Input, "--output", Output, "--resume", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.Equal(ExitCode.Usage, outcome.Code);
        Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Output));
    }

    [Fact]
    public async Task Resume_StoppedOnAnError_GoesOnBehindIt()
    {
        await StopAsync();

        var outcome = await Pw.RunAsync("mask", Input, "--output", Output, "--resume", "--on-error", "skip");

        Assert.Equal("单号,姓名,电话\n1,张*,138******78\n3,王*,139******78\n", await File.ReadAllTextAsync(Output));
        Assert.Contains("record 2 (line 3): error", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.SomeFailed, outcome.Code);
        Assert.Equal([Input, Output], Directory.EnumerateFiles(_folder).Order());
    }

    [Fact]
    public async Task Resume_NothingThere_BeginsAtTheBeginning()
    {
        await File.WriteAllTextAsync(Input, "姓名\n张三\n");

        var outcome = await Pw.RunAsync("mask", Input, "--output", Output, "--resume");

        Assert.Equal("姓名\n张*\n", await File.ReadAllTextAsync(Output));
        Assert.Contains("nothing to resume", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Ok, outcome.Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".partial")]
    [InlineData(".checkpoint")]
    public async Task Mask_OutputThatWouldOverwriteTheInput_IsRefused(string suffix)
    {
        await File.WriteAllTextAsync(Output + suffix, "姓名\n张三\n");

        var outcome = await Pw.RunAsync("mask", Output + suffix, "--output", Output, "--format", "csv");

        Assert.Equal(ExitCode.Usage, outcome.Code);
        Assert.Equal("姓名\n张三\n", await File.ReadAllTextAsync(Output + suffix));
    }

    [Fact]
    public async Task Mask_RefusedFile_LeavesAnEarlierOutputAlone()
    {
        await File.WriteAllTextAsync(Input, "姓名,微信\n张三,x\n");
        await File.WriteAllTextAsync(Output, "earlier");

        Assert.Equal(ExitCode.Usage, (await Pw.RunAsync("mask", Input, "--output", Output)).Code);
        Assert.Equal("earlier", await File.ReadAllTextAsync(Output));
    }

    private async Task StopAsync()
    {
        await File.WriteAllTextAsync(Input, "单号,姓名,电话\n1,张三,13812345678\n2,李四\n3,王五,13912345678\n");
        var outcome = await Pw.RunAsync("mask", Input, "--output", Output, "--on-error", "stop");
        Assert.Equal(ExitCode.SomeFailed, outcome.Code);
        Assert.Contains("--resume --on-error skip", outcome.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Output));
    }

    private int Run(RecordLayout layout, string output, int checkpointBytes, bool isResumed, Death death, CancellationToken cancel = default) =>
        new FileMasking(new Shell(Stream.Null, Stream.Null, death), layout, ProfileSet.BuiltIn, MaskingProfile.Gb41833) { CheckpointBytes = checkpointBytes }
            .RunAsync(Input, output, isResumed, cancel).GetAwaiter().GetResult();

    private sealed class DiedException : Exception;

    /// <summary>Standard error, on which a run dies, or is stopped, at one of its messages about records.</summary>
    private sealed class Death(int after, CancellationTokenSource? cancel) : StringWriter
    {
        private int _left = after;

        public override Encoding Encoding => Encoding.UTF8;

        public override void WriteLine(string? value)
        {
            if (value?.StartsWith("record ", StringComparison.Ordinal) != true || --_left > 0) return;
            if (cancel is null) throw new DiedException();
            cancel.Cancel();
        }
    }
}
