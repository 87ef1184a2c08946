using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Google.Protobuf;
using PrivacyWaybill.Engine.Content;
using PrivacyWaybill.Engine.Desk;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.V1;
using PrivacyWaybill.Vault.Records;
using PrivacyWaybill.Vault.Store;

namespace PrivacyWaybill.Engine.Changes;

/// <summary>
/// What changed in the store, for a tenant's own archive: the journal says which records to look at, and what is told of
/// them is their present value. At least once: a record that was looked at in vain, or changed again, comes again.
/// </summary>
public sealed class ChangeExport(EngineParts engine, ChangeJournal? journal, VaultWorkers workers)
{
    private const int MostChanges = 256;

    private readonly ChangeReader? _reader = journal is null ? null : new ChangeReader(journal, engine.Time);

    /// <summary>Everything that is settled behind a cursor.</summary>
    /// <param name="caller">Whose records: those that do not open for its tenant are passed over.</param>
    /// <param name="cursor">Where the last export ended; empty for the oldest that there is.</param>
    /// <param name="cancel">Ends it.</param>
    public async IAsyncEnumerable<ExportBatch> ReadAsync(Caller caller, ReadOnlyMemory<byte> cursor, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        if (_reader is null)
        {
            yield return End(ExportState.Off);
            yield break;
        }
        if (!engine.Gate.IsClockSure)
        {
            yield return End(ExportState.Unavailable);
            yield break;
        }
        var at = cursor.IsEmpty ? _reader.Oldest() : ChangeCursor.Parse(cursor.Span);
        if (at is null || _reader.IsAhead(at))
        {
            yield return End(ExportState.InvalidCursor);
            yield break;
        }
        if (_reader.IsTooOld(at))
        {
            yield return End(ExportState.TooOld);
            yield break;
        }
        for (var isLast = false; !isLast;)
        {
            cancel.ThrowIfCancellationRequested();
            // By a clock that is ahead, what is yet to come would be passed over.
            if (!engine.Gate.MayChange || await _reader.ReadAsync(at) is not { } page)
            {
                yield return End(ExportState.Unavailable);
                yield break;
            }
            var ids = page.Ids.Distinct().ToArray();
            for (var from = 0; from < ids.Length; from += MostChanges)
            {
                var part = ids.AsMemory(from, Math.Min(MostChanges, ids.Length - from));
                if (await ReadAsync(caller, part) is not { } changes)
                {
                    yield return End(ExportState.Unavailable);
                    yield break;
                }
                // Until the page is through, who breaks off begins it again.
                if (changes.Count > 0) yield return new ExportBatch(ExportState.Ok, changes, at.ToBytes());
            }
            (at, isLast) = (page.Next, page.IsLast);
            yield return new ExportBatch(ExportState.Ok, [], at.ToBytes());
        }
    }

    private async Task<List<RecordChange>?> ReadAsync(Caller caller, ReadOnlyMemory<RecordId> ids)
    {
        var values = new ReadResult[ids.Length];
        await engine.Records.ReadAsync(ids, values);
        if (Array.Exists(values, static v => v.Outcome == ReadOutcome.Unknown)) return null;
        var now = engine.Time.GetUtcNow().ToUnixTimeSeconds();
        var found = new List<(int Place, RecordHeader Header, ReadOnlyMemory<byte> Sealed)>(ids.Length);
        for (var v = 0; v < values.Length; v++)
        {
            // What was announced and never came, or is over, or cannot be read.
            if (values[v].Outcome != ReadOutcome.Found || RecordHeader.Read(values[v].Value.Span, out var header, out var content) != RecordFault.None) continue;
            if (header.RetainUntil > now) found.Add((v, header, values[v].Value[^content.Length..]));
        }
        var changes = new List<RecordChange>(found.Count);
        if (found.Count == 0) return changes;
        using var lease = workers.Rent();
        var opened = SealedContents.Open(lease.Worker.Sealer, caller.Tenant,
            found.ConvertAll(f => (ids.Span[f.Place], f.Header.SealingKeyId, Tombstone.ToOpen(f.Header, f.Sealed))));
        for (var f = 0; f < opened.Length; f++)
        {
            if (opened[f] is null) continue;
            CryptographicOperations.ZeroMemory(opened[f]);
            changes.Add(Change(ids.Span[found[f].Place], found[f].Header, values[found[f].Place].Value.Span));
        }
        return changes;
    }

    private static RecordChange Change(in RecordId id, in RecordHeader header, ReadOnlySpan<byte> value)
    {
        var change = new RecordChange { RecordId = ByteString.CopyFrom(id.AsSpan()), Version = header.Revision, Kind = Kind(header) };
        if (header.State == RecordState.Erased) return change;
        var envelope = new byte[SealedRecord.Overhead + value.Length];
        SealedRecord.Write(id, value, envelope);
        change.SealedRecord = UnsafeByteOperations.UnsafeWrap(envelope);
        return change;
    }

    private static RecordChangeKind Kind(in RecordHeader header)
    {
        if (header.State == RecordState.Erased) return RecordChangeKind.Erased;
        if (header.Revision == 1) return RecordChangeKind.Bound;
        var hasNumber = header.Recipient.Exists || header.Sender.Exists;
        return hasNumber && header.Recipient.State != NumberState.Bound && header.Sender.State != NumberState.Bound ? RecordChangeKind.Released : RecordChangeKind.Changed;
    }

    private static ExportBatch End(ExportState state) => new(state, [], []);
}
