namespace PrivacyWaybill.Masking.Profiles;

/// <summary>What a profile file shows of phone numbers; what is absent is as in the default profile.</summary>
internal sealed record PhoneModel
{
    /// <summary>Leading digits of a mobile number.</summary>
    public int? Head { get; init; }

    /// <summary>Trailing digits.</summary>
    public int? Tail { get; init; }

    /// <summary>Whether country and area codes stay.</summary>
    public bool? Prefix { get; init; }
}
