using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Concurrent;
using PrivacyWaybill.Vault.Records;
using StackExchange.Redis;

namespace PrivacyWaybill.Vault.Store;

/// <summary>
/// Creates records in groups of one <c>MSETNX</c> each, all or nothing: half of the store's work of a command a record, and a
/// third of the client's. A group that is refused holds something known: it is read, and what is new of it is tried once more as a group,
/// then one by one. Not for a cluster, where the keys of a command must lie together.
/// </summary>
internal sealed class RecordGroups(IDatabase database, TimeSpan deadline, TimeProvider time)
{
    // The more, the cheaper; but all of a group is written again for one that is known.
    private const int GroupSize = 32;

    // Some 4 KB each.
    private const int MostIdle = 512;

    // By how many records they take.
    private readonly ConcurrentQueue<GroupCommand>[] _idle = [.. Enumerable.Range(0, GroupSize + 1).Select(static _ => new ConcurrentQueue<GroupCommand>())];

    /// <summary>Creates records; all groups are sent before the first wait.</summary>
    /// <param name="writes">The records.</param>
    /// <param name="results">One a record.</param>
    /// <returns>Whether the store has answered everything.</returns>
    public async ValueTask<bool> CreateAsync(ReadOnlyMemory<RecordWrite> writes, Memory<CreateResult> results)
    {
        var count = (writes.Length + GroupSize - 1) / GroupSize;
        var replies = ArrayPool<Task<bool>>.Shared.Rent(count);
        var commands = ArrayPool<GroupCommand?>.Shared.Rent(count);
        for (var g = 0; g < count; g++) replies[g] = Create(Group(writes.Span, g), out commands[g]);
        await StoreReplies.WaitAsync<bool>(replies.AsMemory(0, count), deadline, time);
        var isAnswered = true;
        List<int>? refused = null;
        for (var g = 0; g < count; g++)
        {
            var of = Group(results.Span, g);
            var answer = AnswerOf(replies[g]);
            if (answer == true) of.Fill(new CreateResult(CreateOutcome.Created));
            else if (answer == false) for (var i = 0; i < of.Length; i++) (refused ??= []).Add(g * GroupSize + i);
            else of.Fill(Failed(replies[g]));
            if (answer is not null && commands[g] is { } command) Reuse(command);
            else isAnswered = false;
        }
        ArrayPool<Task<bool>>.Shared.Return(replies, clearArray: true);
        ArrayPool<GroupCommand?>.Shared.Return(commands, clearArray: true);
        if (refused is not null) await CreateKnownAsync(writes, results, refused);
        return isAnswered;
    }

    /// <summary>Creates one record, or learns what is there.</summary>
    public Task<RedisValue> CreateOne(in RecordWrite write, bool expires)
    {
        try
        {
            return database.StringSetAndGetAsync(RecordStore.Key(write.Id), write.Value, expires ? write.Expiry : null, When.NotExists, CommandFlags.DemandMaster);
        }
        catch (Exception e) when (StoreReplies.IsFault(e))
        {
            return Task.FromException<RedisValue>(e);
        }
    }

    /// <summary>What an answer to <see cref="CreateOne"/> means.</summary>
    public static CreateResult ToResult(Task<RedisValue> reply)
    {
        if (!reply.IsCompletedSuccessfully) return Failed(reply);
        if (reply.Result.IsNull) return new(CreateOutcome.Created);
        ReadOnlyMemory<byte> current = reply.Result;
        return NamingClaim.Is(current.Span) ? new(CreateOutcome.Claimed) : new(CreateOutcome.Existing, current);
    }

    private async ValueTask CreateKnownAsync(ReadOnlyMemory<RecordWrite> writes, Memory<CreateResult> results, List<int> places)
    {
        var missing = await ReadAsync(writes, results, places);
        if (missing.Count == 0) return;
        var again = new RecordWrite[missing.Count];
        for (var m = 0; m < again.Length; m++) again[m] = writes.Span[missing[m]];
        var count = (again.Length + GroupSize - 1) / GroupSize;
        var groups = new Task<bool>[count];
        for (var g = 0; g < count; g++) groups[g] = Create(Group<RecordWrite>(again, g), out _);
        await StoreReplies.WaitAsync<bool>(groups, deadline, time);
        var left = new List<int>();
        var answers = Array.ConvertAll(groups, AnswerOf);
        for (var m = 0; m < again.Length; m++)
        {
            var answer = answers[m / GroupSize];
            if (answer == false) left.Add(missing[m]);
            else results.Span[missing[m]] = answer == true ? new CreateResult(CreateOutcome.Created) : Failed(groups[m / GroupSize]);
        }
        if (left.Count > 0) await CreateOneByOneAsync(writes, results, left);
    }

    /// <summary>Learns what is there, and returns the places of the others.</summary>
    private async ValueTask<List<int>> ReadAsync(ReadOnlyMemory<RecordWrite> writes, Memory<CreateResult> results, List<int> places)
    {
        var keys = places.ConvertAll(p => RecordStore.Key(writes.Span[p].Id)).ToArray();
        var reply = StoreReplies.Send(() => database.StringGetAsync(keys, CommandFlags.DemandMaster));
        await StoreReplies.WaitAsync<RedisValue[]>(new[] { reply }, deadline, time);
        var missing = new List<int>();
        for (var p = 0; p < places.Count; p++)
        {
            if (!StoreReplies.Succeeded(reply))
            {
                // Nothing of it was written: all or nothing, and it was nothing.
                results.Span[places[p]] = new CreateResult(CreateOutcome.Refused);
                continue;
            }
            if (reply.Result[p].IsNull) missing.Add(places[p]);
            else results.Span[places[p]] = ToResult(Task.FromResult(reply.Result[p]));
        }
        return missing;
    }

    private async ValueTask CreateOneByOneAsync(ReadOnlyMemory<RecordWrite> writes, Memory<CreateResult> results, List<int> places)
    {
        var replies = places.ConvertAll(p => CreateOne(writes.Span[p], expires: false)).ToArray();
        await StoreReplies.WaitAsync<RedisValue>(replies, deadline, time);
        for (var p = 0; p < replies.Length; p++) results.Span[places[p]] = ToResult(replies[p]);
    }

    /// <summary>Sends a group, and says by which command; without one it counts as refused, and nothing was sent.</summary>
    private Task<bool> Create(ReadOnlySpan<RecordWrite> group, out GroupCommand? command)
    {
        command = null;
        // In one command the last of two values of a key would win, and both be told as created.
        if (HasTwice(group)) return Task.FromResult(false);
        if (!_idle[group.Length].TryDequeue(out command)) command = new GroupCommand(group.Length);
        command.Set(group);
        try
        {
            return database.StringSetAsync(command.Pairs, When.NotExists, CommandFlags.DemandMaster);
        }
        catch (Exception e) when (StoreReplies.IsFault(e))
        {
            return Task.FromException<bool>(e);
        }
    }

    private void Reuse(GroupCommand command)
    {
        command.Clear();
        var idle = _idle[command.Pairs.Length];
        if (idle.Count < MostIdle) idle.Enqueue(command);
    }

    /// <summary>By the first eight bytes of the ids: who has these in common takes the longer way, and nothing else.</summary>
    private static bool HasTwice(ReadOnlySpan<RecordWrite> group)
    {
        Span<ulong> fronts = stackalloc ulong[GroupSize];
        for (var i = 0; i < group.Length; i++)
        {
            fronts[i] = BinaryPrimitives.ReadUInt64LittleEndian(group[i].Id.AsSpan());
            if (fronts[..i].Contains(fronts[i])) return true;
        }
        return false;
    }

    /// <summary>
    /// What a group's command was answered: whether it was written, or null. To be asked once: at the deadline an answer may come
    /// between two looks, and written records would be taken for refused ones, or the other way round.
    /// </summary>
    private static bool? AnswerOf(Task<bool> reply) => reply.IsCompletedSuccessfully ? reply.Result : null;

    private static CreateResult Failed<T>(Task<T> reply) => new(StoreReplies.IsRefused(reply) ? CreateOutcome.Refused : CreateOutcome.Unknown);

    private static ReadOnlySpan<T> Group<T>(ReadOnlySpan<T> all, int group) => all.Slice(group * GroupSize, Math.Min(GroupSize, all.Length - group * GroupSize));

    private static Span<T> Group<T>(Span<T> all, int group) => all.Slice(group * GroupSize, Math.Min(GroupSize, all.Length - group * GroupSize));
}
