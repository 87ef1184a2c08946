namespace PrivacyWaybill.LoadTest.Suites;

/// <summary>Looks for the highest rate that holds: up or down by a factor, then by halves of what is between.</summary>
internal static class RateSearch
{
    private const double Up = 1.5, Down = 2;
    private const int MostSteps = 12;

    // Far below the first rate batches are so few that p99 is the slowest of a handful.
    private const double LeastShare = 1 / 16.0;

    /// <summary>Searches.</summary>
    /// <param name="start">The first rate.</param>
    /// <param name="refinements">How often what is between is halved.</param>
    /// <param name="holds">Tries a rate.</param>
    /// <returns>The highest rate that held; null if none down to a sixteenth of the first did.</returns>
    public static async Task<double?> FindAsync(double start, int refinements, Func<double, Task<bool>> holds)
    {
        double? held = null;
        double? failed = null;
        for (var step = 0; step < MostSteps && (held is null || failed is null); step++)
        {
            var rate = held * Up ?? failed / Down ?? start;
            if (rate < start * LeastShare) break;
            if (await holds(rate)) held = rate;
            else failed = rate;
        }
        if (held is null || failed is null) return held;
        for (var r = 0; r < refinements; r++)
        {
            var between = (held.Value + failed.Value) / 2;
            if (await holds(between)) held = between;
            else failed = between;
        }
        return held;
    }
}
