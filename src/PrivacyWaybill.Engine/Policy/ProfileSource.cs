using PrivacyWaybill.Masking;

namespace PrivacyWaybill.Engine.Policy;

/// <summary>
/// The profiles in force. They may be replaced while batches are under way; a batch keeps those it began with. Safe for
/// concurrent use.
/// </summary>
/// <param name="profiles">The profiles to begin with.</param>
public sealed class ProfileSource(ProfileSet profiles)
{
    private volatile ProfileSet _current = profiles;

    /// <summary>The profiles for the next batch.</summary>
    public ProfileSet Current => _current;

    /// <summary>Replaces all profiles at once.</summary>
    public void Replace(ProfileSet profiles) => _current = profiles;
}
