using PrivacyWaybill.Vault.Records;

namespace PrivacyWaybill.Engine.Desk;

/// <summary>A record that items of a batch are about, while it is looked at and perhaps changed.</summary>
internal sealed class RecordOnDesk(RecordId id)
{
    /// <summary>Its id.</summary>
    public RecordId Id { get; } = id;

    /// <summary>The items, in the order of the batch.</summary>
    public List<int> Items { get; } = [];

    /// <summary>The value as last seen.</summary>
    public ReadOnlyMemory<byte> Value { get; set; }

    /// <summary>Its header.</summary>
    public RecordHeader Header { get; set; }

    /// <summary>Its sealed part.</summary>
    public ReadOnlyMemory<byte> Sealed { get; set; }

    /// <summary>It opens for the caller's tenant. A tombstone, too, opens for its tenant alone (see <see cref="Tombstone"/>).</summary>
    public bool Opens { get; set; }

    /// <summary>The value that is to take its place; null to leave it.</summary>
    public byte[]? Next { get; private set; }

    /// <summary>The header in <see cref="Next"/>.</summary>
    public RecordHeader NextHeader { get; private set; }

    /// <summary>Puts a value in the place of the present one; its revision is the next, whatever the header says.</summary>
    public void Replace(RecordHeader header, ReadOnlySpan<byte> sealedPart)
    {
        header.Revision = checked(Header.Revision + 1);
        var value = new byte[header.Length + sealedPart.Length];
        sealedPart.CopyTo(value.AsSpan(header.Write(value)));
        (Next, NextHeader) = (value, header);
    }

    /// <summary>Begins anew with the value that somebody else put there.</summary>
    public void LookAgain(ReadOnlyMemory<byte> value) => (Value, Next) = (value, null);
}
