namespace PrivacyWaybill.Vault.Keys;

/// <summary>What a master key is for. The two kinds rotate apart.</summary>
public enum MasterKeyUse : byte
{
    /// <summary>Sealing of originals: old keys open, the active one seals.</summary>
    Sealing = 1,

    /// <summary>Record ids, tokens, pseudonyms and number permutations. The id is called its epoch.</summary>
    Naming = 2,
}
