namespace PrivacyWaybill.Seeds.Waybills;

/// <summary>
/// An address as one text, as divisions and detail, or both: the contract's <c>Address</c>. What is
/// <see langword="null"/> is not set; all parts together are at most 600 bytes of UTF-8.
/// </summary>
public sealed record SyntheticAddress
{
    /// <summary>The whole address as one text.</summary>
    public string? Text { get; init; }

    /// <summary>Province-level division; a municipality stands here and in <see cref="City"/>, as shippers write it.</summary>
    public string? Province { get; init; }

    /// <summary>Prefecture-level division; not set where a province administers the county level itself.</summary>
    public string? City { get; init; }

    /// <summary>County-level division.</summary>
    public string? District { get; init; }

    /// <summary>Township-level division.</summary>
    public string? Town { get; init; }

    /// <summary>Everything below the township.</summary>
    public string? Detail { get; init; }
}
