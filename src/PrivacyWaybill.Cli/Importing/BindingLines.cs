using System.Text;
using Google.Protobuf;
using PrivacyWaybill.Cli.Lines;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Cli.Importing;

/// <summary>Reads JSON Lines of bindings in batches.</summary>
/// <param name="lines">The lines.</param>
/// <param name="mostLines">Lines a batch.</param>
/// <param name="mostBytes">Bytes a request, as protobuf.</param>
internal sealed class BindingLines(LineSource lines, int mostLines, int mostBytes)
{
    // Tag and length of a binding in a request, and the request's id.
    private const int Framing = 8, RequestFraming = 16;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private ImportedBinding? _pending;
    private ulong _batches;

    /// <summary>The next batch, or null at the end.</summary>
    public async ValueTask<BindingBatch?> ReadAsync(CancellationToken cancel)
    {
        var batch = new BindingBatch();
        batch.Request.BatchId = ++_batches;
        var bytes = RequestFraming;
        while (batch.LineCount < mostLines)
        {
            if (_pending is { } binding)
            {
                var size = binding.CalculateSize() + Framing;
                if (bytes + size > mostBytes && batch.Request.Bindings.Count > 0) return batch;
                bytes += size;
                batch.Add(binding);
                _pending = null;
            }
            else if (!TryRead(batch) && !await lines.FillAsync(cancel)) break;
        }
        return batch.LineCount > 0 ? batch : null;
    }

    private bool TryRead(BindingBatch batch)
    {
        if (!lines.TryRead(out var line)) return false;
        try
        {
            if (line.IsTooLong) batch.Add(Invalid($"the line is longer than {LineSource.LongestLine} bytes"));
            else _pending = JsonParser.Default.Parse<ImportedBinding>(Strict.GetString(line.Text));
        }
        // Their texts are not passed on: they quote the input.
        catch (DecoderFallbackException)
        {
            batch.Add(Invalid("the line is not valid UTF-8"));
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or InvalidJsonException or FormatException or OverflowException or ArgumentException)
        {
            batch.Add(Invalid("the line is not a binding: it must be one JSON object with the fields of privacywaybill.v1.ImportedBinding and no others"));
        }
        return true;
    }

    private static WaybillResult Invalid(string remedy) => new() { Status = new ItemStatus { Code = ItemCode.InvalidFormat, Remedy = remedy } };
}
