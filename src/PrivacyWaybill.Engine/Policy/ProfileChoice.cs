using PrivacyWaybill.Masking;

namespace PrivacyWaybill.Engine.Policy;

/// <summary>
/// Which profiles an operator wants: those of a file, built-in ones that hide too little and are accepted by name, and the
/// default one. Every fault begins with the name of the setting that it is about.
/// </summary>
/// <param name="Settings">What the settings are called where the operator wrote them.</param>
public sealed record ProfileChoice(ProfileSettingNames Settings)
{
    /// <summary>Path of the profile file, or null for none.</summary>
    public string? File { get; init; }

    /// <summary>Names of built-in profiles that do not satisfy the standard and are wanted all the same.</summary>
    public IReadOnlyCollection<string> AcceptNonCompliant { get; init; } = [];

    /// <summary>Profile of a waybill that names none; it has to be one of the set.</summary>
    public string Default { get; init; } = MaskingProfile.Gb41833.Name;

    /// <summary>Reads the file and puts the set together.</summary>
    /// <exception cref="ProfileException">It cannot be; all faults.</exception>
    public ProfileSet Read() => Compile(ReadFile());

    /// <summary>The file's content; empty if there is none.</summary>
    /// <exception cref="ProfileException">It cannot be read.</exception>
    public byte[] ReadFile()
    {
        if (File is null) return [];
        try
        {
            return System.IO.File.ReadAllBytes(File);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ProfileException([$"{Settings.File}: the file does not exist"]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ProfileException([$"{Settings.File}: the file cannot be read; check its path and its permissions"]);
        }
    }

    /// <summary>Puts the set together out of the file's content.</summary>
    /// <exception cref="ProfileException">It cannot be; all faults.</exception>
    public ProfileSet Compile(byte[] content)
    {
        var faults = new List<string>();
        // Each apart first: the faults of a set do not say which of the two they are about.
        Try(Settings.AcceptNonCompliant, [], AcceptNonCompliant, faults);
        // An empty file would count as none, and may be one that is just being written.
        if (File is not null && content.Length == 0) faults.Add($$"""{{Settings.File}}: the file is empty; {"profiles": []} has no profiles""");
        else Try(Settings.File, content, [], faults);
        if (faults.Count > 0) throw new ProfileException(faults);

        var set = ProfileSet.Create(content, AcceptNonCompliant);
        return set.TryGet(Default, out _) ? set : throw new ProfileException([$"{Settings.Default}: {set.WhyUnknown(Default)}"]);
    }

    private static void Try(string setting, byte[] content, IReadOnlyCollection<string> accepted, List<string> faults)
    {
        try
        {
            ProfileSet.Create(content, accepted);
        }
        catch (ProfileException e)
        {
            faults.AddRange(e.Faults.Select(fault => $"{setting}: {fault}"));
        }
    }
}
