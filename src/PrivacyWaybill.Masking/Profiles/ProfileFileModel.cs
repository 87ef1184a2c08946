namespace PrivacyWaybill.Masking.Profiles;

/// <summary>A profile file.</summary>
internal sealed record ProfileFileModel
{
    /// <summary>The profiles.</summary>
    public IReadOnlyList<ProfileModel?>? Profiles { get; init; }
}
