namespace PrivacyWaybill.Engine.Policy;

/// <summary>What happens to a waybill when the store cannot be reached, or no number is free.</summary>
public enum Shortage
{
    /// <summary>It fails, retryable; nothing is masked.</summary>
    Fail,

    /// <summary>It is masked and marked degraded; no number, no token, nothing stored.</summary>
    MaskOnly,
}
