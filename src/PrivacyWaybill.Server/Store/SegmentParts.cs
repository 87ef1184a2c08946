using PrivacyWaybill.Engine.Stores;
using PrivacyWaybill.Numbers;
using PrivacyWaybill.Server.Settings;
using StackExchange.Redis;

namespace PrivacyWaybill.Server.Store;

/// <summary>What works on the segments of a running server.</summary>
internal sealed record SegmentParts(IDatabase Database, NumberPlan Plan, SegmentRegistry Registry, SegmentAdmission Admission, SegmentWatch Watch, LiveNumbers Numbers)
{
    public static SegmentParts Open(
        IDatabase database, NumberPlan plan, NumberPool pool, NumberSettings settings, NumberPoolOptions options, TimeProvider time, ILogger logger)
    {
        var registry = new SegmentRegistry(database);
        return new SegmentParts(database, plan, registry, new SegmentAdmission(database, plan, pool, registry, time),
            new SegmentWatch(registry, plan, pool, settings, time, logger), new LiveNumbers(database, plan, options, time));
    }

    /// <summary>Follows the store's segments before the store is used: a number of one that is not known yet would be nobody's.</summary>
    /// <returns>What stands against the pool file's segments, in words for the operator.</returns>
    /// <exception cref="RedisException">The store went away meanwhile.</exception>
    public async Task<IReadOnlyList<string>> FindProblemsAsync()
    {
        var collisions = await Watch.FollowAsync();
        return collisions.Count > 0 ? collisions : await SegmentClaims.FindProblemsAsync(Database, Plan);
    }
}
