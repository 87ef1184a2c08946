namespace PrivacyWaybill.Vault.Tokens;

/// <summary>Whose token it is; last byte of the block inside.</summary>
public enum TokenParty : byte
{
    /// <summary>Nobody's: no token has it.</summary>
    None = 0,

    /// <summary>The recipient's.</summary>
    Recipient = 1,

    /// <summary>The sender's.</summary>
    Sender = 2,
}
