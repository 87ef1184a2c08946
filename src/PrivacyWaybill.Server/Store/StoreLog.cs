using PrivacyWaybill.Numbers;

namespace PrivacyWaybill.Server.Store;

/// <summary>What the store's side of the server logs.</summary>
internal static partial class StoreLog
{
    [LoggerMessage(1, LogLevel.Information, "The store is embedded and in memory: mappings end with this process")]
    public static partial void EmbeddedInMemory(ILogger logger);

    [LoggerMessage(2, LogLevel.Information, "The store is embedded and keeps its data in a folder")]
    public static partial void EmbeddedInFolder(ILogger logger);

    [LoggerMessage(3, LogLevel.Information, "The store is ready")]
    public static partial void Ready(ILogger logger);

    [LoggerMessage(4, LogLevel.Warning, "The store cannot be reached; the outage policy holds until it can")]
    public static partial void Unreachable(ILogger logger);

    [LoggerMessage(5, LogLevel.Error, "The store cannot be used: {Problem}")]
    public static partial void Unusable(ILogger logger, string problem);

    [LoggerMessage(6, LogLevel.Warning, "Number segment {Segment}: {Event}: {Remedy}")]
    public static partial void Pool(ILogger logger, string segment, NumberPoolEventKind @event, string remedy);

    [LoggerMessage(8, LogLevel.Error, "Segment {Segment} of the store cannot be used: {Problem}")]
    public static partial void SegmentUnusable(ILogger logger, string segment, string problem);

    [LoggerMessage(9, LogLevel.Warning, "Number segment {Segment} runs out in {Seconds} s at the rate of the last hour")]
    public static partial void RunningOut(ILogger logger, string segment, long seconds);

    [LoggerMessage(10, LogLevel.Error, "This server's clock jumped, and the store's does not confirm it: nothing is issued, changed or collected until they agree; set both by the same time server")]
    public static partial void ClockUnsure(ILogger logger);

    [LoggerMessage(7, LogLevel.Error, "A defect of the pipeline: {Type} at {Place}")]
    public static partial void Defect(ILogger logger, string type, string? place);
}
