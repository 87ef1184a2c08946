namespace PrivacyWaybill.LoadTest.Load;

/// <summary>
/// A day of a carrier, hour by hour, as shares of the day. The peak hour's 12 % is the assumption of <c>seeds/volumes.json</c>; the
/// rest of the curve (a quiet night, pick-ups in the morning, most labels in the evening) is one as well: nobody publishes one.
/// </summary>
internal static class DayCurve
{
    /// <summary>Share of the day in each hour, from midnight. They add up to 1.</summary>
    public static IReadOnlyList<double> Hours { get; } =
    [
        0.015, 0.010, 0.008, 0.007, 0.007, 0.010, 0.015, 0.020, 0.033, 0.045, 0.052, 0.050,
        0.040, 0.045, 0.050, 0.055, 0.062, 0.075, 0.095, 0.120, 0.080, 0.050, 0.033, 0.023,
    ];

    /// <summary>Part of the day that the burst at midnight lasts: ten minutes.</summary>
    public const double BurstPart = 1 / 144.0;

    /// <summary>How much higher than the peak hour the burst is; the assumption of <c>seeds/volumes.json</c>.</summary>
    public const double BurstFactor = 2;

    /// <summary>The rate as a multiple of the peak hour's.</summary>
    /// <param name="part">Part of the day that is over, from 0 to 1.</param>
    /// <param name="hasBurst">Whether the day begins with the burst of Double 11, when the sale opens at midnight.</param>
    public static double At(double part, bool hasBurst) =>
        hasBurst && part < BurstPart ? BurstFactor : Hours[Math.Clamp((int)(part * 24), 0, 23)] / Hours.Max();
}
