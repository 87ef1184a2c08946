using System.Globalization;
using StackExchange.Redis;

namespace PrivacyWaybill.Server.Store;

/// <summary>
/// Compares this server's clock with the store's before anything is leased: a server that starts a month ahead would issue
/// numbers that are still live. While it runs, the pool itself notices a jump.
/// </summary>
internal static class StoreClock
{
    private static readonly TimeSpan SmallestTolerance = TimeSpan.FromMinutes(1);

    /// <summary>What is wrong, in words for the operator. A clock that is not the system's says nothing about it.</summary>
    /// <exception cref="RedisException">The store went away meanwhile.</exception>
    public static async Task<IReadOnlyList<string>> FindProblemsAsync(IDatabase database, TimeSpan margin, TimeProvider time)
    {
        if (time != TimeProvider.System) return [];
        var tolerance = margin > SmallestTolerance ? margin : SmallestTolerance;
        if (await TellAsync(database) is not { } theirs || (time.GetUtcNow() - theirs).Duration() <= tolerance) return [];
        return ["the clocks of store and server differ by more than Numbers:ClockMargin; set them right, or numbers would be issued before their time"];
    }

    private static async Task<DateTimeOffset?> TellAsync(IDatabase database)
    {
        try
        {
            return (RedisResult[]?)await database.ExecuteAsync("TIME") is [var seconds, _]
                ? DateTimeOffset.FromUnixTimeSeconds(long.Parse((string)seconds!, CultureInfo.InvariantCulture))
                : null;
        }
        catch (RedisServerException)
        {
            return null;
        }
    }
}
