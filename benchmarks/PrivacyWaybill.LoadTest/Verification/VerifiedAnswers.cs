namespace PrivacyWaybill.LoadTest.Verification;

/// <summary>How many answers are decoded and checked.</summary>
internal enum VerifiedAnswers
{
    /// <summary>One in 127 of each stream, and those that are too short to be of masked waybills: decoding all would measure the client.</summary>
    Sample,

    /// <summary>All.</summary>
    All,

    /// <summary>None.</summary>
    None,
}
