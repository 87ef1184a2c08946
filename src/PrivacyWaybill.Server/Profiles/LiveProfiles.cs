using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Masking;
using PrivacyWaybill.Server.Settings;

namespace PrivacyWaybill.Server.Profiles;

/// <summary>
/// The profiles in force and the file that they come from. A changed file takes effect as a whole or not at all: with a
/// fault in it, or without the default profile, the profiles before stay in force.
/// </summary>
internal sealed class LiveProfiles
{
    private readonly ProfileChoice _choice;

    // What the file held when it was last looked at, good or bad; null if it could not be read.
    private byte[]? _seen;

    private LiveProfiles(ProfileChoice choice, byte[] content, ProfileSet profiles)
    {
        (_choice, _seen) = (choice, content);
        Source = new ProfileSource(profiles);
    }

    /// <summary>The profiles in force.</summary>
    public ProfileSource Source { get; }

    /// <summary>Reads what the settings choose.</summary>
    /// <exception cref="SettingsException">It cannot be used; all faults.</exception>
    public static LiveProfiles Open(MaskingSettings settings)
    {
        try
        {
            var choice = settings.ProfileChoice();
            var content = choice.ReadFile();
            return new LiveProfiles(choice, content, choice.Compile(content));
        }
        catch (ProfileException e)
        {
            throw new SettingsException(e.Faults);
        }
    }

    /// <summary>Looks at the file once. Only a change is told, and each change once. One caller at a time.</summary>
    public void Look(ILogger logger)
    {
        var before = Source.Current.RuleSetVersion;
        byte[]? content = null;
        try
        {
            content = _choice.ReadFile();
            if (_seen is not null && content.AsSpan().SequenceEqual(_seen)) return;
            var profiles = _choice.Compile(content);
            Source.Replace(profiles);
            ProfileLog.Replaced(logger, before, profiles.RuleSetVersion);
        }
        catch (ProfileException e)
        {
            if (content is not null || _seen is not null) ProfileLog.Refused(logger, before, e.Message);
        }
        _seen = content;
    }
}
