using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PrivacyWaybill.Masking.Profiles;

namespace PrivacyWaybill.Masking;

/// <summary>
/// The profiles that may be used, immutable: the built-in ones that satisfy GB/T 41833-2022, the others that were
/// accepted by name, and those of a profile file.
/// </summary>
public sealed class ProfileSet
{
    /// <summary>
    /// The version of all rules and tables of this library. It changes whenever the same input may be rendered
    /// differently.
    /// </summary>
    public const string LibraryVersion = "2";

    // Enough to tell the few versions of one profile file apart.
    private const int DigestBytes = 4;

    private static readonly MaskingProfile[] s_compliant =
        [MaskingProfile.Gb41833, MaskingProfile.Gb41833Tail4, MaskingProfile.Smile, MaskingProfile.Strict];

    private static readonly MaskingProfile[] s_nonCompliant = [MaskingProfile.SfMiddle4, MaskingProfile.JdSmileClassic];

    private readonly MaskingProfile[] _profiles;
    private readonly byte[] _ruleSetVersion;

    private ProfileSet(MaskingProfile[] profiles, string ruleSetVersion)
    {
        _profiles = profiles;
        RuleSetVersion = ruleSetVersion;
        _ruleSetVersion = System.Text.Encoding.UTF8.GetBytes(ruleSetVersion);
    }

    /// <summary>The built-in profiles that satisfy the standard.</summary>
    public static ProfileSet BuiltIn { get; } = new(s_compliant, LibraryVersion);

    /// <summary>All profiles, the default first.</summary>
    public IReadOnlyList<MaskingProfile> Profiles => _profiles;

    /// <summary>
    /// The version of the rules and of the profile file together, such as <c>2</c> or <c>2.9f86d081</c>, told to clients
    /// with every result.
    /// </summary>
    public string RuleSetVersion { get; }

    /// <summary>The same as UTF-8.</summary>
    public ReadOnlySpan<byte> RuleSetVersionBytes => _ruleSetVersion;

    /// <summary>Puts a set together.</summary>
    /// <param name="file">A profile file, JSON; empty for none.</param>
    /// <param name="acceptedNonCompliant">Names of built-in profiles that do not satisfy the standard and are wanted all the same.</param>
    /// <exception cref="ProfileException">A profile can break the standard's rule, or the file is not one; says where and why.</exception>
    public static ProfileSet Create(ReadOnlySpan<byte> file, IReadOnlyCollection<string> acceptedNonCompliant)
    {
        var faults = new List<string>();
        var profiles = new List<MaskingProfile>(s_compliant);
        foreach (var name in acceptedNonCompliant)
        {
            var accepted = Array.Find(s_nonCompliant, profile => profile.Name == name);
            if (accepted is null) faults.Add($"'{name}' is not a non-compliant profile; there are {string.Join(", ", s_nonCompliant.Select(p => p.Name))}");
            else if (!profiles.Contains(accepted)) profiles.Add(accepted);
        }

        if (!file.IsEmpty) profiles.AddRange(ProfileFile.Read(file, [.. s_compliant, .. s_nonCompliant], faults));
        if (faults.Count > 0) throw new ProfileException(faults);
        return new([.. profiles], file.IsEmpty ? LibraryVersion : $"{LibraryVersion}.{Digest(file)}");
    }

    /// <summary>Finds a profile by its name, which is compared exactly.</summary>
    /// <param name="name">Such as <c>gb41833</c>.</param>
    /// <param name="profile">The profile, when there is one.</param>
    public bool TryGet(string name, [NotNullWhen(true)] out MaskingProfile? profile) =>
        TryGet(Encoding.UTF8.GetBytes(name), out profile);

    /// <summary>Finds a profile by the UTF-8 bytes of its name, which are compared exactly.</summary>
    /// <param name="name">Such as <c>gb41833</c>.</param>
    /// <param name="profile">The profile, when there is one.</param>
    public bool TryGet(ReadOnlySpan<byte> name, [NotNullWhen(true)] out MaskingProfile? profile)
    {
        foreach (var candidate in _profiles)
        {
            if (!candidate.NameUtf8.Span.SequenceEqual(name)) continue;
            profile = candidate;
            return true;
        }

        profile = null;
        return false;
    }

    /// <summary>Why a name finds no profile, and what to do about it. Does not repeat the name.</summary>
    /// <param name="name">A name that <see cref="TryGet(string, out MaskingProfile?)"/> does not find.</param>
    public string WhyUnknown(string name) => Array.Exists(s_nonCompliant, profile => profile.Name == name)
        ? "this profile hides less than GB/T 41833-2022 demands and has to be accepted by name first"
        : string.Create(CultureInfo.InvariantCulture, $"no such profile; there is {string.Join(", ", _profiles.Select(p => p.Name))}");

    private static string Digest(ReadOnlySpan<byte> file) =>
        Convert.ToHexStringLower(SHA256.HashData(file).AsSpan(0, DigestBytes));
}
