using PrivacyWaybill.Vault.Records;

namespace PrivacyWaybill.Engine.Desk;

/// <summary>
/// The sealed part of an erased record: as long as before, zeros all, but for 16 bytes in front, the seal over nothing.
/// They depend on key, tenant and record id alone, say nothing of anybody, and open for the record's tenant only: whose
/// shipment was erased is told to nobody else.
/// </summary>
internal static class Tombstone
{
    /// <summary>The sealed part of a tombstone.</summary>
    /// <param name="sealer">Seals under the active key, which the header must name.</param>
    /// <param name="tenant">Whose record it is.</param>
    /// <param name="id">The record.</param>
    /// <param name="length">The length of the sealed part that it takes the place of.</param>
    public static byte[] Make(RecordSealer sealer, string tenant, RecordId id, int length)
    {
        var part = new byte[length];
        sealer.Seal(tenant, [id], [], [0], part.AsSpan(0, RecordSealer.Overhead));
        return part;
    }

    /// <summary>A whole value for a record of an erased chain that was to be written, and now never is: nobody was in it.</summary>
    /// <param name="sealer">Seals under the active key.</param>
    /// <param name="tenant">Whose record it would have been.</param>
    /// <param name="id">The record.</param>
    /// <param name="root">The chain's first shipment; the record itself, perhaps.</param>
    /// <param name="retainUntil">How long nobody is to be written there, Unix seconds.</param>
    public static byte[] InAdvance(RecordSealer sealer, string tenant, RecordId id, RecordId root, uint retainUntil)
    {
        var header = new RecordHeader
        {
            Suite = RecordSealer.Suite,
            SealingKeyId = sealer.KeyId,
            State = RecordState.Erased,
            Revision = 1,
            RetainUntil = retainUntil,
            Link = root == id ? null : new RecordLink(root),
        };
        var value = new byte[header.Length + RecordSealer.Overhead];
        Make(sealer, tenant, id, RecordSealer.Overhead).CopyTo(value.AsSpan(header.Write(value)));
        return value;
    }

    /// <summary>What of a record's sealed part is to be opened.</summary>
    public static ReadOnlyMemory<byte> ToOpen(in RecordHeader header, ReadOnlyMemory<byte> sealedPart) =>
        header.State == RecordState.Erased ? sealedPart[..RecordSealer.Overhead] : sealedPart;
}
