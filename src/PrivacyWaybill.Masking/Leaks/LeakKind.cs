namespace PrivacyWaybill.Masking.Leaks;

/// <summary>How a leak is rendered.</summary>
internal enum LeakKind : byte
{
    /// <summary>One <c>***</c> in its place: an account, an e-mail address, a card, a plate.</summary>
    Identity,

    /// <summary>One <c>***</c> in its place: unit, storey, room, bed.</summary>
    Unit,

    /// <summary>One star for each letter and digit: an access code, a company extension.</summary>
    Code,

    /// <summary>By the rule for names.</summary>
    Person,
}
