using System.Collections.Concurrent;
using System.Diagnostics;
using PrivacyWaybill.Testing;

namespace PrivacyWaybill.EndToEnd.Tests.Support;

/// <summary>A program as a process of its own, with everything it prints. Gone when disposed.</summary>
public sealed class ProgramRun : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new(), _errors = new();
    private bool _isDisposed;

    private ProgramRun(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, e) => Keep(_output, e.Data);
        process.ErrorDataReceived += (_, e) => Keep(_errors, e.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Output => string.Join('\n', _output);

    public string Errors => string.Join('\n', _errors);

    /// <summary>Starts one of the solution's programs, <c>project</c> or <c>project/assembly</c>, as it was built beside this test.</summary>
    public static ProgramRun Dotnet(string program, params IEnumerable<string> arguments)
    {
        // The folder above is the configuration's, as in the program's own path.
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var names = program.Split('/');
        return Start("dotnet", [RepositoryFiles.Path($"src/{names[0]}/bin/{configuration}/net10.0/{names[^1]}.dll"), .. arguments]);
    }

    public static ProgramRun Start(string program, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        return new ProgramRun(Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start"));
    }

    /// <summary>Runs one of the solution's programs to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> ToEndAsync(string program, params IEnumerable<string> arguments)
    {
        await using var run = Dotnet(program, arguments);
        run._process.StandardInput.Close();
        return (await run.ExitAsync(), run.Output, run.Errors);
    }

    /// <summary>Waits for a line of output that begins so, and returns the rest of it.</summary>
    public async Task<string> LineAsync(string beginning)
    {
        string? line = null;
        await Eventually.HoldsAsync(() => (line = _output.FirstOrDefault(l => l.StartsWith(beginning, StringComparison.Ordinal))) is not null || _process.HasExited,
            $"a line '{beginning}…'");
        return line is not null ? line[beginning.Length..] : throw new InvalidOperationException($"ended with {_process.ExitCode}: {Output}{Errors}");
    }

    /// <summary>SIGTERM.</summary>
    public async Task TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Waits for its end and returns the exit code.</summary>
    public async Task<int> ExitAsync()
    {
        using var deadline = new CancellationTokenSource(Deadline);
        await _process.WaitForExitAsync(deadline.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static void Keep(ConcurrentQueue<string> lines, string? line)
    {
        if (line is not null) lines.Enqueue(line);
    }
}
