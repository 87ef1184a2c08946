using System.Security.Cryptography;
using PrivacyWaybill.Engine.Content;
using PrivacyWaybill.V1;
using PrivacyWaybill.Vault.Records;

namespace PrivacyWaybill.Engine.Desk;

/// <summary>
/// Opens records, out of the store or out of an archive, in one cipher pass: what is opened is of the tenant that is named,
/// under a key of the ring, and as it was sealed, or it is nothing.
/// </summary>
public static class SealedRecordOpener
{
    /// <summary>
    /// Opens the sealed records of an archive (<see cref="SealedRecord"/>). Their retention is not looked at: an archive is
    /// for what comes after it.
    /// </summary>
    /// <returns>One answer each: yes, invalid reference (no sealed record), erased (a tombstone), or unreadable (another tenant's,
    /// another key ring's, damaged).</returns>
    public static Revealed[] Open(RecordSealer sealer, string tenant, IReadOnlyList<ReadOnlyMemory<byte>> envelopes, PartyRole party = PartyRole.Unspecified)
    {
        var answers = new Revealed[envelopes.Count];
        var readable = new List<RecordToOpen>(envelopes.Count);
        for (var e = 0; e < answers.Length; e++)
        {
            answers[e] = new Revealed(TryRead(envelopes[e], e, party, out var record));
            if (answers[e].Found == Found.Yes) readable.Add(record);
        }
        Open(sealer, tenant, readable, answers);
        return answers;
    }

    /// <summary>Reads a sealed record as far as it is clear.</summary>
    /// <returns>Yes if the rest is to be opened.</returns>
    internal static Found TryRead(ReadOnlyMemory<byte> envelope, int item, PartyRole party, out RecordToOpen record)
    {
        record = default;
        if (!SealedRecord.TryRead(envelope, out var id, out var value)) return Found.InvalidReference;
        if (RecordHeader.Read(value.Span, out var header, out var content) != RecordFault.None) return Found.Unreadable;
        if (header.State == RecordState.Erased) return Found.Erased;
        record = new RecordToOpen(item, id, header, value[^content.Length..], party);
        return Found.Yes;
    }

    /// <summary>Opens what was read, and answers each item.</summary>
    internal static void Open(RecordSealer sealer, string tenant, List<RecordToOpen> records, Revealed[] answers)
    {
        if (records.Count == 0) return;
        var contents = SealedContents.Open(sealer, tenant, records.ConvertAll(static r => (r.Id, r.Header.SealingKeyId, r.Sealed)));
        for (var r = 0; r < contents.Length; r++)
        {
            var (item, _, header, _, party) = records[r];
            answers[item] = contents[r] is { } content && OriginalsReader.TryRead(content, party, header.Revision, out var originals)
                ? new Revealed(Found.Yes, originals)
                : new Revealed(Found.Unreadable);
            CryptographicOperations.ZeroMemory(contents[r]);
        }
    }
}
