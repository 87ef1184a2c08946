namespace PrivacyWaybill.Engine.Policy;

/// <summary>What happens to a waybill when the store cannot be reached, or no number is free.</summary>
public enum Shortage
{
    /// <summary>It fails, retryable; nothing is masked.</summary>
    Fail,

    /// <summary>
    /// It is masked all the same. Without a store: marked degraded, no number, no token. Without a number: stored, with a
    /// warning, and it gets one when it is sent again.
    /// </summary>
    MaskOnly,
}
