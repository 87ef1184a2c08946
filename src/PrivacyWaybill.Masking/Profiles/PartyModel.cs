namespace PrivacyWaybill.Masking.Profiles;

/// <summary>What a profile file shows of one party; what is absent is as in the default profile.</summary>
internal sealed record PartyModel
{
    /// <summary><c>surname</c> or <c>hidden</c>.</summary>
    public string? Name { get; init; }

    /// <summary>How many digits stay.</summary>
    public PhoneModel? Phone { get; init; }

    /// <summary><c>building</c>, <c>division</c> or <c>hidden</c>.</summary>
    public string? Address { get; init; }

    /// <summary><c>swept</c> or <c>hidden</c>.</summary>
    public string? Company { get; init; }
}
