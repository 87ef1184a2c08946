using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace PrivacyWaybill.Vault.Ciphers;

/// <summary>Arithmetic on 16-byte blocks, shared by CMAC and S2V.</summary>
internal static class Block128
{
    public const int Length = 16;

    /// <summary>Multiplication by x in GF(2^128), the block read big endian: <c>dbl</c> of RFC 5297, section 2.3.</summary>
    public static UInt128 Double(UInt128 block) => (block << 1) ^ ((block >> 127) * 0x87u);

    /// <summary>The bytes followed by a one bit and zeros: the padding of SP 800-38B, section 6.2.</summary>
    /// <param name="bytes">0 to 15 bytes.</param>
    public static Vector128<byte> Pad(ReadOnlySpan<byte> bytes)
    {
        Span<byte> padded = stackalloc byte[Length];
        padded.Clear();
        bytes.CopyTo(padded);
        padded[bytes.Length] = 0x80;
        return Vector128.Create<byte>(padded);
    }

    /// <summary>Adds (XOR) one run of bytes to another of the same length into a third, which may be one of them.</summary>
    public static void Xor(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, Span<byte> sum)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(right.Length, left.Length);
        ArgumentOutOfRangeException.ThrowIfNotEqual(sum.Length, left.Length);
        ref var a = ref MemoryMarshal.GetReference(left);
        ref var b = ref MemoryMarshal.GetReference(right);
        ref var s = ref MemoryMarshal.GetReference(sum);
        var at = 0;
        for (; at <= left.Length - 32; at += 32)
            (Vector256.LoadUnsafe(ref a, (nuint)at) ^ Vector256.LoadUnsafe(ref b, (nuint)at)).StoreUnsafe(ref s, (nuint)at);
        if (at <= left.Length - 16)
        {
            (Vector128.LoadUnsafe(ref a, (nuint)at) ^ Vector128.LoadUnsafe(ref b, (nuint)at)).StoreUnsafe(ref s, (nuint)at);
            at += 16;
        }
        if (at <= left.Length - 8)
        {
            (Vector64.LoadUnsafe(ref a, (nuint)at) ^ Vector64.LoadUnsafe(ref b, (nuint)at)).StoreUnsafe(ref s, (nuint)at);
            at += 8;
        }
        for (; at < left.Length; at++)
            Unsafe.Add(ref s, at) = (byte)(Unsafe.Add(ref a, at) ^ Unsafe.Add(ref b, at));
    }
}
