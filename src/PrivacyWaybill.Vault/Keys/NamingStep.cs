namespace PrivacyWaybill.Vault.Keys;

/// <summary>A step of a change of naming keys. Each is taken when all servers of the store run with the one before.</summary>
public enum NamingStep
{
    /// <summary>A new key is added; nothing is named by it yet.</summary>
    Add,

    /// <summary>The new key names; places under the old one are claimed before.</summary>
    Use,

    /// <summary>The old key's names are only read.</summary>
    Settle,

    /// <summary>The old key's names are not read any more. The secret stays for the numbers that hang on it.</summary>
    Drop,
}
