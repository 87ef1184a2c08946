using System.Globalization;

namespace PrivacyWaybill.Cli.Servers;

/// <summary>Spans of time as they are typed: <c>15d</c>, <c>36h</c>, <c>90m</c> or <c>30s</c>.</summary>
internal static class Spans
{
    /// <summary>Reads the value of an option.</summary>
    /// <exception cref="UsageException">It is no span; the message names the option.</exception>
    public static TimeSpan Parse(string option, string text)
    {
        // Five digits of days are 270 years: no overflow.
        if (text.Length is >= 2 and <= 6 && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            switch (text[^1])
            {
                case 'd': return TimeSpan.FromDays(count);
                case 'h': return TimeSpan.FromHours(count);
                case 'm': return TimeSpan.FromMinutes(count);
                case 's': return TimeSpan.FromSeconds(count);
            }
        }
        throw new UsageException($"{option}: must be a number and d, h, m or s, as 15d");
    }
}
