using System.Buffers.Binary;

namespace PrivacyWaybill.Engine.Content;

/// <summary>
/// Contents as they are sealed: the same bytes in less room. UTF-8 spends three bytes on a Han character; of Chinese
/// waybills a packed content has three fifths of the length. Reversible for any bytes, and canonical: one content has one
/// packed form, so that the same content still seals to the same bytes.
/// <code>
/// first byte  03, in the place of the content's version 02
/// 00 to 7F    the byte itself
/// 80 to D1    a Han character U+4E00 to U+9FFF: high byte of its place in the block; the low byte follows
/// D2, D3      U+3000 to U+30FF, U+FF00 to U+FFFF: the low byte of the character follows
/// D4 to FD    one of 42 characters that addresses are full of
/// FE          eleven digits of which the first is 1: the others as a number of five bytes, big endian
/// FF          bytes as they are: how many (1 to 255), then these
/// </code>
/// </summary>
internal static class ContentPacking
{
    /// <summary>First byte of every packed content.</summary>
    public const byte Version = 3;

    /// <summary>The most that unpacking makes of a byte.</summary>
    private const int MostPerByte = 3;

    // Which characters are the most frequent ones is a matter of taste; that the list never changes is not: stored
    // contents are read by it.
    private const string Frequent = "省市区县镇乡村街道路巷弄号幢栋楼座单元层室组东南西北中山江河湖海大新金阳城花园小州广";

    private const int FirstHan = 0x4E00, LastHan = 0x9FFF;
    private const byte Han = 0x80, Symbols = 0xD2, Wide = 0xD3, FirstFrequent = 0xD4, Mobile = 0xFE, AsTheyAre = 0xFF;
    private const int MobileDigits = 11, MobileLength = 6;

    private static readonly ushort[] s_codes = Codes();

    /// <summary>The most bytes that <see cref="Pack"/> writes for a content.</summary>
    public static int MaximumLength(int contentLength) => MostPerByte * contentLength;

    /// <summary>Packs a content of the present version and returns the packed length.</summary>
    /// <param name="content">The content.</param>
    /// <param name="destination">At least <see cref="MaximumLength"/> bytes; those behind the packed content may be written over.</param>
    public static int Pack(ReadOnlySpan<byte> content, Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(content[0], ContentCodec.Version);
        destination[0] = Version;
        var (from, to) = (1, 1);
        while (from < content.Length)
        {
            var first = content[from];
            if (first < Han)
            {
                if (first == '1' && TryReadMobile(content[from..], out var digits))
                {
                    destination[to] = Mobile;
                    destination[to + 1] = (byte)(digits >> 32);
                    BinaryPrimitives.WriteUInt32BigEndian(destination[(to + 2)..], (uint)digits);
                    (from, to) = (from + MobileDigits, to + MobileLength);
                    continue;
                }
                destination[to++] = first;
                from++;
                continue;
            }
            var code = CodeAt(content, from);
            if (code != 0)
            {
                // Both bytes, whether the second counts or not.
                BinaryPrimitives.WriteUInt16LittleEndian(destination[to..], code);
                to += (byte)code >= FirstFrequent ? 1 : 2;
                from += 3;
                continue;
            }
            var start = from++;
            while (from < content.Length && from - start < byte.MaxValue && content[from] >= Han && CodeAt(content, from) == 0) from++;
            destination[to++] = AsTheyAre;
            destination[to++] = (byte)(from - start);
            content[start..from].CopyTo(destination[to..]);
            to += from - start;
        }
        return to;
    }

    /// <summary>The content: unpacked if it is a packed one, otherwise as it is. Null if the bytes are no packed content.</summary>
    public static byte[]? Unpack(ReadOnlySpan<byte> stored)
    {
        if (stored is not [Version, ..]) return stored.ToArray();
        var room = new byte[MostPerByte * stored.Length];
        var length = Unpack(stored, room);
        var content = length < 0 ? null : room[..length];
        room.AsSpan().Clear();
        return content;
    }

    private static int Unpack(ReadOnlySpan<byte> packed, Span<byte> destination)
    {
        destination[0] = ContentCodec.Version;
        var (from, to) = (1, 1);
        while (from < packed.Length)
        {
            var first = packed[from++];
            switch (first)
            {
                case < Han:
                    destination[to++] = first;
                    continue;
                case >= FirstFrequent and < Mobile:
                    to += WriteCharacter(Frequent[first - FirstFrequent], destination[to..]);
                    continue;
                case Mobile:
                    if (packed.Length - from < MobileLength - 1) return -1;
                    destination[to] = (byte)'1';
                    WriteDigits(((ulong)packed[from] << 32) | BinaryPrimitives.ReadUInt32BigEndian(packed[(from + 1)..]), destination.Slice(to + 1, MobileDigits - 1));
                    (from, to) = (from + MobileLength - 1, to + MobileDigits);
                    continue;
            }
            if (from == packed.Length) return -1;
            var second = packed[from++];
            if (first == AsTheyAre)
            {
                if (packed.Length - from < second) return -1;
                packed.Slice(from, second).CopyTo(destination[to..]);
                (from, to) = (from + second, to + second);
                continue;
            }
            var high = first switch { Symbols => 0x3000, Wide => 0xFF00, _ => FirstHan + ((first - Han) << 8) };
            to += WriteCharacter(high + second, destination[to..]);
        }
        return to;
    }

    /// <summary>The packed form of the character that begins there: its first byte in the low half; 0 if it has none.</summary>
    private static ushort CodeAt(ReadOnlySpan<byte> content, int at)
    {
        if (content.Length - at < 3) return 0;
        int first = content[at], second = content[at + 1] ^ 0x80, third = content[at + 2] ^ 0x80;
        if ((first & 0xF0) != 0xE0 || (second | third) > 0x3F) return 0;
        return s_codes[((first & 0x0F) << 12) | (second << 6) | third];
    }

    private static bool TryReadMobile(ReadOnlySpan<byte> content, out ulong digits)
    {
        digits = 0;
        if (content.Length < MobileDigits) return false;
        foreach (var digit in content[1..MobileDigits])
        {
            if ((uint)(digit - '0') > 9) return false;
            digits = digits * 10 + digit - '0';
        }
        return true;
    }

    private static void WriteDigits(ulong digits, Span<byte> destination)
    {
        for (var i = destination.Length - 1; i >= 0; i--) (digits, destination[i]) = (digits / 10, (byte)('0' + digits % 10));
    }

    private static int WriteCharacter(int character, Span<byte> destination)
    {
        destination[0] = (byte)(0xE0 | character >> 12);
        destination[1] = (byte)(0x80 | ((character >> 6) & 0x3F));
        destination[2] = (byte)(0x80 | (character & 0x3F));
        return 3;
    }

    /// <summary>The packed form of each character of three bytes, by its code point.</summary>
    private static ushort[] Codes()
    {
        var codes = new ushort[0x10000];
        for (var c = FirstHan; c <= LastHan; c++) codes[c] = Code(Han + ((c - FirstHan) >> 8), c - FirstHan);
        for (var c = 0x3000; c <= 0x30FF; c++) codes[c] = Code(Symbols, c);
        for (var c = 0xFF00; c <= 0xFFFF; c++) codes[c] = Code(Wide, c);
        for (var i = 0; i < Frequent.Length; i++) codes[Frequent[i]] = (ushort)(FirstFrequent + i);
        return codes;

        static ushort Code(int first, int second) => (ushort)(first | (byte)second << 8);
    }
}
