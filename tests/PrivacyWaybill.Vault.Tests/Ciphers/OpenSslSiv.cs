using System.Runtime.InteropServices;

namespace PrivacyWaybill.Vault.Tests.Ciphers;

/// <summary>OpenSSL's AES-SIV, which .NET does not surface but whose library it brings into the process on Linux.</summary>
internal sealed class OpenSslSiv : ISivReference
{
    private const string Library = "libcrypto.so.3";
    private const int GetTag = 0x10;

    public static bool IsAvailable { get; } = NativeLibrary.TryLoad(Library, out _);

    public byte[] Seal(byte[] key, IReadOnlyList<byte[]> associatedData, byte[] plaintext)
    {
        var cipher = EVP_CIPHER_fetch(0, $"AES-{key.Length * 4}-SIV", null);
        var context = EVP_CIPHER_CTX_new();
        try
        {
            Check(EVP_EncryptInit_ex(context, cipher, 0, key, null));
            foreach (var text in associatedData) Check(EVP_EncryptUpdate(context, null, out _, text, text.Length));
            var result = new byte[16 + plaintext.Length];
            var ciphertext = new byte[plaintext.Length];
            Check(EVP_EncryptUpdate(context, ciphertext, out var written, plaintext, plaintext.Length));
            Assert.Equal(plaintext.Length, written);
            Check(EVP_EncryptFinal_ex(context, new byte[16], out _));
            Check(EVP_CIPHER_CTX_ctrl(context, GetTag, 16, result));
            ciphertext.CopyTo(result, 16);
            return result;
        }
        finally
        {
            EVP_CIPHER_CTX_free(context);
            EVP_CIPHER_free(cipher);
        }
    }

    private static void Check(int status)
    {
        if (status != 1) throw new InvalidOperationException("OpenSSL refused");
    }

    [DllImport(Library)]
    private static extern nint EVP_CIPHER_fetch(nint library, [MarshalAs(UnmanagedType.LPStr)] string algorithm, [MarshalAs(UnmanagedType.LPStr)] string? properties);

    [DllImport(Library)]
    private static extern void EVP_CIPHER_free(nint cipher);

    [DllImport(Library)]
    private static extern nint EVP_CIPHER_CTX_new();

    [DllImport(Library)]
    private static extern void EVP_CIPHER_CTX_free(nint context);

    [DllImport(Library)]
    private static extern int EVP_EncryptInit_ex(nint context, nint cipher, nint engine, byte[] key, byte[]? iv);

    [DllImport(Library)]
    private static extern int EVP_EncryptUpdate(nint context, byte[]? output, out int written, byte[] input, int length);

    [DllImport(Library)]
    private static extern int EVP_EncryptFinal_ex(nint context, byte[] output, out int written);

    [DllImport(Library)]
    private static extern int EVP_CIPHER_CTX_ctrl(nint context, int type, int argument, byte[] pointer);
}
