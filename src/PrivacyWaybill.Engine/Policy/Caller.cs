namespace PrivacyWaybill.Engine.Policy;

/// <summary>Who calls, as the credential says; nothing of it comes from the request.</summary>
/// <param name="CredentialId">Names the credential in audit entries; not the key.</param>
/// <param name="Tenant">Whose waybills: part of every identity. 1 to 32 characters of ASCII.</param>
/// <param name="Partner">For whom tokens and pseudonyms are made. 1 to 32 characters of ASCII.</param>
/// <param name="Roles">What it may do.</param>
public sealed record Caller(string CredentialId, string Tenant, string Partner, Roles Roles)
{
    /// <summary>Whether the caller has all of the roles.</summary>
    public bool May(Roles roles) => (Roles & roles) == roles;
}
