using System.Text;
using Google.Protobuf;
using PrivacyWaybill.Cli.Lines;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Cli.Waybills;

/// <summary>Reads JSON Lines of waybills in batches.</summary>
/// <param name="lines">The lines.</param>
/// <param name="mostWaybills">Lines a batch.</param>
/// <param name="mostBytes">Bytes a request, as protobuf.</param>
internal sealed class WaybillLines(LineSource lines, int mostWaybills, int mostBytes)
{
    /// <summary>
    /// A batch that is not full waits this long for the next line: what comes out of a live pipe is not held back, and
    /// a file, which always has more, is cut into full batches.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);

    // Tag and length of a waybill in a request, and the request's id.
    private const int Framing = 8, RequestFraming = 16;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private Task<bool>? _filling;
    private WaybillResult? _pendingAnswer;
    private Waybill? _pending;
    private int _bytes;
    private ulong _batches;

    /// <summary>The next batch, or null at the end.</summary>
    public async ValueTask<LineBatch?> ReadAsync(CancellationToken cancel)
    {
        var batch = new LineBatch();
        _bytes = RequestFraming;
        batch.Request.BatchId = ++_batches;
        while (!TryFill(batch))
        {
            _filling ??= lines.FillAsync(cancel).AsTask();
            if (batch.LineCount > 0 && !_filling.IsCompleted)
            {
                await Task.WhenAny(_filling, Task.Delay(Patience, cancel));
                if (!_filling.IsCompleted) return batch;
            }
            var isMore = await _filling;
            _filling = null;
            if (!isMore) return batch.LineCount > 0 ? batch : null;
        }
        return batch;
    }

    /// <summary>Takes lines until the batch is full (true) or no line is there for now (false).</summary>
    private bool TryFill(LineBatch batch)
    {
        while (batch.LineCount < mostWaybills)
        {
            // While a read is under way, the source's buffer is not ours.
            if (_pending is null && _pendingAnswer is null && (_filling is not null || !TryRead())) return false;
            if (_pending is not null && !TryAdd(batch, _pending)) return true;
            if (_pendingAnswer is not null) batch.Add(_pendingAnswer);
            (_pending, _pendingAnswer) = (null, null);
        }
        return true;
    }

    private bool TryAdd(LineBatch batch, Waybill waybill)
    {
        var size = waybill.CalculateSize() + Framing;
        if (_bytes + size > mostBytes && batch.Request.Waybills.Count > 0) return false;
        _bytes += size;
        batch.Add(waybill);
        return true;
    }

    private bool TryRead()
    {
        if (!lines.TryRead(out var line)) return false;
        try
        {
            if (line.IsTooLong) _pendingAnswer = Invalid($"the line is longer than {LineSource.LongestLine} bytes");
            else _pending = JsonParser.Default.Parse<Waybill>(Strict.GetString(line.Text));
        }
        // Their texts are not passed on: they quote the input.
        catch (DecoderFallbackException)
        {
            _pendingAnswer = Invalid("the line is not valid UTF-8");
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or InvalidJsonException or FormatException or OverflowException or ArgumentException)
        {
            _pendingAnswer = Invalid("the line is not a waybill: it must be one JSON object with the fields of privacywaybill.v1.Waybill and no others");
        }
        return true;
    }

    private static WaybillResult Invalid(string remedy) => new() { Status = new ItemStatus { Code = ItemCode.InvalidFormat, Remedy = remedy } };
}
