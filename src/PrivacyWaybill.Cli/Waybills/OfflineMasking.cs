using System.Buffers;
using Google.Protobuf;
using PrivacyWaybill.Cli.Lines;
using PrivacyWaybill.Engine;
using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Wire;
using PrivacyWaybill.Masking;
using PrivacyWaybill.Numbers;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Cli.Waybills;

/// <summary>Masks a file of waybills through the engine, without a server: the same rules, limits and statuses.</summary>
internal static class OfflineMasking
{
    private const int BatchWaybills = 256;

    /// <summary>Masks the file.</summary>
    /// <param name="shell">What surrounds the command.</param>
    /// <param name="file">The waybills, or <c>-</c>.</param>
    /// <param name="outputFile">Where results go, or null for standard output.</param>
    /// <param name="profiles">The profiles that waybills may name.</param>
    /// <param name="profile">The profile of a waybill that names none.</param>
    /// <param name="cancel">Ctrl+C.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(Shell shell, string file, string? outputFile, ProfileSet profiles, MaskingProfile profile, CancellationToken cancel)
    {
        await using var input = WaybillFiles.OpenInput(shell, file, "--waybills");
        await using var output = WaybillFiles.OpenOutput(shell, outputFile, file);
        await using var results = new ResultLines(output);
        var pipeline = new OfflinePipeline(new EngineOptions { Profiles = new ProfileSource(profiles), DefaultProfile = profile.Name }, new SegmentTable([]), shell.Time);
        var codec = new WireBatchCodec();
        var lines = new LineSource(input);
        var waybills = new WaybillLines(lines, BatchWaybills, MessageLimits.MessageBytes);
        await Progress.RunAsync(shell, input, async report =>
        {
            var batch = new WaybillBatch();
            while (await waybills.ReadAsync(cancel) is { } part)
            {
                await results.WriteAsync(part.Results(part.Request.Waybills.Count == 0 ? null : Mask(part.Request, codec, pipeline, batch)));
                report(lines.BytesRead, results.Tally.Total);
            }
        });
        if (results.Tally.Failed == 0) return ExitCode.Ok;
        shell.Error.WriteLine($"{results.Tally.Failed} of {results.Tally.Total} waybills were not masked:");
        foreach (var line in results.Tally.Lines()) shell.Error.WriteLine(line);
        return ExitCode.SomeFailed;
    }

    private static BatchResult Mask(MaskWaybillsRequest request, WireBatchCodec codec, OfflinePipeline pipeline, WaybillBatch batch)
    {
        codec.ReadBatch(new ReadOnlySequence<byte>(request.ToByteArray()), batch);
        pipeline.Run(batch);
        codec.WriteBatch(batch);
        return MaskWaybillsResponse.Parser.ParseFrom(batch.Answer.Written).Batch;
    }
}
