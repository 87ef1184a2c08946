namespace PrivacyWaybill.Vault.Records;

/// <summary>What a party's virtual number is to it.</summary>
public enum NumberState : byte
{
    /// <summary>There is none.</summary>
    None = 0,

    /// <summary>It leads to the party until it expires.</summary>
    Bound = 1,

    /// <summary>It led to the party and was given up before it expired.</summary>
    Released = 2,
}
