using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PrivacyWaybill.Cli.Records;
using PrivacyWaybill.Masking;

namespace PrivacyWaybill.Cli.Files;

/// <summary>Masks a file of records in constant memory; a run that was interrupted can be resumed.</summary>
/// <param name="shell">What surrounds the command.</param>
/// <param name="layout">How the file is laid out.</param>
/// <param name="profiles">The profiles in force: another profile file is another run.</param>
/// <param name="profile">The masking profile.</param>
internal sealed class FileMasking(Shell shell, RecordLayout layout, ProfileSet profiles, MaskingProfile profile)
{
    private const int OutputChunk = 1 << 16, SkippedPerReport = 1 << 14;

    private readonly ArrayBufferWriter<byte> _pending = new(2 * OutputChunk);
    private readonly RecordMasking _masking = new(profile);
    private long _failed, _written, _saved;

    /// <summary>Whether the first record with a fault ends the run.</summary>
    public bool StopsOnError { get; init; }

    /// <summary>
    /// Bytes of output between two checkpoints: about half a second's work (60 MB/s on two busy processors), which is
    /// what a killed run does again.
    /// </summary>
    public long CheckpointBytes { get; init; } = 32 << 20;

    private string OptionsHash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', profile.Name, profiles.RuleSetVersion, layout))));

    /// <summary>Masks a file.</summary>
    /// <param name="file">Its name, or <c>-</c>.</param>
    /// <param name="outputFile">Where masked records go, or null for standard output.</param>
    /// <param name="isResumed">Go on where an interrupted run stopped.</param>
    /// <param name="cancel">Ctrl+C.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="UsageException">The columns cannot be told, or there is nothing like it to resume.</exception>
    public async Task<int> RunAsync(string file, string? outputFile, bool isResumed, CancellationToken cancel)
    {
        RefuseOverlap(file, outputFile);
        await using var input = Waybills.WaybillFiles.OpenInput(shell, file, "FILE");
        var checkpoint = isResumed ? await CheckedAsync(Checkpoint.Load(PartialFile.CheckpointOf(outputFile!)), input, cancel) : null;
        if (isResumed && checkpoint is null) shell.Error.WriteLine("nothing to resume; this run begins at the beginning");
        using var partial = outputFile is null ? null
            : checkpoint is null ? PartialFile.Begin(outputFile) : PartialFile.Continue(outputFile, checkpoint);
        await using var source = new SourceStream(input, isHashed: partial is not null);
        using var reader = layout.Open(source, static column => column.IsRead);
        var started = shell.Time.GetTimestamp();
        var isUnmet = false;
        await Progress.RunAsync(shell, input, "records", async progress =>
        {
            var notices = new ColumnNotices(reader, progress.Tell);
            await reader.OpenAsync(cancel);
            notices.TellNew();
            if (checkpoint is null) _pending.Write(reader.Preamble.Span);
            else await SkipAsync(reader, source, checkpoint, progress, cancel);
            try
            {
                await MaskAsync(reader, source, input, partial, notices, progress, cancel);
            }
            catch (OperationCanceledException) when (partial is not null && input.CanSeek)
            {
                await WriteAsync(partial.Stream, CancellationToken.None);
                Save(partial, input, source, reader.Number);
                progress.Tell(string.Create(CultureInfo.InvariantCulture, $"stopped after record {reader.Number}; the same command with --resume goes on"));
                throw;
            }
            isUnmet = notices.TellUnmet(layout.Mapping);
        });
        if (StopsOnError && _failed > 0)
        {
            shell.Error.WriteLine("stopped at the first error" + (partial is not null && input.CanSeek ? "; --resume --on-error skip goes on behind it" : ""));
            return ExitCode.SomeFailed;
        }
        partial?.Complete();
        Summarise(reader.Number - (checkpoint?.Records ?? 0), source.BytesRead, shell.Time.GetElapsedTime(started));
        return _failed == 0 && !isUnmet ? ExitCode.Ok : ExitCode.SomeFailed;
    }

    private async Task MaskAsync(RecordReader reader, SourceStream source, Stream input, PartialFile? partial, ColumnNotices notices, ProgressReport progress, CancellationToken cancel)
    {
        var output = partial?.Stream ?? shell.Output;
        // A file's records are never torn apart; a pipe may be full for ever.
        var writing = partial is null ? cancel : CancellationToken.None;
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            var reading = reader.ReadAsync(cancel);
            // Whenever the input has no more to give for now, the output is complete so far.
            if (_pending.WrittenCount > OutputChunk || !reading.IsCompleted)
            {
                await WriteAsync(output, writing);
                progress.Report(source.BytesRead, reader.Number);
            }
            if (!await reading) break;
            notices.TellNew();
            var fault = reader.Fault ?? _masking.Mask(reader, _pending);
            if (fault is not null && !TryGoOn(fault, reader, progress.Tell)) break;
            if (partial is not null && input.CanSeek && _written + _pending.WrittenCount - _saved >= CheckpointBytes)
            {
                await WriteAsync(output, writing);
                Save(partial, input, source, reader.Number);
            }
        }
        await WriteAsync(output, writing);
        // The record with the fault is not done.
        if (StopsOnError && _failed > 0 && partial is not null && input.CanSeek) Save(partial, input, source, reader.Number - 1);
    }

    /// <summary>Tells the fault and counts it.</summary>
    /// <exception cref="UsageException">The first record has properties that nobody has spoken of; so will the others.</exception>
    private bool TryGoOn(RecordFault fault, RecordReader reader, Action<string> tell)
    {
        if (fault.Reason == FaultReason.UnknownProperty && reader.Number == 1) throw new UsageException(fault.Text);
        tell(string.Create(CultureInfo.InvariantCulture, $"record {reader.Number} (line {reader.Line}): error: {fault.Text}; nothing is printed for it"));
        if (StopsOnError) _failed = 1;
        else _failed++;
        return !StopsOnError;
    }

    private async Task WriteAsync(Stream output, CancellationToken cancel)
    {
        await output.WriteAsync(_pending.WrittenMemory, cancel);
        await output.FlushAsync(cancel);
        _written += _pending.WrittenCount;
        _pending.ResetWrittenCount();
    }

    private void Save(PartialFile partial, Stream input, SourceStream source, long records)
    {
        partial.Save(new Checkpoint(OptionsHash, input.Length, source.BytesRead, source.Hash, records, StopsOnError ? 0 : _failed, _written));
        _saved = _written;
    }

    /// <summary>Sees to it that a checkpoint is of this input and these options.</summary>
    private async Task<Checkpoint?> CheckedAsync(Checkpoint? checkpoint, Stream input, CancellationToken cancel)
    {
        if (checkpoint is null) return null;
        if (checkpoint.Options != OptionsHash)
            throw new UsageException("--resume: the interrupted run had other options (mapping, profile, layout or version); give the same, or leave --resume out to start anew");
        if (checkpoint.InputLength != input.Length || await HashAsync(input, checkpoint.InputRead, cancel) != checkpoint.InputHash)
            throw new UsageException("--resume: the input has changed since the interrupted run; leave --resume out to start anew");
        input.Seek(0, SeekOrigin.Begin);
        (_failed, _written, _saved) = (checkpoint.Failed, checkpoint.OutputLength, checkpoint.OutputLength);
        return checkpoint;
    }

    /// <summary>Reads the records that are done once more, for where they end depends on what stands in them.</summary>
    private static async Task SkipAsync(RecordReader reader, SourceStream source, Checkpoint checkpoint, ProgressReport progress, CancellationToken cancel)
    {
        while (reader.Number < checkpoint.Records && await reader.ReadAsync(cancel))
        {
            if (reader.Number % SkippedPerReport != 0) continue;
            cancel.ThrowIfCancellationRequested();
            progress.Report(source.BytesRead, reader.Number);
        }
    }

    private static async Task<string> HashAsync(Stream input, long length, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[OutputChunk];
        while (length > 0)
        {
            var count = await input.ReadAsync(buffer.AsMemory(0, (int)Math.Min(length, buffer.Length)), cancel);
            if (count == 0) break;
            hash.AppendData(buffer, 0, count);
            length -= count;
        }
        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    private static void RefuseOverlap(string file, string? outputFile)
    {
        if (file == "-" || outputFile is null) return;
        var input = Path.GetFullPath(file);
        var output = Path.GetFullPath(outputFile);
        if (input == output || input == PartialFile.PartialOf(output) || input == PartialFile.CheckpointOf(output))
            throw new UsageException("--output: names the input, which would be overwritten; name another file");
    }

    private void Summarise(long records, long bytes, TimeSpan elapsed)
    {
        var (megabytes, seconds) = (bytes / 1e6, Math.Max(elapsed.TotalSeconds, 1e-3));
        shell.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{records:N0} records, {megabytes:N1} MB in {seconds:N2} s: {records / seconds:N0} records/s, {megabytes / seconds:N0} MB/s"));
        shell.Error.WriteLine(Lines.ProfileOptions.Describe(profiles, profile));
        if (_failed > 0) shell.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{_failed:N0} records were not masked and are not in the output"));
    }
}
