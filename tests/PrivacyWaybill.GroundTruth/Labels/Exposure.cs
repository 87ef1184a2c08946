namespace PrivacyWaybill.GroundTruth.Labels;

/// <summary>What a masked label may do with a piece of text.</summary>
public enum Exposure
{
    /// <summary>Must stay, byte for byte.</summary>
    Keep,

    /// <summary>May stay or go: separators, cue words beside a secret, surnames, area codes.</summary>
    Free,

    /// <summary>Must not be readable.</summary>
    Secret,
}
