using System.Globalization;
using PrivacyWaybill.Numbers;
using StackExchange.Redis;

namespace PrivacyWaybill.Engine.Stores;

/// <summary>
/// Notes in a store whose the main numbers of a plan are, and finds out what stands against it: segments that were added while
/// servers ran, and those that left the pool file.
/// </summary>
public static class SegmentClaims
{
    /// <summary>Claims the main numbers of all segments of a plan.</summary>
    /// <returns>What hinders it, in words for the operator; none if nothing does.</returns>
    /// <exception cref="RedisException">The store failed.</exception>
    /// <exception cref="TimeoutException">It did not answer.</exception>
    internal static async Task<IReadOnlyList<string>> TakeAsync(IDatabase database, NumberPlan plan)
    {
        var mains = new MainNumberLedger(database);
        var reading = await new SegmentRegistry(database).ReadAsync();
        var problems = new List<string>(reading.Unreadable.Select(static id => $"the store's definition of segment id {id} cannot be read; a newer version may have written it"));
        foreach (var segment in reading.Segments)
        {
            if (FindCollision(plan.Segments, segment) is { } collision) problems.Add(collision);
            // One of an earlier version had none noted.
            else if (await mains.ClaimAsync(segment) is { } owner) problems.Add(MainNumberLedger.Describe(segment, owner));
        }
        if (problems.Count > 0) return problems;
        problems.AddRange(await mains.FindProblemsAsync(plan.Segments));
        if (problems.Count == 0 && await HasNewAsync(database, plan)) problems.AddRange((await FindUnknownAsync(database, plan.Segments)).Select(DescribeUnknown));
        if (problems.Count > 0) return problems;
        foreach (var segment in plan.Segments.Segments)
            if (await mains.ClaimAsync(segment) is { } owner) problems.Add(MainNumberLedger.Describe(segment, owner));
        return problems;
    }

    /// <summary>Why a segment that was added while servers ran cannot stand beside those of a pool file; null if it can.</summary>
    public static string? FindCollision(SegmentTable segments, NumberSegment added)
    {
        if (segments.TryFind(added.Id, out var present))
        {
            return SegmentRegistry.AreSame(present, added) ? null
                : $"segment '{present.Name}': id {added.Id} is that of segment '{added.Name}', which was added while servers ran; give one of the pool file another id, or write the added one there as it is";
        }
        try
        {
            segments.Check(added);
            return null;
        }
        catch (SegmentException e)
        {
            return $"{e.Message} Segment '{added.Name}' (id {added.Id}) was added while servers ran: change the pool file.";
        }
    }

    /// <summary>What stands against a plan in a store that is in use. Main numbers that an earlier version did not note are noted.</summary>
    /// <returns>In words for the operator; none if nothing does.</returns>
    /// <exception cref="RedisException">The store failed.</exception>
    /// <exception cref="TimeoutException">It did not answer.</exception>
    public static async Task<IReadOnlyList<string>> FindProblemsAsync(IDatabase database, NumberPlan plan)
    {
        var mains = new MainNumberLedger(database);
        var (known, had) = (await mains.ReadIdsAsync(), await HadAsync(database));
        var problems = await mains.FindProblemsAsync(plan.Segments);
        if (problems.Count > 0) return problems;
        foreach (var segment in plan.Segments.Segments)
            if (had.Contains(IdOf(segment)) && !known.Contains(IdOf(segment)) && await mains.ClaimAsync(segment) is { } owner) return [MainNumberLedger.Describe(segment, owner)];
        return [];
    }

    /// <summary>
    /// Ids of segments that the store had and whose main numbers nobody knows: an earlier version noted none, and the segment left
    /// the pool file since. They hinder what is new: its main numbers may be theirs.
    /// </summary>
    internal static async Task<IReadOnlyList<string>> FindUnknownAsync(IDatabase database, SegmentTable segments)
    {
        var (known, had) = (await new MainNumberLedger(database).ReadIdsAsync(), await HadAsync(database));
        return [.. had.Except(known).Except(segments.Segments.Select(IdOf)).Order(StringComparer.Ordinal)];
    }

    private static string DescribeUnknown(string id) =>
        $"the store had a segment of id {id}, whose main numbers it does not know: run the command once with a pool file that has that segment, and no new one";

    private static async Task<bool> HasNewAsync(IDatabase database, NumberPlan plan)
    {
        var had = await HadAsync(database);
        return !plan.Segments.Segments.All(s => had.Contains(IdOf(s)));
    }

    private static async Task<HashSet<string>> HadAsync(IDatabase database) =>
        (await database.SetMembersAsync(StoreInitialisation.SegmentsKey)).Select(static id => (string)id!).ToHashSet(StringComparer.Ordinal);

    private static string IdOf(NumberSegment segment) => segment.Id.ToString(CultureInfo.InvariantCulture);
}
