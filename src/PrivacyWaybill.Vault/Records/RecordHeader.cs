using System.Buffers.Binary;
using PrivacyWaybill.Vault.Ciphers;

namespace PrivacyWaybill.Vault.Records;

/// <summary>
/// The clear front of a record's value; the sealed originals (<see cref="RecordSealer"/>) follow it to the end. All
/// numbers are big endian:
/// <code>
/// offset  bytes
///      0      1  cipher suite
///      1      1  sealing key id
///      2      1  state
///      3      1  flags: 1 recipient's number, 2 sender's number, 4 source event time, 8 link,
///                   16 named by a key of an even epoch, 32 relabel required; others are 0
///      4      4  revision, from 1
///      8      4  retain until, Unix seconds
///     12      8  source event time, Unix milliseconds      only with flag 4
///      …     16  recipient's number                        only with flag 1
///      …     16  sender's number                           only with flag 2
///      …  14–62  link (RecordLink)                         only with flag 8
///
/// a number:   1  state; 128 more if other records may keep it
///             2  segment
///             5  sequence
///             4  lease id
///             4  expires at, Unix seconds
/// </code>
/// 12 to 52 bytes, with a link 14 to 62 more; 28 with the one number that most waybills have.
/// </summary>
/// <remarks>
/// The header is not authenticated: it changes (extending, releasing) without the originals being sealed anew, and the
/// same originals must give the same sealed bytes. Who can write to the store can change it, but what he can make of it is
/// bounded: suite and key id are associated data of the seal, and a number counts only if its page names this record.
/// </remarks>
public struct RecordHeader : IEquatable<RecordHeader>
{
    /// <summary>Where the four bytes of the revision are, in every version of the layout.</summary>
    public const int RevisionOffset = 4;

    /// <summary>Longest header, in bytes.</summary>
    public const int MaximumLength = FixedLength + EventTimeLength + 2 * NumberLength + RecordLink.MaximumLength;

    /// <summary>Bytes in front that every header has, up to retain-until.</summary>
    public const int FixedLength = 12;

    private const int EventTimeLength = 8, NumberLength = 16, SharedState = 0x80;
    private const byte HasRecipient = 1, HasSender = 2, HasEventTime = 4, HasLink = 8, OfEvenEpoch = 16,
        RelabelRequired = 32, KnownFlags = HasRecipient | HasSender | HasEventTime | HasLink | OfEvenEpoch | RelabelRequired;

    /// <summary>How the originals are sealed.</summary>
    public CipherSuite Suite;

    /// <summary>Under which key they are sealed: 1 to 255.</summary>
    public byte SealingKeyId;

    /// <summary>What the record is good for.</summary>
    public RecordState State;

    /// <summary>
    /// Its id was made by a naming key of an even epoch. The id does not tell, and no more than two epochs, one after the
    /// other, are in use at once.
    /// </summary>
    public bool IsOfEvenEpoch;

    /// <summary>The last update made the label that was printed before it say something else: whoever repeats it is told so again.</summary>
    public bool IsRelabelRequired;

    /// <summary>Counts the record's changes, from 1; every replacement raises it.</summary>
    public uint Revision;

    /// <summary>When the record is to be treated as gone, in Unix seconds. It decides; the key's expiry only collects.</summary>
    public uint RetainUntil;

    /// <summary>When the last change happened at its source, in Unix milliseconds; 0 if nobody said.</summary>
    public long SourceEventTime;

    /// <summary>The recipient's virtual number.</summary>
    public BoundNumber Recipient;

    /// <summary>The sender's virtual number.</summary>
    public BoundNumber Sender;

    /// <summary>How the record continues another one; null if it does not.</summary>
    public RecordLink? Link;

    /// <summary>Bytes that <see cref="Write(Span{byte})"/> will write.</summary>
    public readonly int Length => FixedLength + (SourceEventTime != 0 ? EventTimeLength : 0)
        + (Recipient.Exists ? NumberLength : 0) + (Sender.Exists ? NumberLength : 0) + (Link?.Length ?? 0);

    /// <summary>Writes the header and returns its length.</summary>
    /// <param name="destination">At least <see cref="Length"/> bytes.</param>
    /// <exception cref="ArgumentOutOfRangeException">The destination is too short, or a sequence has more than 40 bits.</exception>
    public readonly int Write(Span<byte> destination)
    {
        var length = Length;
        ArgumentOutOfRangeException.ThrowIfLessThan(destination.Length, length);
        destination[0] = (byte)Suite;
        destination[1] = SealingKeyId;
        destination[2] = (byte)State;
        destination[3] = (byte)((Recipient.Exists ? HasRecipient : 0) | (Sender.Exists ? HasSender : 0) | (SourceEventTime != 0 ? HasEventTime : 0)
            | (Link is null ? 0 : HasLink) | (IsOfEvenEpoch ? OfEvenEpoch : 0) | (IsRelabelRequired ? RelabelRequired : 0));
        BinaryPrimitives.WriteUInt32BigEndian(destination[RevisionOffset..], Revision);
        BinaryPrimitives.WriteUInt32BigEndian(destination[8..], RetainUntil);
        var rest = destination[FixedLength..];
        if (SourceEventTime != 0)
        {
            BinaryPrimitives.WriteInt64BigEndian(rest, SourceEventTime);
            rest = rest[EventTimeLength..];
        }
        if (Recipient.Exists)
        {
            Write(Recipient, rest);
            rest = rest[NumberLength..];
        }
        if (Sender.Exists)
        {
            Write(Sender, rest);
            rest = rest[NumberLength..];
        }
        Link?.Write(rest);
        return length;
    }

    /// <summary>Reads the header of a stored value. Never throws.</summary>
    /// <param name="value">The whole value.</param>
    /// <param name="header">The header; default if the value is no record.</param>
    /// <param name="sealedOriginals">What follows it, 16 bytes or more; empty if the value is no record.</param>
    /// <returns>What is wrong with the value, or <see cref="RecordFault.None"/>.</returns>
    public static RecordFault Read(ReadOnlySpan<byte> value, out RecordHeader header, out ReadOnlySpan<byte> sealedOriginals)
    {
        sealedOriginals = default;
        var fault = Read(value, out header);
        if (fault == RecordFault.None) sealedOriginals = value[header.Length..];
        else header = default;
        return fault;
    }

    /// <summary>Reads suite, key, state, flags, revision and retain-until out of the front of a value. Never throws.</summary>
    /// <param name="front">At least <see cref="FixedLength"/> bytes.</param>
    /// <param name="header">These fields; whatever follows them was not looked at.</param>
    public static RecordFault ReadFixed(ReadOnlySpan<byte> front, out RecordHeader header)
    {
        header = default;
        if (front.Length < FixedLength) return RecordFault.TooShort;
        if ((CipherSuite)front[0] != CipherSuite.Aes256Siv) return RecordFault.UnknownSuite;
        if ((RecordState)front[2] is not (RecordState.Live or RecordState.Erased)) return RecordFault.UnknownState;
        if ((front[3] & ~KnownFlags) != 0) return RecordFault.UnknownFlags;
        header.Suite = (CipherSuite)front[0];
        header.SealingKeyId = front[1];
        header.State = (RecordState)front[2];
        header.IsOfEvenEpoch = (front[3] & OfEvenEpoch) != 0;
        header.IsRelabelRequired = (front[3] & RelabelRequired) != 0;
        header.Revision = BinaryPrimitives.ReadUInt32BigEndian(front[RevisionOffset..]);
        header.RetainUntil = BinaryPrimitives.ReadUInt32BigEndian(front[8..]);
        return header.SealingKeyId == 0 || header.Revision == 0 ? RecordFault.ZeroField : RecordFault.None;
    }

    /// <inheritdoc/>
    public readonly bool Equals(RecordHeader other) =>
        (Suite, SealingKeyId, State, IsOfEvenEpoch, IsRelabelRequired, Revision, RetainUntil, SourceEventTime, Recipient, Sender, Link)
        == (other.Suite, other.SealingKeyId, other.State, other.IsOfEvenEpoch, other.IsRelabelRequired, other.Revision, other.RetainUntil, other.SourceEventTime, other.Recipient,
            other.Sender, other.Link);

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is RecordHeader other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode() => HashCode.Combine(Revision, RetainUntil, SourceEventTime, Recipient, Sender);

    /// <summary>Equality of all fields.</summary>
    public static bool operator ==(RecordHeader left, RecordHeader right) => left.Equals(right);

    /// <summary>Inequality of some field.</summary>
    public static bool operator !=(RecordHeader left, RecordHeader right) => !left.Equals(right);

    private static RecordFault Read(ReadOnlySpan<byte> value, out RecordHeader header)
    {
        header = default;
        if (value.Length < FixedLength + AesSiv.TagLength) return RecordFault.TooShort;
        if (ReadFixed(value, out header) is var fault && fault != RecordFault.None) return fault;

        var flags = value[3];
        var rest = value[FixedLength..];
        var optional = ((flags & HasEventTime) != 0 ? EventTimeLength : 0) + ((flags & HasRecipient) != 0 ? NumberLength : 0)
            + ((flags & HasSender) != 0 ? NumberLength : 0);
        if (rest.Length < optional + AesSiv.TagLength) return RecordFault.TooShort;
        if ((flags & HasEventTime) != 0)
        {
            header.SourceEventTime = BinaryPrimitives.ReadInt64BigEndian(rest);
            if (header.SourceEventTime == 0) return RecordFault.ZeroField;
            rest = rest[EventTimeLength..];
        }
        if ((flags & HasRecipient) != 0)
        {
            if (!TryRead(rest, out header.Recipient)) return RecordFault.UnknownNumberState;
            rest = rest[NumberLength..];
        }
        if ((flags & HasSender) != 0)
        {
            if (!TryRead(rest, out header.Sender)) return RecordFault.UnknownNumberState;
            rest = rest[NumberLength..];
        }
        return (flags & HasLink) == 0 ? RecordFault.None : RecordLink.Read(rest[..^AesSiv.TagLength], out header.Link);
    }

    private static void Write(in BoundNumber number, Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((ulong)number.Sequence, (ulong)BoundNumber.MaximumSequence, nameof(number));
        destination[0] = (byte)((byte)number.State | (number.IsShared ? SharedState : 0));
        BinaryPrimitives.WriteUInt16BigEndian(destination[1..], number.Segment);
        destination[3] = (byte)(number.Sequence >> 32);
        BinaryPrimitives.WriteUInt32BigEndian(destination[4..], (uint)number.Sequence);
        BinaryPrimitives.WriteUInt32BigEndian(destination[8..], number.LeaseId);
        BinaryPrimitives.WriteUInt32BigEndian(destination[12..], number.ExpiresAt);
    }

    private static bool TryRead(ReadOnlySpan<byte> source, out BoundNumber number)
    {
        var state = (NumberState)(source[0] & ~SharedState);
        number = new BoundNumber(state, BinaryPrimitives.ReadUInt16BigEndian(source[1..]),
            ((long)source[3] << 32) | BinaryPrimitives.ReadUInt32BigEndian(source[4..]),
            BinaryPrimitives.ReadUInt32BigEndian(source[8..]), BinaryPrimitives.ReadUInt32BigEndian(source[12..]), (source[0] & SharedState) != 0);
        return state is NumberState.Bound or NumberState.Released;
    }
}
