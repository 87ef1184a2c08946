namespace PrivacyWaybill.LoadTest.Verification;

/// <summary>What can be wrong with an answer.</summary>
internal enum WrongKind
{
    /// <summary>The batch was refused, or does not have as many results as it had waybills. Counts once a waybill.</summary>
    Batch,

    /// <summary>A result does not have the object id of the waybill at its place.</summary>
    Order,

    /// <summary>A status other than OK.</summary>
    Status,

    /// <summary>A fresh waybill was answered as known, or one that was sent again as new.</summary>
    Replayed,

    /// <summary>A party without a token.</summary>
    Token,

    /// <summary>A virtual number that was not asked for, or none where one was and could lead to the party.</summary>
    Number,

    /// <summary>A virtual number that a fresh waybill had before.</summary>
    NumberTwice,

    /// <summary>A virtual number of another city than the one that was wished for.</summary>
    City,

    /// <summary>A masked mobile number that is the one that came in.</summary>
    Unmasked,

    /// <summary>A text that is not masked as GB/T 41833 asks, by the conformance checker.</summary>
    Masking,

    /// <summary>A resolved call that is not to be connected to the party's phone.</summary>
    Resolve,

    /// <summary>A reveal that does not show the party that came in.</summary>
    Reveal,
}
