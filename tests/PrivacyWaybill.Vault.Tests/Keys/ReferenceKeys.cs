using System.Buffers.Binary;
using System.Text;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;
using PrivacyWaybill.Vault.Keys;

namespace PrivacyWaybill.Vault.Tests.Keys;

/// <summary>Derivation and AES by BouncyCastle: pins what names and tokens hang on, apart from the code that makes them.</summary>
internal static class ReferenceKeys
{
    public static byte[] Derive(MasterKeyUse use, byte id, string label, int length, params ReadOnlySpan<byte[]> parts)
    {
        var info = new List<byte>([.. Encoding.ASCII.GetBytes(label), 0]);
        foreach (var part in parts) info.AddRange(part);
        var generator = new HkdfBytesGenerator(new Sha256Digest());
        generator.Init(new HkdfParameters(FixedMasterKeys.Secret(use, id), null, [.. info]));
        var key = new byte[length];
        generator.GenerateBytes(key, 0, length);
        return key;
    }

    public static byte[] Named(string name)
    {
        var part = new byte[4 + Encoding.UTF8.GetByteCount(name)];
        BinaryPrimitives.WriteInt32BigEndian(part, part.Length - 4);
        Encoding.UTF8.GetBytes(name, part.AsSpan(4));
        return part;
    }

    public static byte[] EncryptBlock(byte[] key, byte[] block)
    {
        var engine = new AesEngine();
        engine.Init(true, new KeyParameter(key));
        var output = new byte[16];
        engine.ProcessBlock(block, 0, output, 0);
        return output;
    }
}
