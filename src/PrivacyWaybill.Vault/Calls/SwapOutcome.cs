namespace PrivacyWaybill.Vault.Calls;

/// <summary>What became of a pair that was to be stored.</summary>
public enum SwapOutcome : byte
{
    /// <summary>No answer in time, or the connection broke: it may have happened, or may still happen. The default.</summary>
    Unknown,

    /// <summary>Both values were as expected and are the new ones now.</summary>
    Swapped,

    /// <summary>One of them was another; nothing changed.</summary>
    Conflict,

    /// <summary>The store said no: nothing was written and nothing will be.</summary>
    Refused,
}
