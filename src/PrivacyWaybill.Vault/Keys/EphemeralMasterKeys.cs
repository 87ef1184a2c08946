using System.Security.Cryptography;

namespace PrivacyWaybill.Vault.Keys;

/// <summary>
/// Random keys that live as long as the process: for stores in memory, where nothing sealed outlives them either.
/// </summary>
public sealed class EphemeralMasterKeys : IMasterKeySource, IDisposable
{
    private readonly byte[] _sealing = RandomNumberGenerator.GetBytes(IMasterKeySource.SecretLength);
    private readonly byte[] _naming = RandomNumberGenerator.GetBytes(IMasterKeySource.SecretLength);

    /// <inheritdoc/>
    public IReadOnlyList<MasterKeyName> Names { get; } = [new(MasterKeyUse.Sealing, 1, true), new(MasterKeyUse.Naming, 1, true)];

    /// <inheritdoc/>
    public void Read(MasterKeyName name, Span<byte> secret)
    {
        if (!Names.Contains(name)) throw new KeyRingException($"There is no {name.Use} key {name.Id}.");
        (name.Use == MasterKeyUse.Sealing ? _sealing : _naming).CopyTo(secret);
    }

    /// <summary>Wipes the secrets; key rings that were made of them go on working.</summary>
    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_sealing);
        CryptographicOperations.ZeroMemory(_naming);
    }
}
