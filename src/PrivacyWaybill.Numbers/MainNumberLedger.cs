using System.Globalization;
using StackExchange.Redis;

namespace PrivacyWaybill.Numbers;

/// <summary>
/// The main numbers of every segment that a store ever had: a small hash that nothing is taken out of. A segment that left the
/// pool file may have numbers printed on parcels; under another id they would be issued again.
/// </summary>
/// <param name="database">The store.</param>
public sealed class MainNumberLedger(IDatabase database)
{
    /// <summary>Segment id → <c>11 18400000000 100</c>: digits, first main number, how many.</summary>
    public const string Key = "pw:n:mains";

    // ARGV: segment id, digits, first, count. Answers nothing if they are the segment's now or were before, otherwise whose they
    // are: the segment's own id if it is known with others.
    private const string ClaimScript = """
        local id, mine = ARGV[1], ARGV[2] .. ' ' .. ARGV[3] .. ' ' .. ARGV[4]
        local old = redis.call('HGET', KEYS[1], id)
        if old and old ~= mine then return id end
        local first, count = tonumber(ARGV[3]), tonumber(ARGV[4])
        local all = redis.call('HGETALL', KEYS[1])
        for i = 1, #all, 2 do
          if all[i] ~= id then
            local digits, theirs, many = string.match(all[i + 1], '^(%d+) (%d+) (%d+)$')
            if not digits then return all[i] end
            theirs, many = tonumber(theirs), tonumber(many)
            if digits == ARGV[2] and theirs < first + count and first < theirs + many then return all[i] end
          end
        end
        if not old then redis.call('HSET', KEYS[1], id, mine) end
        return ''
        """;

    /// <summary>Notes a segment's main numbers, before anything is made for it, unless they are another one's.</summary>
    /// <returns>The id of the segment that the store knows with some of them, which is the segment's own if it is known with others; null if they are its.</returns>
    /// <exception cref="RedisException">The store failed.</exception>
    /// <exception cref="TimeoutException">It did not answer; they may be noted.</exception>
    public async Task<string?> ClaimAsync(NumberSegment segment)
    {
        var owner = (string?)await database.ScriptEvaluateAsync(ClaimScript, [Key],
            [(int)segment.Id, (int)segment.MainNumberDigits, segment.FirstMainNumber, segment.MainNumbers], CommandFlags.NoScriptCache);
        return string.IsNullOrEmpty(owner) ? null : owner;
    }

    /// <summary>The ids of the segments whose main numbers are noted.</summary>
    /// <exception cref="RedisException">The store failed.</exception>
    /// <exception cref="TimeoutException">It did not answer.</exception>
    public async Task<IReadOnlySet<string>> ReadIdsAsync() =>
        (await database.HashKeysAsync(Key)).Select(static id => (string)id!).ToHashSet(StringComparer.Ordinal);

    /// <summary>Which segments and call pairs of a plan have main numbers of another segment of the store, in words for the operator.</summary>
    /// <exception cref="RedisException">The store failed.</exception>
    /// <exception cref="TimeoutException">It did not answer.</exception>
    public async Task<IReadOnlyList<string>> FindProblemsAsync(SegmentTable segments)
    {
        var problems = new List<string>();
        foreach (var (id, range) in (await database.HashGetAllAsync(Key)).Select(static e => ((string)e.Name!, (string?)e.Value)))
        {
            if (!TryParse(range, out var digits, out var first, out var count))
            {
                problems.Add($"the store's main numbers of segment id {id} cannot be read; a newer version may have written them");
                continue;
            }
            foreach (var segment in segments.Segments)
            {
                var isIts = id == segment.Id.ToString(CultureInfo.InvariantCulture);
                if (isIts ? (segment.MainNumberDigits, segment.FirstMainNumber, segment.MainNumbers) != (digits, first, count)
                        : segment.MainNumberDigits == digits && segment.FirstMainNumber < first + count && first < segment.FirstMainNumber + segment.MainNumbers)
                    problems.Add(Describe(segment, id));
            }
            foreach (var pairs in segments.CallPairs.Ranges)
                if (pairs.Overlaps(digits, first, count))
                    problems.Add($"call pairs '{pairs.Name}' have main numbers of segment id {id}, which may be printed on parcels; give them other ones");
        }
        return problems;
    }

    /// <summary>A refusal of <see cref="ClaimAsync"/>, in words for the operator.</summary>
    public static string Describe(NumberSegment segment, string owner) =>
        owner == segment.Id.ToString(CultureInfo.InvariantCulture)
            ? $"segment '{segment.Name}': the store knows id {owner} with other main numbers, which may be printed on parcels; give the segment an id that was never used"
            : $"segment '{segment.Name}': the store knows its main numbers, or some of them, under id {owner}, and they may be printed on parcels; "
                + $"give it other main numbers, or leave them with the segment of id {owner}";

    private static bool TryParse(string? range, out byte digits, out long first, out long count)
    {
        (digits, first, count) = (0, 0, 0);
        return range?.Split(' ') is [var d, var f, var c]
            && byte.TryParse(d, NumberStyles.None, CultureInfo.InvariantCulture, out digits)
            && long.TryParse(f, NumberStyles.None, CultureInfo.InvariantCulture, out first)
            && long.TryParse(c, NumberStyles.None, CultureInfo.InvariantCulture, out count);
    }
}
