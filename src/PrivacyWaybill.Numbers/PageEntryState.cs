namespace PrivacyWaybill.Numbers;

/// <summary>What a page says about a number.</summary>
public enum PageEntryState : byte
{
    /// <summary>It leads to nobody: never used in this lap, its page gone or over, or no segment has it.</summary>
    Unused,

    /// <summary>It leads to a record; to be believed only if the record names the number with the same lease.</summary>
    Found,

    /// <summary>The store could not be reached or did not answer in time: nothing is known.</summary>
    Unavailable,
}
