namespace PrivacyWaybill.Engine.Tests.Model;

/// <summary>A number as it was told for a party, and what became of it. Times are Unix seconds.</summary>
internal sealed class ModelNumber(ModelShipment shipment, bool isSender, string display, long issuedAt, long expiresAt)
{
    public ModelShipment Shipment { get; } = shipment;

    public bool IsSender { get; } = isSender;

    public string Display { get; } = display;

    public long IssuedAt { get; } = issuedAt;

    public long ExpiresAt { get; set; } = expiresAt;

    public bool IsReleased { get; set; }

    /// <summary>Others keep it, or kept one before it: it never becomes another person's.</summary>
    public bool IsShared { get; set; }

    /// <summary>Whether its shipment still names it.</summary>
    public bool IsNamed => Shipment.Number(IsSender) == this;

    public bool IsLiveAt(long now) => IsNamed && !IsReleased && ExpiresAt > now && Shipment.IsKeptAt(now);

    /// <summary>From this time on it may be somebody else's.</summary>
    public long FreeFrom => ExpiresAt + (long)ModelTimes.Quarantine.TotalSeconds;

    /// <summary>Until this time it can surely be extended; its block may have been leased as long ago as a lease lasts.</summary>
    public long SurelyExtendableUntil => ExtendableUntil - (long)ModelTimes.LeaseAge.TotalSeconds;

    /// <summary>Beyond this time it surely cannot be extended.</summary>
    public long ExtendableUntil => IssuedAt + (long)ModelTimes.LongestTotal.TotalSeconds;

    /// <summary>Whether it lives longer than any block that it can have come from: by a hold.</summary>
    public bool IsHeld => ExpiresAt > IssuedAt + (long)(ModelTimes.LongestValidity + ModelTimes.LeaseAge).TotalSeconds;

    /// <summary>Until this time its page or its hold surely remembers it; afterwards it may be unknown.</summary>
    public long RememberedUntil =>
        Math.Max(IssuedAt + (long)ModelTimes.LongestValidity.TotalSeconds, ExpiresAt) + (long)(ModelTimes.Quarantine + ModelTimes.Margin).TotalSeconds;
}
