using System.Buffers.Binary;
using System.Numerics;
using System.Text.Unicode;

namespace PrivacyWaybill.Engine.Wire;

/// <summary>
/// Tells UTF-8 from other bytes. The platform's check decides; what waybills are full of, ASCII and Han characters, is known by
/// a look at eight bytes, which costs less than half of it (texts are short, and a waybill has a dozen).
/// </summary>
internal static class Utf8Text
{
    private const ulong NotAscii = 0x8080_8080_8080_8080;

    // A character of three bytes, and two of them.
    private const ulong OneMask = 0xC0_C0F0, One = 0x80_80E0;
    private const ulong TwoMask = OneMask << 24 | OneMask, Two = One << 24 | One;

    /// <summary>Whether a run of a message is UTF-8.</summary>
    /// <param name="message">The message: what stands behind the run may be looked at, and does not count.</param>
    /// <param name="start">Where the run begins.</param>
    /// <param name="end">Where it ends, exclusive.</param>
    public static bool IsValid(ReadOnlySpan<byte> message, int start, int end)
    {
        var at = start;
        while (at < end && message.Length - at >= sizeof(ulong))
        {
            var bytes = BinaryPrimitives.ReadUInt64LittleEndian(message[at..]);
            if ((bytes & TwoMask) == Two && at + 6 <= end && HasOneForm(bytes) && HasOneForm(bytes >> 24))
            {
                at += 6;
                continue;
            }
            var ascii = BitOperations.TrailingZeroCount(bytes & NotAscii) / 8;
            if (ascii > 0) at += ascii;
            else if ((bytes & OneMask) == One && at + 3 <= end && HasOneForm(bytes)) at += 3;
            else break;
        }
        return at >= end || Utf8.IsValid(message[at..end]);
    }

    /// <summary>Whether all that begins like the character is valid: not E0 (a longer form of a shorter character), nor ED (half of a pair).</summary>
    private static bool HasOneForm(ulong character) => (character & 0xF) is not (0x0 or 0xD);
}
