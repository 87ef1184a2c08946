namespace PrivacyWaybill.Masking.Profiles;

/// <summary>A profile as it stands in a profile file.</summary>
internal sealed record ProfileModel
{
    /// <summary>Lower-case letters, digits and hyphens.</summary>
    public string? Name { get; init; }

    /// <summary>What stands for a hidden character: <c>*</c>, or <c>^_^</c> for a phone's hidden run.</summary>
    public string? Filler { get; init; }

    /// <summary>What is shown of the sender.</summary>
    public PartyModel? Sender { get; init; }

    /// <summary>What is shown of the recipient.</summary>
    public PartyModel? Recipient { get; init; }

    /// <summary><c>swept</c> or <c>hidden</c>.</summary>
    public string? Goods { get; init; }

    /// <summary><c>swept</c> or <c>hidden</c>.</summary>
    public string? Remark { get; init; }
}
