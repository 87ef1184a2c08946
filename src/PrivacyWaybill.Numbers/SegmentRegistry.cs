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

    // ARGV: segment id, definition, how many definitions were known. Two servers may add at the same time what neither knows
    // of the other's: the same main numbers in two segments would be numbers of two parties. Answers DefineOutcome.
    private const string DefineScript = """
        local old = redis.call('HGET', KEYS[1], ARGV[1])
        if old then
          if old == ARGV[2] then return 0 end
          return 1
        end
        if redis.call('HLEN', KEYS[1]) ~= tonumber(ARGV[3]) then return 2 end
        redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
        return 0
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

    /// <summary>How many definitions there are: as they are never changed or taken away, the same count means the same ones.</summary>
    /// <exception cref="RedisException">The store failed.</exception>
    /// <exception cref="TimeoutException">It did not answer.</exception>
    public Task<long> CountAsync() => database.HashLengthAsync(SegmentsKey);

    /// <summary>Writes a segment's definition, if there is none of its id and none was added meanwhile.</summary>
    /// <param name="segment">Collides with none of the definitions that there were.</param>
    /// <param name="known">How many those were.</param>
    /// <exception cref="RedisException">The store failed.</exception>
    /// <exception cref="TimeoutException">It did not answer; the definition may be there.</exception>
    public async Task<DefineOutcome> TryDefineAsync(NumberSegment segment, long known) =>
        (DefineOutcome)(int)await database.ScriptEvaluateAsync(DefineScript, [SegmentsKey],
            [(int)segment.Id, SegmentFile.Format(segment), known], CommandFlags.NoScriptCache);

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
