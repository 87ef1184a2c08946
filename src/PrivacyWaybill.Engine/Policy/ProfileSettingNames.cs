namespace PrivacyWaybill.Engine.Policy;

/// <summary>What the settings of a <see cref="ProfileChoice"/> are called where an operator writes them.</summary>
/// <param name="File">The profile file's.</param>
/// <param name="AcceptNonCompliant">That of the accepted profiles.</param>
/// <param name="Default">The default profile's.</param>
public sealed record ProfileSettingNames(string File, string AcceptNonCompliant, string Default);
