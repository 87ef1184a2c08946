using System.Numerics;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Macs;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Parameters;

namespace PrivacyWaybill.Vault.Tests.Ciphers;

/// <summary>RFC 5297 written down as the RFC writes it, from BouncyCastle's CMAC and counter mode.</summary>
internal sealed class BouncyCastleSiv : ISivReference
{
    public byte[] Seal(byte[] key, IReadOnlyList<byte[]> associatedData, byte[] plaintext)
    {
        var half = key.Length / 2;
        var tag = S2V(key[..half], associatedData, plaintext);
        var counter = tag.ToArray();
        counter[8] &= 0x7f;
        counter[12] &= 0x7f;
        var cipher = new BufferedBlockCipher(new SicBlockCipher(new AesEngine()));
        cipher.Init(true, new ParametersWithIV(new KeyParameter(key[half..]), counter));
        return [.. tag, .. cipher.DoFinal(plaintext)];
    }

    private static byte[] S2V(byte[] key, IReadOnlyList<byte[]> strings, byte[] last)
    {
        var d = Cmac(key, new byte[16]);
        foreach (var text in strings) d = Xor(Double(d), Cmac(key, text));
        var final = last.Length >= 16
            ? [.. last[..^16], .. Xor(last[^16..], d)]
            : Xor(Double(d), [.. last, 0x80, .. new byte[15 - last.Length]]);
        return Cmac(key, final);
    }

    private static byte[] Cmac(byte[] key, byte[] message)
    {
        var mac = new CMac(new AesEngine());
        mac.Init(new KeyParameter(key));
        mac.BlockUpdate(message);
        var code = new byte[16];
        mac.DoFinal(code);
        return code;
    }

    private static byte[] Double(byte[] block)
    {
        var doubled = new BigInteger(block, isUnsigned: true, isBigEndian: true) << 1;
        if (doubled >> 128 != 0) doubled = (doubled - (BigInteger.One << 128)) ^ 0x87;
        var bytes = doubled.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[16 - bytes.Length], .. bytes];
    }

    private static byte[] Xor(byte[] left, byte[] right) => [.. left.Zip(right, static (a, b) => (byte)(a ^ b))];
}
