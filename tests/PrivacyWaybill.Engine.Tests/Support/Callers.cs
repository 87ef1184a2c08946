using PrivacyWaybill.Engine.Policy;

namespace PrivacyWaybill.Engine.Tests.Support;

/// <summary>Who calls.</summary>
internal static class Callers
{
    private static int _credentials;

    public static readonly Caller Masker = new("masker", "carrier", "carrier", Roles.Mask);

    public static readonly Caller Updater = new("updater", "carrier", "carrier", Roles.Mask | Roles.Update);

    /// <summary>The same tenant, another partner.</summary>
    public static readonly Caller OtherPartner = Masker with { Partner = "station" };

    /// <summary>Another tenant with a partner of the same name.</summary>
    public static readonly Caller OtherTenant = Masker with { Tenant = "rival" };

    /// <summary>May have pseudonyms; its count of phones begins at none.</summary>
    public static Caller NewPseudonymiser() =>
        new($"pseudonymiser-{Interlocked.Increment(ref _credentials)}", "carrier", "carrier", Roles.Mask | Roles.Pseudonymise);
}
