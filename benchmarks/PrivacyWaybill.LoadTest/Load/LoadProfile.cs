namespace PrivacyWaybill.LoadTest.Load;

/// <summary>How the rate goes over the time that counts.</summary>
internal enum LoadProfile
{
    /// <summary>The same all the time.</summary>
    Constant,

    /// <summary>Evenly from a twentieth to the peak.</summary>
    Ramp,

    /// <summary>A quarter, a half, three quarters, all of the peak; each for a quarter of the time.</summary>
    Step,

    /// <summary>24 hours compressed; see <see cref="DayCurve"/>.</summary>
    Day,
}
