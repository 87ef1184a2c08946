using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace PrivacyWaybill.LoadTest.Reporting;

/// <summary>The machine that the load test ran on; servers and Redis too, if it started them.</summary>
/// <param name="Processors">Logical processors.</param>
/// <param name="Processor">Name of the processor.</param>
/// <param name="MemoryGigabytes">10^9 bytes.</param>
/// <param name="System">Operating system.</param>
/// <param name="Runtime">.NET.</param>
/// <param name="Redis">Version and allocator of the <c>redis-server</c> in the path, or null if none was started.</param>
internal sealed record MachineReport(int Processors, string Processor, double MemoryGigabytes, string System, string Runtime, string? Redis)
{
    /// <summary>This one.</summary>
    /// <param name="ofRedis">Whether runs started the <c>redis-server</c> in the path.</param>
    public static MachineReport Here(bool ofRedis) => new(
        Environment.ProcessorCount, ProcessorName(), GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9, RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription, ofRedis ? RedisVersion() : null);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant(
        $"{Processors} processors ({Processor}), {MemoryGigabytes:N0} GB, {System}, {Runtime}{(Redis is null ? "" : ", " + Redis)}");

    private static string ProcessorName()
    {
        const string file = "/proc/cpuinfo";
        var line = File.Exists(file) ? File.ReadLines(file).FirstOrDefault(static l => l.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line is null ? RuntimeInformation.ProcessArchitecture.ToString() : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }

    /// <summary>Of <c>Redis server v=7.0.15 sha=00000000:0 malloc=jemalloc-5.3.0 bits=64 …</c> the version and the allocator.</summary>
    private static string? RedisVersion()
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("redis-server", "--version") { RedirectStandardOutput = true });
            var words = process?.StandardOutput.ReadToEnd().Split(' ') ?? [];
            return $"Redis {Value("v=")}, {Value("malloc=")}";

            string Value(string name) => words.FirstOrDefault(w => w.StartsWith(name, StringComparison.Ordinal))?[name.Length..] ?? "?";
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
