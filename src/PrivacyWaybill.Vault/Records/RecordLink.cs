using System.Buffers.Binary;

namespace PrivacyWaybill.Vault.Records;

/// <summary>
/// How a record continues another one (a return, a redirect, a replacement). Numbers are big endian:
/// <code>
/// offset  bytes
///      0     13  root: the record id of the first shipment of the chain
///     13      1  flags: 1 the recipient's number is shared, 2 and is the owner's sender's;
///                       4 the sender's number is shared, 8 and is the owner's sender's; others are 0
///      …     24  the recipient's shared number                only with flag 1
///      …     24  the sender's shared number                   only with flag 4
///
/// a shared number:  13  owner's record id
///                    2  segment
///                    5  sequence
///                    4  lease id
/// </code>
/// </summary>
/// <param name="Root">Its group holds all records of the chain (<see cref="Store.ShipmentGroup"/>).</param>
/// <param name="Recipient">The recipient's number, if it is another record's; the header then has none for the recipient.</param>
/// <param name="Sender">The sender's number, if it is another record's; the header then has none for the sender.</param>
public sealed record RecordLink(RecordId Root, SharedNumber? Recipient = null, SharedNumber? Sender = null)
{
    /// <summary>Longest link, in bytes.</summary>
    public const int MaximumLength = FixedLength + 2 * NumberLength;

    private const int FixedLength = RecordId.Length + 1, NumberLength = RecordId.Length + 11;
    private const byte SharesRecipient = 1, RecipientIsSender = 2, SharesSender = 4, SenderIsSender = 8;

    /// <summary>Bytes that it takes.</summary>
    public int Length => FixedLength + (Recipient is null ? 0 : NumberLength) + (Sender is null ? 0 : NumberLength);

    /// <summary>Writes <see cref="Length"/> bytes.</summary>
    internal void Write(Span<byte> destination)
    {
        Root.AsSpan().CopyTo(destination);
        destination[RecordId.Length] = (byte)(Flags(Recipient, SharesRecipient, RecipientIsSender) | Flags(Sender, SharesSender, SenderIsSender));
        destination = destination[FixedLength..];
        if (Recipient is { } recipient)
        {
            Write(recipient, destination);
            destination = destination[NumberLength..];
        }
        if (Sender is { } sender) Write(sender, destination);
    }

    /// <summary>Reads a link from the front of a span.</summary>
    internal static RecordFault Read(ReadOnlySpan<byte> source, out RecordLink? link)
    {
        link = null;
        if (source.Length < FixedLength) return RecordFault.TooShort;
        var flags = source[RecordId.Length];
        if (flags > (SharesRecipient | RecipientIsSender | SharesSender | SenderIsSender)
            || (flags & (SharesRecipient | RecipientIsSender)) == RecipientIsSender
            || (flags & (SharesSender | SenderIsSender)) == SenderIsSender) return RecordFault.UnknownFlags;
        var rest = source[FixedLength..];
        var (recipient, sender) = ((flags & SharesRecipient) != 0, (flags & SharesSender) != 0);
        if (rest.Length < (recipient ? NumberLength : 0) + (sender ? NumberLength : 0)) return RecordFault.TooShort;
        SharedNumber? ofRecipient = recipient ? Read(rest, (flags & RecipientIsSender) != 0) : null;
        if (recipient) rest = rest[NumberLength..];
        link = new RecordLink(new RecordId(source[..RecordId.Length]), ofRecipient, sender ? Read(rest, (flags & SenderIsSender) != 0) : null);
        return RecordFault.None;
    }

    private static int Flags(SharedNumber? number, byte shares, byte isSenders) =>
        number is not { } shared ? 0 : shared.IsSenders ? shares | isSenders : shares;

    private static void Write(in SharedNumber number, Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((ulong)number.Sequence, (ulong)BoundNumber.MaximumSequence, nameof(number));
        number.Owner.AsSpan().CopyTo(destination);
        destination = destination[RecordId.Length..];
        BinaryPrimitives.WriteUInt16BigEndian(destination, number.Segment);
        destination[2] = (byte)(number.Sequence >> 32);
        BinaryPrimitives.WriteUInt32BigEndian(destination[3..], (uint)number.Sequence);
        BinaryPrimitives.WriteUInt32BigEndian(destination[7..], number.LeaseId);
    }

    private static SharedNumber Read(ReadOnlySpan<byte> source, bool isSenders)
    {
        var place = source[RecordId.Length..];
        return new SharedNumber(new RecordId(source[..RecordId.Length]), isSenders, BinaryPrimitives.ReadUInt16BigEndian(place),
            ((long)place[2] << 32) | BinaryPrimitives.ReadUInt32BigEndian(place[3..]), BinaryPrimitives.ReadUInt32BigEndian(place[7..]));
    }
}
