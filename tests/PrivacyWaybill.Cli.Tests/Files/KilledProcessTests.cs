using System.Diagnostics;
using System.Text;

namespace PrivacyWaybill.Cli.Tests.Files;

/// <summary>Runs that really are killed or interrupted, on a file that takes them some seconds.</summary>
public sealed class KilledProcessTests : IDisposable
{
    private const int Records = 1_500_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("pw-kill-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("KILL", 137)]
    [InlineData("INT", ExitCode.Interrupted)]
    public async Task Resume_AfterASignal_GivesTheSameBytes(string signal, int code)
    {
        if (OperatingSystem.IsWindows()) return;
        var input = Path.Combine(_folder, "in.csv");
        var output = Path.Combine(_folder, "out.csv");
        var expected = new StringBuilder("单号,姓名,电话\n");
        for (var i = 0; i < Records; i++) expected.Append(i).Append(",张三,13812345678\n");
        await File.WriteAllTextAsync(input, expected.ToString());
        expected.Replace("张三,13812345678", "张*,138******78");

        using (var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "pw.dll"), "mask", input, "--output", output]) { RedirectStandardError = true })!)
        {
            while (!File.Exists(output + ".checkpoint") && !process.HasExited) await Task.Delay(1);
            using (var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"])) await kill.WaitForExitAsync();
            await process.WaitForExitAsync().WaitAsync(Pw.Patience);
            Assert.Equal(code, process.ExitCode);
        }
        Assert.False(File.Exists(output));
        var outcome = await Pw.RunAsync("mask", input, "--output", output, "--resume");

        Assert.Equal(ExitCode.Ok, outcome.Code);
        Assert.DoesNotContain("nothing to resume", outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(FormattableString.Invariant($"{Records:N0} records"), outcome.Error, StringComparison.Ordinal);
        Assert.Equal(expected.ToString(), await File.ReadAllTextAsync(output));
    }
}
