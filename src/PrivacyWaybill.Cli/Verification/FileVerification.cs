using System.Globalization;
using PrivacyWaybill.Cli.Files;
using PrivacyWaybill.Cli.Records;
using PrivacyWaybill.Conformance;

namespace PrivacyWaybill.Cli.Verification;

/// <summary>Checks the masked fields of a file, with their originals or alone, in constant memory.</summary>
/// <param name="shell">What surrounds the command.</param>
/// <param name="mostShown">Violations to be kept for showing.</param>
internal sealed class FileVerification(Shell shell, int mostShown)
{
    private const int RecordsPerReport = 1 << 12;

    private readonly Verdict _verdict = new(mostShown);
    private readonly RecordTexts _texts = new();

    /// <summary>Checks a file.</summary>
    /// <param name="file">The masked records, or <c>-</c>.</param>
    /// <param name="layout">How they are laid out.</param>
    /// <param name="originalFile">The records that they were made from, or null.</param>
    /// <param name="originalLayout">How those are laid out.</param>
    /// <param name="cancel">Ctrl+C.</param>
    public async Task<Verdict> RunAsync(string file, RecordLayout layout, string? originalFile, RecordLayout? originalLayout, CancellationToken cancel)
    {
        await using var input = Waybills.WaybillFiles.OpenInput(shell, file, "FILE");
        await using var originalInput = originalFile is null ? null : Waybills.WaybillFiles.OpenFile(originalFile, "--original");
        await using var source = new SourceStream(input, isHashed: false);
        await using var originalSource = originalInput is null ? null : new SourceStream(originalInput, isHashed: false);
        using var reader = layout.Open(source, IsWanted);
        using var originals = originalSource is null ? null : await OpenAsync(originalLayout!, originalSource, cancel);
        await Progress.RunAsync(shell, input, "records", async progress =>
        {
            var notices = new ColumnNotices(reader, progress.Tell);
            await reader.OpenAsync(cancel);
            while (await reader.ReadAsync(cancel))
            {
                notices.TellNew();
                if (!await CheckAsync(reader, originals, progress.Tell, cancel)) break;
                if (reader.Number % RecordsPerReport != 0) continue;
                cancel.ThrowIfCancellationRequested();
                progress.Report(source.BytesRead, reader.Number);
            }
            if (notices.TellUnmet(layout.Mapping)) _verdict.Unreadable++;
        });
        _verdict.Records = reader.Number;
        _verdict.Skipped = originals?.Skipped ?? 0;
        return _verdict;
    }

    /// <summary>Besides what is personal, what tells records apart.</summary>
    private static bool IsWanted(Column column) => column.IsPersonal || column is { Kind: ColumnKind.Keep, Origin: not ColumnOrigin.Other };

    private static async Task<OriginalRecords> OpenAsync(RecordLayout layout, SourceStream source, CancellationToken cancel)
    {
        var reader = layout.Open(source, IsWanted);
        await reader.OpenAsync(cancel);
        return new OriginalRecords(reader);
    }

    /// <returns>False if no further record has an original.</returns>
    private async ValueTask<bool> CheckAsync(RecordReader reader, OriginalRecords? originals, Action<string> tell, CancellationToken cancel)
    {
        if (_texts.Read(reader) is { } fault)
        {
            if (fault.Reason == FaultReason.UnknownProperty && reader.Number == 1) throw new UsageException(fault.Text);
            Tell(fault.Text);
            return true;
        }
        if (originals is not null && !await originals.FindAsync(_texts, cancel))
        {
            Tell("has no original; the originals must be the same records in the same order, and columns that are kept must be equal");
            return false;
        }
        for (var i = 0; i < _texts.Count; i++)
        {
            var column = _texts.ColumnOf(i);
            if (column.IsPersonal && !column.IsOriginal && !_texts.TextOf(i).IsEmpty) _verdict.Add(reader, column, Check(column, i, originals?.Texts));
        }
        return true;

        void Tell(string text)
        {
            _verdict.Unreadable++;
            tell(string.Create(CultureInfo.InvariantCulture, $"record {reader.Number} (line {reader.Line}): error: {text}"));
        }
    }

    private ConformanceResult Check(Column column, int index, RecordTexts? originals)
    {
        var field = FieldOf(column.Kind);
        var masked = _texts.TextOf(index);
        var original = originals is null ? _texts.FindOriginal(index) : originals.FindSame(_texts, index);
        var isVirtual = WaybillResultColumns.IsDeclaredVirtual(column);
        return original < 0 ? ConformanceChecker.CheckPrinted(field, masked, isVirtual)
            : ConformanceChecker.Check(field, (originals ?? _texts).TextOf(original), masked, isVirtual);
    }

    private static CheckedField FieldOf(ColumnKind kind) => kind switch
    {
        ColumnKind.Name => CheckedField.Name,
        ColumnKind.Phone => CheckedField.Phone,
        ColumnKind.Address => CheckedField.Address,
        _ => CheckedField.FreeText,
    };
}
