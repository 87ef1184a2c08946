using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Batches;

/// <summary>Which virtual number a party is to get, as the caller wrote it and as the policy settled it.</summary>
public struct NumberWish
{
    /// <summary>What the number belongs to; never unspecified once the policy has looked at it.</summary>
    public NumberScope Scope;

    /// <summary>How <see cref="Seconds"/> is meant.</summary>
    public NumberValidity Validity;

    /// <summary>Seconds from now, or Unix seconds, by <see cref="Validity"/>.</summary>
    public long Seconds;

    /// <summary>When the number is to end, in Unix seconds: what the policy made of the above.</summary>
    public uint ExpiresAt;

    /// <summary>The number of the shipment that this one continues is welcome instead of one of its own.</summary>
    public bool MayShare;

    /// <summary>The city whose numbers come first, as the caller wrote it; empty for none.</summary>
    public Slice City;

    /// <summary>The same as the segments write it, once the policy has looked at it; null for none, and for one that no segment is of.</summary>
    public string? KnownCity;

    /// <summary>Only numbers of that city.</summary>
    public bool CityOnly;

    /// <summary>A number of its own is wanted.</summary>
    public readonly bool IsWanted => Scope is NumberScope.Waybill or NumberScope.Shipment;
}

/// <summary>How a wished validity was given.</summary>
public enum NumberValidity : byte
{
    /// <summary>Not: the server's default.</summary>
    Default,

    /// <summary>As a duration from now.</summary>
    For,

    /// <summary>As a point in time.</summary>
    Until,
}
