namespace PrivacyWaybill.Masking.Profiles;

/// <summary>What a profile shows of a person's name.</summary>
internal enum NameStyle : byte
{
    /// <summary>The surname, as <c>张**</c>; organisations whole.</summary>
    Surname,

    /// <summary>Nothing, as <c>***</c>; nothing of organisations either.</summary>
    Hidden,
}
