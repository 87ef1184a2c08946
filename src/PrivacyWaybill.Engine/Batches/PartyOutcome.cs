namespace PrivacyWaybill.Engine.Batches;

/// <summary>What a party got beside its masked texts.</summary>
public struct PartyOutcome
{
    /// <summary>Main number of the virtual number; meaningful if <see cref="HasNumber"/>.</summary>
    public Slice MainNumber;

    /// <summary>Extension, zero-padded, possibly empty.</summary>
    public Slice Extension;

    /// <summary>The number as printed on labels.</summary>
    public Slice Display;

    /// <summary>When the number ends, in Unix seconds.</summary>
    public uint ExpiresAt;

    /// <summary>The token, or empty.</summary>
    public Slice Token;

    /// <summary>The pseudonym, or empty.</summary>
    public Slice Pseudonym;

    /// <summary>The party has a virtual number.</summary>
    public readonly bool HasNumber => Display.Length > 0;
}
