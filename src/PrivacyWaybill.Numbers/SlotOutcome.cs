namespace PrivacyWaybill.Numbers;

/// <summary>What became of a reserved number.</summary>
public enum SlotOutcome : byte
{
    /// <summary>It is not known whether somebody will be told this number: never used again in this lap. The default.</summary>
    Burned,

    /// <summary>A waybill has it.</summary>
    Used,

    /// <summary>
    /// Nobody has it and nobody will: page and record were answered positively and the number was not needed, or nothing
    /// was sent at all. It is handed out again.
    /// </summary>
    Returned,
}
