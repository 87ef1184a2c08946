namespace PrivacyWaybill.LoadTest.Waybills;

/// <summary>What the waybills look like.</summary>
internal enum WaybillMix
{
    /// <summary>The committed samples: one in five has a form that a masking engine stumbles over. A coverage, not a statistic.</summary>
    Samples,

    /// <summary>One in fifty is odd, the others are in ordinary forms.</summary>
    Everyday,
}
