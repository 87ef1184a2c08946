using PrivacyWaybill.Vault.Keys;

namespace PrivacyWaybill.Vault.Tests.Keys;

/// <summary>Master keys that are the same in every run: the secret of a key is its use and id, repeated.</summary>
internal sealed class FixedMasterKeys(params MasterKeyName[] names) : IMasterKeySource
{
    public static FixedMasterKeys One { get; } = new(new(MasterKeyUse.Sealing, 1, true), new(MasterKeyUse.Naming, 1, true));

    public IReadOnlyList<MasterKeyName> Names { get; } = names;

    public static byte[] Secret(MasterKeyUse use, byte id)
    {
        var secret = new byte[IMasterKeySource.SecretLength];
        for (var i = 0; i < secret.Length; i++) secret[i] = i % 2 == 0 ? (byte)use : id;
        return secret;
    }

    public void Read(MasterKeyName name, Span<byte> secret) => Secret(name.Use, name.Id).CopyTo(secret);
}
