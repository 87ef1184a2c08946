namespace PrivacyWaybill.Engine.Credentials;

/// <summary>One API key as the key file holds it: who it is and what it may do, and a hash of its secret.</summary>
public sealed record ApiKeyEntry
{
    /// <summary>Names the key in audit entries: 1 to 32 characters of [A-Za-z0-9.-]. Unique in the file.</summary>
    public required string Id { get; init; }

    /// <summary>SHA-256 of the secret, 64 hexadecimal digits. Plain hashing is enough: the secret is 256 random bits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Whose waybills: 1 to 32 characters of [A-Za-z0-9.-].</summary>
    public required string Tenant { get; init; }

    /// <summary>For whom tokens and pseudonyms are made; the tenant if left out.</summary>
    public string? Partner { get; init; }

    /// <summary>Roles by name: mask, update, resolve, reveal, administer, pseudonymise, erase, export, import.</summary>
    public required IReadOnlyList<string> Roles { get; init; }
}
