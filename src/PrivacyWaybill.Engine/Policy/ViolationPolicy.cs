namespace PrivacyWaybill.Engine.Policy;

/// <summary>What happens to a waybill whose masked text does not hold against GB/T 41833-2022.</summary>
public enum ViolationPolicy
{
    /// <summary>It is counted and goes on.</summary>
    Count,

    /// <summary>It is counted and fails: nothing of it is shown or stored.</summary>
    Refuse,
}
