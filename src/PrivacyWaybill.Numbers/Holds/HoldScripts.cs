using PrivacyWaybill.Numbers.Pages;

namespace PrivacyWaybill.Numbers.Holds;

/// <summary>
/// What changes a block's holds: a hash, its fields the slots, its values of <see cref="HoldLayout"/>; and <c>@SERVER</c>, the
/// mark of that server's last hold (<see cref="Witness.HoldMark"/>). Each script takes one key.
/// </summary>
internal static class HoldScripts
{
    // Places in a hold as scripts count: from 1, and both ends included.
    private const int IdEnd = PageLayout.SlotLength, Lease = IdEnd + 1, OwnerEnd = HoldLayout.OwnerLength,
        FreeAt = OwnerEnd + 1, FreeAtEnd = OwnerEnd + sizeof(uint), Latest = FreeAtEnd + 1;

    /// <summary>
    /// ARGV: slot, owner, free-at, value, now (times in Unix seconds), milliseconds until the key may go, and if holds are
    /// witnessed the field of the server's marks, the mark before and the mark. Answers 0 if the slot
    /// is held for somebody else, 1 if the hold is new, 2 if it was there before and is at least as long now. A hold is never
    /// shortened, and the limit of the first one stays. A mark does not follow one that was lost.
    /// </summary>
    public static readonly string Hold = $$"""
        if ARGV[7] then
          local mark = tonumber(redis.call('HGET', KEYS[1], ARGV[7]) or '0')
          if mark >= tonumber(ARGV[8]) and mark < tonumber(ARGV[9]) then redis.call('HSET', KEYS[1], ARGV[7], ARGV[9]) end
        end
        local old = redis.call('HGET', KEYS[1], ARGV[1])
        local value = ARGV[4]
        local answer = 1
        if old then
          local a, b, c, d = string.byte(old, {{FreeAt}}, {{FreeAtEnd}})
          local freeAt = ((a * 256 + b) * 256 + c) * 256 + d
          if freeAt > tonumber(ARGV[5]) then
            if string.sub(old, 1, {{OwnerEnd}}) ~= ARGV[2] then return 0 end
            if freeAt >= tonumber(ARGV[3]) then return 2 end
            value = string.sub(value, 1, {{FreeAtEnd}}) .. string.sub(old, {{Latest}})
            answer = 2
          end
        end
        redis.call('HSET', KEYS[1], ARGV[1], value)
        if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[6]) then redis.call('PEXPIRE', KEYS[1], ARGV[6]) end
        return answer
        """;

    /// <summary>
    /// Of external segments. ARGV: slot, value, its free-at, now (times in Unix seconds), milliseconds until the key may go.
    /// Answers the lease id of the number, 4 bytes: the value's, or that of the hold that the same party of the same record has
    /// already, which is never shortened; nothing if the number is somebody else's. What is no hold counts as somebody else's.
    /// </summary>
    public static readonly string Claim = $$"""
        local old = redis.call('HGET', KEYS[1], ARGV[1])
        local value = ARGV[2]
        if old then
          if #old ~= {{HoldLayout.Length}} then return '' end
          local a, b, c, d = string.byte(old, {{FreeAt}}, {{FreeAtEnd}})
          local freeAt = ((a * 256 + b) * 256 + c) * 256 + d
          if freeAt > tonumber(ARGV[4]) then
            if string.sub(old, 1, {{IdEnd}}) ~= string.sub(value, 1, {{IdEnd}}) or string.byte(old, {{OwnerEnd}}) % 2 ~= string.byte(value, {{OwnerEnd}}) % 2 then return '' end
            local last = string.sub(value, {{FreeAt}}, {{FreeAtEnd}})
            if freeAt > tonumber(ARGV[3]) then last = string.sub(old, {{FreeAt}}, {{FreeAtEnd}}) end
            value = string.sub(value, 1, {{IdEnd}}) .. string.sub(old, {{Lease}}, {{OwnerEnd}}) .. last .. string.sub(value, {{Latest}})
          end
        end
        redis.call('HSET', KEYS[1], ARGV[1], value)
        if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[5]) then redis.call('PEXPIRE', KEYS[1], ARGV[5]) end
        return string.sub(value, {{Lease}}, {{OwnerEnd}})
        """;

    /// <summary>
    /// ARGV: now (Unix seconds). Removes the holds that are over and answers the slots of the others. What is no hold counts
    /// as one that is not over.
    /// </summary>
    public static readonly string Sweep = $$"""
        local all = redis.call('HGETALL', KEYS[1])
        local held = {}
        for i = 1, #all, 2 do
          local a, b, c, d = string.byte(all[i + 1], {{FreeAt}}, {{FreeAtEnd}})
          if string.sub(all[i], 1, 1) == '@' then
            -- a server's mark, no slot
          elseif d and ((a * 256 + b) * 256 + c) * 256 + d <= tonumber(ARGV[1]) then
            redis.call('HDEL', KEYS[1], all[i])
          else
            held[#held + 1] = all[i]
          end
        end
        return held
        """;
}
