using System.Diagnostics.Tracing;
using Microsoft.Diagnostics.NETCore.Client;
using Microsoft.Diagnostics.Tracing.Etlx;
using Microsoft.Diagnostics.Tracing.Parsers;
using Microsoft.Diagnostics.Tracing.Parsers.Clr;

namespace PrivacyWaybill.Benchmarks.Allocations;

/// <summary>Samples a process's allocations with their stacks, by the runtime's event pipe.</summary>
internal static class AllocationTrace
{
    private const string Ours = "PrivacyWaybill.";

    /// <summary>Samples while the work is done.</summary>
    /// <param name="processId">A process of .NET; this one, too.</param>
    /// <param name="work">How long, or what.</param>
    public static async Task<List<AllocationSample>> SampleAsync(int processId, Func<Task> work)
    {
        var folder = Directory.CreateTempSubdirectory("pw-allocations-");
        try
        {
            var trace = Path.Combine(folder.FullName, "run.nettrace");
            await RecordAsync(processId, trace, work);
            using var log = new TraceLog(TraceLog.CreateFromEventPipeDataFile(trace));
            return [.. log.Events.OfType<GCAllocationTickTraceData>().Select(e => new AllocationSample(e.TypeName, SiteOf(e.CallStack()), e.AllocationAmount64))];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task RecordAsync(int processId, string file, Func<Task> work)
    {
        // Loader and JIT tell the names of the methods; what was compiled before is told when the session ends.
        const ClrTraceEventParser.Keywords keywords = ClrTraceEventParser.Keywords.GC | ClrTraceEventParser.Keywords.Jit | ClrTraceEventParser.Keywords.NGen | ClrTraceEventParser.Keywords.Loader;
        using var session = new DiagnosticsClient(processId).StartEventPipeSession(
            [new EventPipeProvider("Microsoft-Windows-DotNETRuntime", EventLevel.Verbose, (long)keywords)], requestRundown: true, circularBufferMB: 256);
        await using var written = File.Create(file);
        var copying = session.EventStream.CopyToAsync(written);
        await work();
        session.Stop();
        await copying;
    }

    private static string SiteOf(TraceCallStack? stack)
    {
        var called = "";
        for (var frame = stack; frame is not null; frame = frame.Caller)
        {
            var method = frame.CodeAddress.FullMethodName;
            if (method.StartsWith(Ours, StringComparison.Ordinal)) return called.Length == 0 ? Short(method) : $"{Short(method)} → {Short(called)}";
            if (method.Length > 0) called = method;
        }
        return $"none of ours: {Short(called)}";
    }

    /// <summary>Without the parameters, and of the name the last three parts.</summary>
    private static string Short(string method)
    {
        var open = method.IndexOf('(', StringComparison.Ordinal);
        var parts = (open < 0 ? method : method[..open]).Split('.');
        return string.Join('.', parts[^Math.Min(3, parts.Length)..]);
    }
}
