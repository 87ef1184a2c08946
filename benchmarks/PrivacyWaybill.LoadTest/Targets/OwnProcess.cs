using System.Diagnostics;

namespace PrivacyWaybill.LoadTest.Targets;

/// <summary>A process that a run starts in a folder of the run's and kills at its end.</summary>
internal sealed class OwnProcess : IDisposable
{
    // Ctrl+C is for the load test alone, which ends its processes once it has taken their last figures. Not by a session of their own:
    // Linux then shares the processors out by sessions, and what is measured becomes something else.
    private static readonly string[] s_undisturbed = OperatingSystem.IsLinux() ? ["env", "--block-signal=INT"] : [];

    private OwnProcess(Process process) => Process = process;

    public Process Process { get; }

    /// <summary>Starts a program.</summary>
    /// <param name="program">Its name.</param>
    /// <param name="folder">Where it works.</param>
    /// <param name="arguments">Its command line.</param>
    /// <param name="environment">What it finds in its environment beside our own.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">There is no such program; on Linux it ends at once instead, having said so.</exception>
    public static OwnProcess Start(string program, string folder, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        string[] command = [.. s_undisturbed, program, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..]) { WorkingDirectory = folder, RedirectStandardOutput = true };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        return new OwnProcess(Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start"));
    }

    /// <summary>Waits for the address that a server writes when it listens.</summary>
    /// <exception cref="InvalidOperationException">It ended without.</exception>
    public async Task<Uri> ReadAddressAsync()
    {
        while (await Process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (!line.StartsWith("listening on ", StringComparison.Ordinal)) continue;
            DrainOutput();
            return new Uri(line["listening on ".Length..]);
        }
        throw new InvalidOperationException("the server did not start; what it says is above");
    }

    /// <summary>Lets go of what the process writes, so that it never waits for a reader.</summary>
    public void DrainOutput() => _ = Process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);

    public void Dispose()
    {
        Process.Kill();
        Process.WaitForExit();
        // A runtime that is killed leaves what it could have been asked through.
        foreach (var pattern in (string[])[$"dotnet-diagnostic-{Process.Id}-*", $"clr-debug-pipe-{Process.Id}-*"])
            foreach (var file in Directory.EnumerateFiles(Path.GetTempPath(), pattern)) File.Delete(file);
        Process.Dispose();
    }
}
