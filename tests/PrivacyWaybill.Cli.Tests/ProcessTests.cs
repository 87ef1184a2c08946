using System.Diagnostics;
using System.Text;

namespace PrivacyWaybill.Cli.Tests;

/// <summary>What only a process of its own can show: its streams, its exit code, and its manners in a pipe.</summary>
public sealed class ProcessTests : IDisposable
{
    private readonly List<Process> _started = [];

    public void Dispose()
    {
        foreach (var process in _started)
        {
            process.Kill();
            process.Dispose();
        }
    }

    [Fact]
    public async Task Process_GoldenRows_MasksLineForLine()
    {
        var rows = Lines.GoldenRow.All().Where(row => row is { Field: "address", Virtual: false }).ToArray();
        var process = Start("mask", "--field", "address");
        var output = process.StandardOutput.ReadToEndAsync();
        foreach (var row in rows) process.StandardInput.Write(Lines.GoldenRow.Escape(row.Input) + "\n");
        process.StandardInput.Close();

        Assert.Equal(string.Concat(rows.Select(row => Lines.GoldenRow.Escape(row.Expected) + "\n")), await output.WaitAsync(Pw.Patience));
        await process.WaitForExitAsync().WaitAsync(Pw.Patience);
        Assert.Equal(ExitCode.Ok, process.ExitCode);
    }

    [Fact]
    public async Task Process_InputStaysOpen_AnswersEachLineAtOnce()
    {
        var process = Start("mask", "--field", "phone");
        string?[] answers = ["", ""];
        for (var i = 0; i < answers.Length; i++)
        {
            // The next line is sent only after this one was answered: a held back answer would hang here.
            await process.StandardInput.WriteAsync("13812345678\n");
            await process.StandardInput.FlushAsync();
            answers[i] = await process.StandardOutput.ReadLineAsync().WaitAsync(Pw.Patience);
        }
        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(Pw.Patience);

        Assert.Equal(["138******78", "138******78"], answers);
    }

    [Fact]
    public async Task Process_Interrupted_StopsWithTheSignalsCode()
    {
        if (OperatingSystem.IsWindows()) return;
        var process = Start("mask", "--field", "phone");
        await process.StandardInput.WriteAsync("13812345678\n");
        await process.StandardInput.FlushAsync();
        Assert.Equal("138******78", await process.StandardOutput.ReadLineAsync().WaitAsync(Pw.Patience));
        using (var kill = Process.Start("kill", ["-INT", $"{process.Id}"])) await kill.WaitForExitAsync();
        await process.WaitForExitAsync().WaitAsync(Pw.Patience);

        Assert.Equal(ExitCode.Interrupted, process.ExitCode);
        Assert.Empty(await process.StandardError.ReadToEndAsync().WaitAsync(Pw.Patience));
    }

    private Process Start(params string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "pw.dll"), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = Encoding.UTF8,
        })!;
        _started.Add(process);
        return process;
    }
}
