namespace PrivacyWaybill.Masking.Profiles;

/// <summary>What a profile shows of a text that people fill in as they like.</summary>
internal enum TextStyle : byte
{
    /// <summary>Everything but the leaks in it.</summary>
    Swept,

    /// <summary>Nothing, as <c>***</c>.</summary>
    Hidden,
}
