namespace PrivacyWaybill.Masking;

/// <summary>Profiles cannot be used as they are.</summary>
/// <param name="faults">What is wrong, one sentence each, with the profile and the part that it is about.</param>
public sealed class ProfileException(IReadOnlyList<string> faults) : Exception(string.Join("; ", faults))
{
    /// <summary>What is wrong, one sentence each.</summary>
    public IReadOnlyList<string> Faults { get; } = faults;
}
