using PrivacyWaybill.Engine.Policy;

namespace PrivacyWaybill.Server.Settings;

/// <summary>Masking rules.</summary>
public sealed class MaskingSettings
{
    private static readonly ProfileSettingNames Names = new("Masking:ProfileFile", "Masking:AcceptNonCompliant", "Masking:DefaultProfile");

    /// <summary>Profile of a waybill that names none; it may be one of the file or an accepted one.</summary>
    public string DefaultProfile { get; init; } = "gb41833";

    /// <summary>Path of a profile file, or null for none.</summary>
    public string? ProfileFile { get; init; }

    /// <summary>Built-in profiles that hide less than GB/T 41833 demands and may be used all the same; their results say so.</summary>
    public IReadOnlyList<string> AcceptNonCompliant { get; init; } = [];

    /// <summary>How often the profile file is looked at for a change; 0 for never.</summary>
    public TimeSpan ReloadInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Share of waybills whose masked text is checked against GB/T 41833: from 0 for none to 1 for all.</summary>
    public double Verify { get; init; }

    /// <summary>If such a check does not hold: count it, or refuse the waybill.</summary>
    public ViolationPolicy OnViolation { get; init; } = ViolationPolicy.Count;

    /// <summary>The profiles that these settings choose.</summary>
    internal ProfileChoice ProfileChoice() =>
        new(Names) { File = ProfileFile, AcceptNonCompliant = AcceptNonCompliant, Default = DefaultProfile };
}
