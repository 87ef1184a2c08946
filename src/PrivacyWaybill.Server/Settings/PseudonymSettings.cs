namespace PrivacyWaybill.Server.Settings;

/// <summary>Pseudonyms.</summary>
public sealed class PseudonymSettings
{
    /// <summary>Most distinct phones a day for which a credential gets pseudonyms; 0 turns them off.</summary>
    public int PerDay { get; init; }
}
