using System.Globalization;
using PrivacyWaybill.Numbers.Registry;
using StackExchange.Redis;

namespace PrivacyWaybill.Numbers;

/// <summary>
/// The segments that were added while servers ran, and what operators want of each segment: two small hashes that every
/// server reads again and again. A definition is written once and never changed.
/// </summary>
/// <param name="database">The store.</param>
public sealed class SegmentRegistry(IDatabase database)
{
    /// <summary>Segment id → its definition, as an entry of a pool file.</summary>
    public const string SegmentsKey = "pw:n:segments";

    /// <summary>Segment id → its phase.</summary>
    public const string PhasesKey = "pw:n:phases";

    // ARGV: segment id, phase. A retired segment stays retired.
    private const string PhaseScript = """
        if redis.call('HGET', KEYS[1], ARGV[1]) == 'retired' then return 0 end
        redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
        return 1
        """;

    /// <summary>Reads all of it.</summary>
    /// <exception cref="RedisException">The store failed.</exception>
    /// <exception cref="TimeoutException">It did not answer.</exception>
    public async Task<RegistryReading> ReadAsync()
    {
        var definitions = database.HashGetAllAsync(SegmentsKey);
        var phases = await database.HashGetAllAsync(PhasesKey);
        var (segments, unreadable) = (new List<NumberSegment>(), new List<string>());
        foreach (var (id, definition) in (await definitions).Select(static e => (e.Name, e.Value)))
        {
            try
            {
                var segment = SegmentFile.ParseSegment((byte[])definition!);
                if (IdOf(id) != segment.Id) throw new SegmentException("it stands under another segment's id");
                segments.Add(segment);
            }
            catch (SegmentException)
            {
                unreadable.Add(IdOf(id)?.ToString(CultureInfo.InvariantCulture) ?? "?");
            }
        }
        return new RegistryReading([.. segments.OrderBy(static s => s.Id)],
            phases.Where(static e => IdOf(e.Name) is not null).ToDictionary(static e => IdOf(e.Name)!.Value, static e => StoredPhase.Parse((string?)e.Value ?? "")),
            unreadable);
    }

    /// <summary>Writes a segment's definition, if there is none of its id.</summary>
    /// <returns>False if another one is there.</returns>
    /// <exception cref="RedisException">The store failed.</exception>
    /// <exception cref="TimeoutException">It did not answer; the definition may be there.</exception>
    public async Task<bool> TryDefineAsync(NumberSegment segment)
    {
        var definition = SegmentFile.Format(segment);
        return await database.HashSetAsync(SegmentsKey, (int)segment.Id, definition, When.NotExists)
            || (string?)await database.HashGetAsync(SegmentsKey, (int)segment.Id) == definition;
    }

    /// <summary>Writes a segment's phase.</summary>
    /// <returns>False if it is retired: that is for good.</returns>
    /// <exception cref="RedisException">The store failed.</exception>
    /// <exception cref="TimeoutException">It did not answer; the phase may have changed.</exception>
    public async Task<bool> TrySetPhaseAsync(ushort segment, StoredPhase phase) =>
        (int)await database.ScriptEvaluateAsync(PhaseScript, [PhasesKey], [(int)segment, phase.Format()], CommandFlags.NoScriptCache) == 1;

    /// <summary>Writes a segment's phase, if it has none yet.</summary>
    /// <exception cref="RedisException">The store failed.</exception>
    /// <exception cref="TimeoutException">It did not answer; the phase may be there.</exception>
    public Task<bool> TryBeginPhaseAsync(ushort segment, StoredPhase phase) =>
        database.HashSetAsync(PhasesKey, (int)segment, phase.Format(), When.NotExists);

    /// <summary>Whether two segments are the same, to the last setting.</summary>
    public static bool AreSame(NumberSegment one, NumberSegment other) => SegmentFile.Format(one) == SegmentFile.Format(other);

    private static ushort? IdOf(RedisValue field) =>
        ushort.TryParse((string?)field, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
}
