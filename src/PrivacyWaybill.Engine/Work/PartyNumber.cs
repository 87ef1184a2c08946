using PrivacyWaybill.Engine.Shipments;
using PrivacyWaybill.Numbers;
using PrivacyWaybill.Vault.Records;

namespace PrivacyWaybill.Engine.Work;

/// <summary>What is known of the virtual number of one party of a known shipment.</summary>
internal sealed class PartyNumber
{
    private uint _sharedUntil;

    /// <summary>The number as it will stand in the record.</summary>
    public BoundNumber Bound { get; set; }

    /// <summary>The number of another shipment that the party keeps; it then has none of its own.</summary>
    public SharedNumber? Shared { get; set; }

    /// <summary>When the number ends, in Unix seconds, if it is live.</summary>
    public uint ExpiresAt => Shared is null ? Bound.ExpiresAt : _sharedUntil;

    /// <summary>The shared number is not the one that the record named: the record is to be replaced.</summary>
    public bool IsRelinked { get; set; }

    /// <summary>The shared number was given up by its owner, or is another person's there.</summary>
    public bool IsOver { get; set; }

    /// <summary>An update made the party another person than the one that shared the number.</summary>
    public bool IsLeft { get; set; }

    /// <summary>An update made the party another person, and others keep its number: that leads to nobody any more.</summary>
    public bool IsRetired { get; private set; }

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

    /// <summary>The party keeps another shipment's live number.</summary>
    public void Keep(PartyShare share) => (Shared, Printed, _sharedUntil, IsLive) = (share.Shared, share.Printed, share.ExpiresAt, true);

    /// <summary>The party is to have this number no more.</summary>
    public void Retire() => (Bound, IsLive, IsRetired) = (Bound with { State = NumberState.Released }, false, true);

    /// <summary>Forgets everything but the warning.</summary>
    public void Clear()
    {
        (Bound, IsLive, IsRenewal, Claim, Printed) = (default, false, false, -1, default);
        (Shared, IsRelinked, IsOver, IsLeft, IsRetired) = (null, false, false, false, false);
    }
}
