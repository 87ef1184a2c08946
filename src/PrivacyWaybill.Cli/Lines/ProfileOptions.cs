using System.CommandLine;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Masking;

namespace PrivacyWaybill.Cli.Lines;

/// <summary>The options of <c>pw mask</c> that choose profiles, as the server's settings do.</summary>
internal sealed class ProfileOptions
{
    private readonly Option<string> _name = new("--profile")
    {
        Description = $"The masking profile; of a waybill that names none. Default: {MaskingProfile.Gb41833.Name}.",
        HelpName = "P",
    };

    private readonly Option<string> _file = new("--profile-file")
    {
        Description = "Profiles of your own, a JSON file, beside the built-in ones.",
        HelpName = "FILE",
    };

    private readonly Option<string[]> _accepted = new("--accept-non-compliant")
    {
        Description = "Allow a built-in profile that hides less than GB/T 41833-2022 demands, by its name. Can be given several times.",
        HelpName = "NAME",
    };

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_name, _file, _accepted]) command.Add(option);
    }

    /// <summary>What a text was masked by, for where the masked text itself has no place to say it.</summary>
    public static string Describe(ProfileSet profiles, MaskingProfile profile) =>
        $"profile {profile.Name}, masking rules {profiles.RuleSetVersion}" + (profile.IsCompliant ? "" : ", non-compliant: hides less than GB/T 41833-2022 demands");

    /// <summary>All profiles that may be used, and the one that is asked for.</summary>
    /// <exception cref="UsageException">The file cannot be used, a name is unknown, or a profile was not accepted.</exception>
    public (ProfileSet Profiles, MaskingProfile Asked) Read(ParseResult parse)
    {
        var choice = new ProfileChoice(new(_file.Name, _accepted.Name, _name.Name))
        {
            File = parse.GetValue(_file),
            AcceptNonCompliant = parse.GetValue(_accepted) ?? [],
            Default = parse.GetValue(_name) ?? MaskingProfile.Gb41833.Name,
        };
        try
        {
            var profiles = choice.Read();
            return profiles.TryGet(choice.Default, out var asked) ? (profiles, asked) : throw new UsageException($"{_name.Name}: {profiles.WhyUnknown(choice.Default)}");
        }
        catch (ProfileException e)
        {
            throw new UsageException(e.Message);
        }
    }
}
