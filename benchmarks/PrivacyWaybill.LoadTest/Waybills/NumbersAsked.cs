namespace PrivacyWaybill.LoadTest.Waybills;

/// <summary>Whose virtual numbers are asked for.</summary>
internal enum NumbersAsked
{
    /// <summary>The recipient's.</summary>
    Recipient,

    /// <summary>The recipient's and the sender's.</summary>
    Both,

    /// <summary>Nobody's.</summary>
    None,
}
