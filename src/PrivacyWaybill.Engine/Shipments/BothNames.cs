using PrivacyWaybill.Vault.Store;

namespace PrivacyWaybill.Engine.Shipments;

/// <summary>What was read of a shipment under the active naming key and under the other one, as one answer.</summary>
internal static class BothNames
{
    /// <summary>Whether the record is under the other key. If either answer is missing, so is the whole one.</summary>
    /// <param name="active">What is under the active key; afterwards the answer of both.</param>
    /// <param name="other">What is under the other one.</param>
    /// <param name="isOtherOlder">Of two records, which no shipment should have, the older key's counts.</param>
    public static bool IsOther(ref ReadResult active, in ReadResult other, bool isOtherOlder)
    {
        if (active.Outcome == ReadOutcome.Unknown || other.Outcome == ReadOutcome.Unknown)
        {
            active = default;
            return false;
        }
        if (other.Outcome != ReadOutcome.Found || (active.Outcome == ReadOutcome.Found && !isOtherOlder)) return false;
        active = other;
        return true;
    }
}
