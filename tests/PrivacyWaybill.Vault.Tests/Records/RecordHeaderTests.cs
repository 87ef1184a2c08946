using CsCheck;
using PrivacyWaybill.Vault.Records;

namespace PrivacyWaybill.Vault.Tests.Records;

public sealed class RecordHeaderTests
{
    private static readonly Gen<BoundNumber> Numbers = Gen.Select(Gen.OneOf(NumberState.None, NumberState.Bound, NumberState.Released),
        Gen.UShort, Gen.Long[0, BoundNumber.MaximumSequence], Gen.UInt, Gen.UInt, static (state, segment, sequence, lease, expires) =>
            state == NumberState.None ? default : new BoundNumber(state, segment, sequence, lease, expires, lease % 2 == 1));

    private static readonly Gen<RecordId> Ids = Gen.Byte.Array[RecordId.Length].Select(static b => new RecordId(b));

    private static readonly Gen<SharedNumber?> Shared = Gen.OneOf(Gen.Const((SharedNumber?)null),
        Gen.Select(Ids, Gen.Bool, Gen.UShort, Gen.Long[0, BoundNumber.MaximumSequence], Gen.UInt,
            static (owner, isSenders, segment, sequence, lease) => (SharedNumber?)new SharedNumber(owner, isSenders, segment, sequence, lease)));

    private static readonly Gen<RecordLink?> Links = Gen.OneOf(Gen.Const((RecordLink?)null),
        Gen.Select(Ids, Shared, Shared, static (root, recipient, sender) => (RecordLink?)new RecordLink(root, recipient, sender)));

    private static readonly Gen<RecordHeader> Headers = Gen.Select(Gen.Select(Gen.Byte[1, 255], Gen.OneOf(RecordState.Live, RecordState.Erased),
        Gen.UInt[1, uint.MaxValue], Gen.UInt, Gen.OneOf(Gen.Const(0L), Gen.Long), Numbers, Numbers,
        static (key, state, revision, retain, time, recipient, sender) => new RecordHeader
        {
            Suite = CipherSuite.Aes256Siv,
            SealingKeyId = key,
            State = state,
            Revision = revision,
            RetainUntil = retain,
            SourceEventTime = time,
            IsRelabelRequired = revision % 2 == 1,
            Recipient = recipient,
            Sender = sender,
        }), Links, static (header, link) => header with { Link = link });

    [Fact]
    public void ReadOfWrite_AnyHeader_IsTheHeader() =>
        Gen.Select(Headers, Gen.Byte.Array[16, 40]).Sample((header, text) =>
        {
            var value = Value(header, text);
            var fault = RecordHeader.Read(value, out var read, out var rest);
            return fault == RecordFault.None && read == header && rest.SequenceEqual(text) && value.Length == header.Length + text.Length;
        });

    [Fact]
    public void Write_EveryField_IsAtItsDocumentedPlace()
    {
        var header = new RecordHeader
        {
            Suite = CipherSuite.Aes256Siv,
            SealingKeyId = 0x0A,
            State = RecordState.Erased,
            Revision = 0x01020304,
            RetainUntil = 0x65666768,
            SourceEventTime = 0x1122334455667788,
            Recipient = new BoundNumber(NumberState.Bound, 0x2122, 0x2324252627, 0x28292A2B, 0x2C2D2E2F),
            Sender = new BoundNumber(NumberState.Released, 0x3132, 0x3334353637, 0x38393A3B, 0x3C3D3E3F),
        };
        Assert.Equal("010a0207" + "01020304" + "65666768" + "1122334455667788" + "01212223242526272" + "8292a2b2c2d2e2f" + "023132333435363738393a3b3c3d3e3f",
            Convert.ToHexStringLower(Value(header, [])));
    }

    [Fact]
    public void Write_Link_IsAtItsDocumentedPlace()
    {
        var header = Simple() with
        {
            Sender = new BoundNumber(NumberState.Bound, 1, 2, 3, 4),
            Link = new RecordLink(Id("a0a1a2a3a4a5a6a7a8a9aaabac"),
                new SharedNumber(Id("b0b1b2b3b4b5b6b7b8b9babbbc"), true, 0x2122, 0x2324252627, 0x28292A2B),
                new SharedNumber(Id("c0c1c2c3c4c5c6c7c8c9cacbcc"), false, 0x3132, 0x3334353637, 0x38393A3B)),
        };
        Assert.Equal("0101010a" + "00000001" + "00000000" + "01000100000000020000000300000004" + "a0a1a2a3a4a5a6a7a8a9aaabac" + "07"
            + "b0b1b2b3b4b5b6b7b8b9babbbc" + "2122" + "2324252627" + "28292a2b"
            + "c0c1c2c3c4c5c6c7c8c9cacbcc" + "3132" + "3334353637" + "38393a3b", Convert.ToHexStringLower(Value(header, [])));
        Assert.Equal(RecordHeader.MaximumLength, 12 + 8 + 2 * 16 + header.Link.Length);
    }

    [Theory]
    [InlineData("nothing", 12, 0x00, false, false, false)]
    [InlineData("the recipient's number", 28, 0x01, true, false, false)]
    [InlineData("the sender's number", 28, 0x02, false, true, false)]
    [InlineData("the event time", 20, 0x04, false, false, true)]
    [InlineData("everything", 52, 0x07, true, true, true)]
    public void Length_WhatThereIs_TakesOnlyItsOwnPlace(string parts, int length, byte flags, bool recipient, bool sender, bool eventTime)
    {
        var number = new BoundNumber(NumberState.Bound, 1, 2, 3, 4);
        var header = Simple() with { Recipient = recipient ? number : default, Sender = sender ? number : default, SourceEventTime = eventTime ? 1 : 0 };
        var value = Value(header, []);
        Assert.True(length == value.Length && flags == value[3], parts);
    }

    [Fact]
    public void Write_NamedByAnEvenEpoch_IsAFlagThatTakesNoPlace()
    {
        var value = Value(Simple() with { IsOfEvenEpoch = true }, []);
        Assert.Equal((Value(Simple(), []).Length, (byte)16), (value.Length, value[3]));
        Assert.Equal(RecordFault.None, RecordHeader.ReadFixed(value, out var header));
        Assert.True(header.IsOfEvenEpoch);
    }

    [Theory]
    [InlineData("a claim", "ff0000000000000065000000", RecordFault.TooShort)]
    [InlineData("a claim with something behind it", "ff0000000000000065000000" + "000102030405060708090a0b0c0d0e0f", RecordFault.UnknownSuite)]
    [InlineData("empty", "", RecordFault.TooShort)]
    [InlineData("header alone", "010101000000000100000000", RecordFault.TooShort)]
    [InlineData("a byte less than a seal", "010101000000000100000000" + "0102030405060708090a0b0c0d0e0f", RecordFault.TooShort)]
    [InlineData("flags of what is not there", "010101070000000100000000" + "000102030405060708090a0b0c0d0e0f", RecordFault.TooShort)]
    [InlineData("suite 0", "000101000000000100000000" + "000102030405060708090a0b0c0d0e0f", RecordFault.UnknownSuite)]
    [InlineData("suite 2", "020101000000000100000000" + "000102030405060708090a0b0c0d0e0f", RecordFault.UnknownSuite)]
    [InlineData("key id 0", "010001000000000100000000" + "000102030405060708090a0b0c0d0e0f", RecordFault.ZeroField)]
    [InlineData("state 0", "010100000000000100000000" + "000102030405060708090a0b0c0d0e0f", RecordFault.UnknownState)]
    [InlineData("state 3", "010103000000000100000000" + "000102030405060708090a0b0c0d0e0f", RecordFault.UnknownState)]
    [InlineData("flag 64", "010101400000000100000000" + "000102030405060708090a0b0c0d0e0f", RecordFault.UnknownFlags)]
    [InlineData("a link in the seal's place", "010101080000000100000000" + "000102030405060708090a0b0c" + "00" + "0e0f", RecordFault.TooShort)]
    [InlineData("a link without its number", "010101080000000100000000" + "000102030405060708090a0b0c" + "01" + "000102030405060708090a0b0c0d0e0f", RecordFault.TooShort)]
    [InlineData("a link of flag 16", "010101080000000100000000" + "000102030405060708090a0b0c" + "10" + "000102030405060708090a0b0c0d0e0f", RecordFault.UnknownFlags)]
    [InlineData("a link to the sender's number, of nobody", "010101080000000100000000" + "000102030405060708090a0b0c" + "02" + "000102030405060708090a0b0c0d0e0f", RecordFault.UnknownFlags)]
    [InlineData("revision 0", "010101000000000000000000" + "000102030405060708090a0b0c0d0e0f", RecordFault.ZeroField)]
    [InlineData("event time 0", "010101040000000100000000" + "0000000000000000" + "000102030405060708090a0b0c0d0e0f", RecordFault.ZeroField)]
    [InlineData("number of state 0", "010101010000000100000000" + "00000100000000010000000100000001" + "000102030405060708090a0b0c0d0e0f", RecordFault.UnknownNumberState)]
    [InlineData("number of state 3", "010101020000000100000000" + "03000100000000010000000100000001" + "000102030405060708090a0b0c0d0e0f", RecordFault.UnknownNumberState)]
    public void Read_DamagedValue_TellsTheFault(string damage, string value, RecordFault expected)
    {
        var fault = RecordHeader.Read(Convert.FromHexString(value), out var header, out var rest);
        Assert.True(fault == expected, $"{damage}: {fault}");
        Assert.True(header == default && rest.IsEmpty, damage);
    }

    [Fact]
    public void Read_AnyBytes_NeverThrowsAndWritesBackWhatItRead() =>
        Gen.Select(Gen.Byte[0, 2], Gen.Byte[0, 2], Gen.Byte[0, 3], Gen.Byte[0, 17], Gen.Byte.Array[0, 130]).Sample((suite, key, state, flags, rest) =>
        {
            byte[] value = [suite, key, state, flags, .. rest];
            if (RecordHeader.Read(value, out var header, out var text) != RecordFault.None) return true;
            return Value(header, text.ToArray()).AsSpan().SequenceEqual(value);
        });

    [Theory]
    [InlineData(-1)]
    [InlineData(BoundNumber.MaximumSequence + 1)]
    public void Write_SequenceBeyondFortyBits_Throws(long sequence)
    {
        var header = Simple() with { Sender = new BoundNumber(NumberState.Bound, 1, sequence, 1, 1) };
        Assert.Throws<ArgumentOutOfRangeException>(() => header.Write(new byte[RecordHeader.MaximumLength]));
    }

    private static RecordId Id(string hex) => new(Convert.FromHexString(hex));

    private static RecordHeader Simple() => new() { Suite = CipherSuite.Aes256Siv, SealingKeyId = 1, State = RecordState.Live, Revision = 1 };

    private static byte[] Value(RecordHeader header, byte[] sealedOriginals)
    {
        var value = new byte[header.Length + sealedOriginals.Length];
        sealedOriginals.CopyTo(value, header.Write(value));
        return value;
    }
}
