using PrivacyWaybill.Numbers;
using PrivacyWaybill.Vault.Records;

namespace PrivacyWaybill.Engine.Work;

/// <summary>What is known of the virtual number of one party of a known shipment.</summary>
internal sealed class PartyNumber
{
    /// <summary>The number as it will stand in the record.</summary>
    public BoundNumber Bound { get; set; }

    /// <summary>Both directions agree and it has not expired: it may be told.</summary>
    public bool IsLive { get; set; }

    /// <summary>It is to take the place of one that had expired or was lost.</summary>
    public bool IsRenewal { get; set; }

    /// <summary>The claim of a new one, or -1.</summary>
    public int Claim { get; set; } = -1;

    /// <summary>Its printed form, once it is known.</summary>
    public ExtendedNumber Printed { get; set; }

    /// <summary>The item has been warned about this number; a second look does not say it again.</summary>
    public bool HasWarned { get; set; }

    /// <summary>Forgets everything but the warning.</summary>
    public void Clear() => (Bound, IsLive, IsRenewal, Claim, Printed) = (default, false, false, -1, default);
}
