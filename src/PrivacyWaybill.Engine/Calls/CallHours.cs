namespace PrivacyWaybill.Engine.Calls;

/// <summary>Hours of the day in China Standard Time, which is UTC+8 all over the country and all year round.</summary>
/// <param name="From">From then on, inclusive.</param>
/// <param name="Until">Until then, exclusive; before <paramref name="From"/> if the hours go over midnight.</param>
public sealed record CallHours(TimeOnly From, TimeOnly Until)
{
    private static readonly TimeSpan China = TimeSpan.FromHours(8);

    /// <summary>Whether a moment lies in the hours.</summary>
    public bool Contains(DateTimeOffset moment)
    {
        var time = TimeOnly.FromTimeSpan(moment.ToOffset(China).TimeOfDay);
        return From < Until ? time >= From && time < Until : time >= From || time < Until;
    }

    /// <summary>When the hours begin next after a moment that does not lie in them.</summary>
    public DateTimeOffset NextAfter(DateTimeOffset moment)
    {
        var local = moment.ToOffset(China);
        var today = new DateTimeOffset(local.Date, China) + From.ToTimeSpan();
        return today > local ? today : today.AddDays(1);
    }
}
