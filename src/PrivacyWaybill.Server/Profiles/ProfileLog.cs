namespace PrivacyWaybill.Server.Profiles;

/// <summary>What is logged of profiles. A profile file holds no personal data, so its faults may be told.</summary>
internal static partial class ProfileLog
{
    [LoggerMessage(1, LogLevel.Information, "The profile file has changed: masking rules {Before} are replaced by {After}")]
    public static partial void Replaced(ILogger logger, string before, string after);

    [LoggerMessage(2, LogLevel.Error, "The profile file has changed and cannot be used; masking rules {InForce} stay in force: {Faults}")]
    public static partial void Refused(ILogger logger, string inForce, string faults);

    [LoggerMessage(3, LogLevel.Warning, "Profiles that hide less than GB/T 41833-2022 demands are accepted (Masking:AcceptNonCompliant): {Profiles}")]
    public static partial void NonCompliantAccepted(ILogger logger, string profiles);
}
