namespace PrivacyWaybill.LoadTest.Load;

/// <summary>
/// When each batch of an open loop is to be sent, fixed before the first one is: a slow answer delays nothing, and what it makes
/// late counts as late. Pure.
/// </summary>
/// <param name="peak">Waybills a second at the profile's peak.</param>
/// <param name="batch">Waybills a batch on average.</param>
/// <param name="warmUp">Seconds before counting begins; the rate rises evenly to the first one of the profile.</param>
/// <param name="counted">Seconds that count.</param>
/// <param name="profile">How the rate goes then.</param>
/// <param name="hasBurst">Whether a day begins with the burst of Double 11.</param>
internal sealed class Schedule(double peak, double batch, double warmUp, double counted, LoadProfile profile, bool hasBurst = false)
{
    // The warm-up begins here, so that a cold server is not drowned before it is compiled.
    private const double LeastWarmUp = 0.1;

    // For so many seconds a rate is taken to be the same.
    private const double Longest = 0.001;

    /// <summary>Seconds from the start at which batches are sent, in order; it ends with the time that counts.</summary>
    public IEnumerable<double> Times()
    {
        for (var t = 0.0; t < warmUp + counted; t = After(t)) yield return t;
    }

    /// <summary>Waybills a second at a time.</summary>
    /// <param name="seconds">From the start, warm-up included.</param>
    public double RateAt(double seconds) => seconds < warmUp
        ? peak * Share(0) * (LeastWarmUp + (1 - LeastWarmUp) * seconds / warmUp)
        : peak * Share(Math.Min((seconds - warmUp) / counted, 1));

    /// <summary>When a batch's worth of waybills has come in since a time.</summary>
    private double After(double seconds)
    {
        var (t, left) = (seconds, batch);
        for (var rate = RateAt(t); left > rate * Longest && t < warmUp + counted; rate = RateAt(t)) (t, left) = (t + Longest, left - rate * Longest);
        return t + left / RateAt(t);
    }

    private double Share(double part) => profile switch
    {
        LoadProfile.Ramp => 0.05 + 0.95 * part,
        LoadProfile.Step => (Math.Min((int)(part * 4), 3) + 1) / 4.0,
        LoadProfile.Day => DayCurve.At(part, hasBurst),
        _ => 1,
    };
}
