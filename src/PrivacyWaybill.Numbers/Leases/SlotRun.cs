namespace PrivacyWaybill.Numbers.Leases;

/// <summary>Consecutive slots of a lease.</summary>
internal readonly record struct SlotRun(Lease Lease, int First, int Count);
