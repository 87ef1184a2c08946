using Microsoft.Extensions.Time.Testing;
using PrivacyWaybill.Testing;
using PrivacyWaybill.Vault.Records;
using PrivacyWaybill.Vault.Store;
using StackExchange.Redis;

namespace PrivacyWaybill.Vault.Tests.Store;

/// <summary>Both ways of creating records: each with an expiry, and in groups without.</summary>
public abstract class RecordStoreTests(bool inGroups) : RedisTests
{
    public sealed class OneByOne() : RecordStoreTests(inGroups: false);

    public sealed class InGroups() : RecordStoreTests(inGroups: true);

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private RecordStore _store = null!;

    [Fact]
    public async Task Create_NewAndKnownAndTwiceInOneBatch_TellsEach()
    {
        Assert.Equal([CreateOutcome.Created], Outcomes(await CreateAsync(_store, Write(1))));
        var results = await CreateAsync(_store, Write(2), Write(1, revision: 5), Write(2, revision: 6));
        Assert.Equal([CreateOutcome.Created, CreateOutcome.Existing, CreateOutcome.Existing], Outcomes(results));
        Assert.True(results[0].Current.IsEmpty);
        Assert.Equal(Value(1, 1), results[1].Current.ToArray());
        Assert.Equal(Value(2, 1), results[2].Current.ToArray());
        Assert.Equal(Value(1, 1), (byte[]?)await Database.StringGetAsync(RecordStore.Key(Id(1))));
    }

    [Fact]
    public async Task Create_ManyNewAndKnownAmongEachOther_TellsEachAndWritesOnlyTheNew()
    {
        var random = new Random(5);
        var known = Enumerable.Range(0, 300).Where(_ => random.Next(10) == 0).ToHashSet();
        await CreateAsync(_store, [.. known.Select(i => Write(i))]);
        var results = await CreateAsync(_store, [.. Enumerable.Range(0, 300).Select(i => Write(i, revision: 9))]);
        for (var i = 0; i < 300; i++)
        {
            Assert.Equal(known.Contains(i) ? CreateOutcome.Existing : CreateOutcome.Created, results[i].Outcome);
            Assert.Equal(Value(i, known.Contains(i) ? 1u : 9u), (byte[]?)await Database.StringGetAsync(RecordStore.Key(Id(i))));
            if (known.Contains(i)) Assert.Equal(Value(i, 1), results[i].Current.ToArray());
        }
    }

    [Fact]
    public async Task Create_SameRecordsByManyAtOnce_CreatesEachOnce()
    {
        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(t => Task.Run(async () =>
            await CreateAsync(_store, [.. Enumerable.Range(0, 200).OrderBy(i => (i * (t + 3)) % 211).Select(i => Write(i, revision: (uint)t + 1))]))));
        Assert.Equal(200, all.Sum(results => results.Count(static r => r.Outcome == CreateOutcome.Created)));
        Assert.All(all.SelectMany(static r => r), static r => Assert.True(r.Outcome is CreateOutcome.Created or CreateOutcome.Existing));
    }

    [Fact]
    public async Task Claim_NothingAClaimAndARecord_ClaimsWhatIsFreeAndKeepsTheRecord()
    {
        await CreateAsync(_store, Write(1));
        for (var round = 0; round < 2; round++)
        {
            var claims = await _store.ClaimAsync([Id(1), Id(2)], (uint)(7 + round), Hour);
            Assert.Equal([ClaimOutcome.Record, ClaimOutcome.Claimed], claims.Select(c => c.Outcome));
            Assert.Equal(Value(1, 1), claims[0].Current.ToArray());
            // The last one counts: it lasts from then.
            Assert.Equal(NamingClaim.Make((uint)(7 + round)), (byte[]?)await Database.StringGetAsync(RecordStore.Key(Id(2))));
        }
        Assert.Equal(Value(1, 1), (byte[]?)await Database.StringGetAsync(RecordStore.Key(Id(1))));
        Assert.InRange((await Database.KeyTimeToLiveAsync(RecordStore.Key(Id(2))))!.Value, TimeSpan.FromMinutes(59), Hour);
    }

    [Fact]
    public async Task CreateReadReplace_PlaceThatIsClaimed_IsNoRecordAndStaysClaimed()
    {
        await _store.ClaimAsync([Id(1)], uint.MaxValue, Hour);
        Assert.Equal([CreateOutcome.Claimed], Outcomes(await CreateAsync(_store, Write(1))));
        var read = new ReadResult[1];
        await _store.ReadAsync(new[] { Id(1) }, read);
        Assert.Equal(ReadOutcome.Missing, read[0].Outcome);
        var replaced = new ReplaceResult[1];
        await _store.ReplaceAsync(new[] { new RecordReplacement(Id(1), 1, Value(1, 2), Hour) }, replaced);
        Assert.Equal(ReplaceOutcome.Missing, replaced[0].Outcome);
        Assert.Equal(NamingClaim.Make(uint.MaxValue), (byte[]?)await Database.StringGetAsync(RecordStore.Key(Id(1))));
    }

    [Fact]
    public async Task Create_WithExpiry_LeavesTheKeyToExpireThen()
    {
        await CreateAsync(_store, Write(1) with { Expiry = TimeSpan.FromMilliseconds(86_400_123) });
        var left = await Database.KeyTimeToLiveAsync(RecordStore.Key(Id(1)));
        if (inGroups)
        {
            Assert.Null(left);
            Assert.Equal(Id(1).AsSpan().ToArray(), (byte[]?)await Database.ListGetByIndexAsync("pw:due:" + (string?)(await Database.SortedSetRangeByRankAsync("pw:due"))[0], 0));
            return;
        }
        Assert.InRange(left!.Value, TimeSpan.FromHours(23), TimeSpan.FromMilliseconds(86_400_123));
    }

    [Fact]
    public async Task Create_NotAwaited_IsSentBeforeWhatIsSentNext()
    {
        var writes = Enumerable.Range(0, 300).Select(static i => Write(i)).ToArray();
        var create = _store.CreateAsync(writes, new CreateResult[300]);
        var present = await Database.KeyExistsAsync([.. writes.Select(static w => RecordStore.Key(w.Id))]);
        await create;
        Assert.Equal(300, present);
    }

    [Fact]
    public async Task Create_EightAtOnce_HasOneCreatorForEach()
    {
        using var second = await ConnectionMultiplexer.ConnectAsync(Redis.ConnectionString + ",allowAdmin=true");
        RecordStore[] stores = [_store, new(second.GetDatabase(), Deadline)];
        var attempts = await Task.WhenAll(Enumerable.Range(1, 8).Select(n => Task.Run(() =>
            CreateAsync(stores[n % 2], [.. Enumerable.Range(0, 200).Select(i => Write(i, revision: (uint)n))]))));
        for (var i = 0; i < 200; i++)
        {
            var winner = Assert.Single(Enumerable.Range(0, 8), n => attempts[n][i].Outcome == CreateOutcome.Created);
            for (var n = 0; n < 8; n++)
            {
                if (n == winner) continue;
                Assert.Equal(CreateOutcome.Existing, attempts[n][i].Outcome);
                Assert.Equal(Value(i, (uint)winner + 1), attempts[n][i].Current.ToArray());
            }
        }
    }

    [Fact]
    public async Task Create_ExpiryOfNothing_ThrowsAndSendsNothing()
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await CreateAsync(_store, Write(1), Write(2) with { Expiry = TimeSpan.Zero }));
        Assert.False(await Database.KeyExistsAsync(RecordStore.Key(Id(1))));
    }

    [Fact]
    public async Task Read_ThereAndNotThere_TellsEach()
    {
        await CreateAsync(_store, Write(1), Write(3));
        var results = await ReadAsync(_store, 1, 2, 3);
        Assert.Equal([ReadOutcome.Found, ReadOutcome.Missing, ReadOutcome.Found], results.Select(static r => r.Outcome));
        Assert.Equal(Value(1, 1), results[0].Value.ToArray());
        Assert.Equal(Value(3, 1), results[2].Value.ToArray());
        Assert.Empty(await ReadAsync(_store));
    }

    [Fact]
    public async Task Replace_RightRevisionWrongAndMissing_TellsEach()
    {
        await CreateAsync(_store, Write(1), Write(2));
        var results = await ReplaceAsync(_store, Replacement(1, expected: 1), Replacement(2, expected: 7), Replacement(3, expected: 1), Replacement(1, expected: 2));
        Assert.Equal([ReplaceOutcome.Replaced, ReplaceOutcome.Conflict, ReplaceOutcome.Missing, ReplaceOutcome.Replaced], results.Select(static r => r.Outcome));
        Assert.Equal(Value(2, 1), results[1].Current.ToArray());
        var read = await ReadAsync(_store, 1, 2, 3);
        Assert.Equal(Value(1, 3), read[0].Value.ToArray());
        Assert.Equal(Value(2, 1), read[1].Value.ToArray());
        Assert.Equal(ReadOutcome.Missing, read[2].Outcome);
        Assert.InRange((await Database.KeyTimeToLiveAsync(RecordStore.Key(Id(1))))!.Value, TimeSpan.FromHours(1.5), TimeSpan.FromHours(2));
    }

    [Fact]
    public async Task Replace_EightRacing_HasOneWinnerForEachRevision()
    {
        const uint last = 60;
        await CreateAsync(_store, Write(1));
        var wins = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            var won = new List<uint>();
            var revision = 1u;
            while (revision < last)
            {
                var result = (await ReplaceAsync(_store, Replacement(1, revision)))[0];
                if (result.Outcome == ReplaceOutcome.Replaced) won.Add(revision++);
                else revision = RevisionOf(result.Current);
            }
            return won;
        })));
        Assert.Equal(Enumerable.Range(1, (int)last - 1).Select(static r => (uint)r), wins.SelectMany(static w => w).Order());
    }

    [Fact]
    public async Task Replace_AfterTheScriptsAreGone_StillReplaces()
    {
        await CreateAsync(_store, Write(1));
        await ReplaceAsync(_store, Replacement(1, 1));
        // By somebody else: the client would take note of its own.
        using (var other = await ConnectionMultiplexer.ConnectAsync(Redis.ConnectionString + ",allowAdmin=true"))
            await other.GetDatabase().ExecuteAsync("SCRIPT", "FLUSH");
        Assert.Equal(ReplaceOutcome.Replaced, (await ReplaceAsync(_store, Replacement(1, 2)))[0].Outcome);
    }

    [Fact]
    public async Task Everything_StoreOutOfMemory_IsRefusedAndNotWritten()
    {
        await CreateAsync(_store, Write(1));
        await Database.ExecuteAsync("CONFIG", "SET", "maxmemory", "1000");
        Assert.All(await CreateAsync(_store, Write(2), Write(3)), static r => Assert.Equal(CreateOutcome.Refused, r.Outcome));
        Assert.Equal(ReplaceOutcome.Refused, (await ReplaceAsync(_store, Replacement(1, 1)))[0].Outcome);
        Assert.Equal([ReadOutcome.Found, ReadOutcome.Missing, ReadOutcome.Missing], (await ReadAsync(_store, 1, 2, 3)).Select(static r => r.Outcome));
        Assert.Equal(Value(1, 1), (await ReadAsync(_store, 1))[0].Value.ToArray());
    }

    [Fact]
    public async Task Create_AnswerLate_IsUnknownAtTheDeadlineAndWrittenLater()
    {
        // The client's own timeout must not be what ends the waiting; and who waits for a write cannot end the pause.
        using var patient = await ConnectionMultiplexer.ConnectAsync(Redis.ConnectionString + ",asyncTimeout=600000");
        var time = new FakeTimeProvider();
        var store = new RecordStore(patient.GetDatabase(), TimeSpan.FromMilliseconds(200), time, due: Due(patient.GetDatabase()));
        await Database.ExecuteAsync("CLIENT", "PAUSE", "60000", "WRITE");
        var create = CreateAsync(store, Write(1), Write(2));
        time.Advance(TimeSpan.FromMilliseconds(199));
        Assert.False(create.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal([CreateOutcome.Unknown, CreateOutcome.Unknown], Outcomes(await create));

        await Database.ExecuteAsync("CLIENT", "UNPAUSE");
        Assert.Equal([CreateOutcome.Existing, CreateOutcome.Existing], Outcomes(await CreateAsync(_store, Write(1), Write(2))));
    }

    [Fact]
    public async Task Everything_StoreKilledInMidFlight_IsUnknown()
    {
        await CreateAsync(_store, Write(1));
        await Database.ExecuteAsync("CLIENT", "PAUSE", "60000", "ALL");
        var create = CreateAsync(_store, [.. Enumerable.Range(2, 100).Select(static i => Write(i))]);
        var replace = ReplaceAsync(_store, Replacement(1, 1));
        var read = ReadAsync(_store, 1, 2);
        Redis.Kill();
        Assert.All(await create, static r => Assert.Equal(new CreateResult(CreateOutcome.Unknown), r));
        Assert.All(await replace, static r => Assert.Equal(new ReplaceResult(ReplaceOutcome.Unknown), r));
        Assert.All(await read, static r => Assert.Equal(new ReadResult(ReadOutcome.Unknown), r));
    }

    [Fact]
    public async Task Everything_StoreAway_IsUnknownUntilItIsBack()
    {
        Redis.Kill();
        await Connection.DisposeAsync();
        var options = ConfigurationOptions.Parse(Redis.ConnectionString);
        options.BacklogPolicy = BacklogPolicy.FailFast;
        Connection = await ConnectionMultiplexer.ConnectAsync(options);
        var store = new RecordStore(Database, Deadline, due: Due(Database));
        Assert.Equal([CreateOutcome.Unknown], Outcomes(await CreateAsync(store, Write(1))));
        Assert.Equal(ReadOutcome.Unknown, (await ReadAsync(store, 1))[0].Outcome);
        Assert.Equal(ReplaceOutcome.Unknown, (await ReplaceAsync(store, Replacement(1, 1)))[0].Outcome);
    }

    [Fact]
    public async Task Everything_ConnectionDisposed_IsUnknown()
    {
        await Connection.DisposeAsync();
        Assert.Equal([CreateOutcome.Unknown], Outcomes(await CreateAsync(_store, Write(1))));
        Assert.Equal(ReadOutcome.Unknown, (await ReadAsync(_store, 1))[0].Outcome);
        Assert.Equal(ReplaceOutcome.Unknown, (await ReplaceAsync(_store, Replacement(1, 1)))[0].Outcome);
    }

    [Fact]
    public async Task Everything_OnACluster_WorksAcrossSlots()
    {
        await Connection.DisposeAsync();
        await Redis.DisposeAsync();
        Redis = await RedisServerProcess.StartAsync("--cluster-enabled yes");
        using (var setup = await ConnectionMultiplexer.ConnectAsync(Redis.ConnectionString + ",allowAdmin=true"))
        {
            var server = setup.GetServers()[0];
            await server.ExecuteAsync("CLUSTER", "ADDSLOTSRANGE", "0", "16383");
            while (!((string?)await server.ExecuteAsync("CLUSTER", "INFO"))!.Contains("cluster_state:ok", StringComparison.Ordinal))
                await Task.Delay(20);
        }
        await ConnectAsync();
        Assert.Equal(ServerType.Cluster, Connection.GetServers()[0].ServerType);
        var created = await CreateAsync(_store, [.. Enumerable.Range(0, 50).Select(static i => Write(i))]);
        Assert.All(created, static r => Assert.Equal(CreateOutcome.Created, r.Outcome));
        var replaced = await ReplaceAsync(_store, [.. Enumerable.Range(0, 50).Select(static i => Replacement(i, 1))]);
        Assert.All(replaced, static r => Assert.Equal(ReplaceOutcome.Replaced, r.Outcome));
        var read = await ReadAsync(_store, [.. Enumerable.Range(0, 51)]);
        for (var i = 0; i < 50; i++) Assert.Equal(Value(i, 2), read[i].Value.ToArray());
        Assert.Equal(ReadOutcome.Missing, read[50].Outcome);
    }

    [Fact]
    public async Task Results_AsText_HoldNothingOfKeyOrValue()
    {
        var results = await CreateAsync(_store, Write(0x41414141), Write(0x41414141));
        var text = string.Concat(results.Select(static r => r.ToString()).Append(Write(0x41414141).ToString()));
        Assert.DoesNotContain("AAAA", text, StringComparison.Ordinal);
        Assert.DoesNotContain("41414141", text, StringComparison.Ordinal);
    }

    protected override async Task ConnectAsync()
    {
        await base.ConnectAsync();
        _store = new RecordStore(Database, Deadline, due: Due(Database));
    }

    private static RecordId Id(int number)
    {
        var bytes = new byte[RecordId.Length];
        BitConverter.TryWriteBytes(bytes, number);
        return new RecordId(bytes);
    }

    private static byte[] Value(int number, uint revision)
    {
        var header = new RecordHeader { Suite = CipherSuite.Aes256Siv, SealingKeyId = 1, State = RecordState.Live, Revision = revision };
        var value = Batch.RandomBytes(new Random(number), 100);
        header.Write(value);
        return value;
    }

    private static uint RevisionOf(ReadOnlyMemory<byte> value)
    {
        Assert.Equal(RecordFault.None, RecordHeader.Read(value.Span, out var header, out _));
        return header.Revision;
    }

    private static RecordWrite Write(int number, uint revision = 1) => new(Id(number), Value(number, revision), Hour);

    private static RecordReplacement Replacement(int number, uint expected) =>
        new(Id(number), expected, Value(number, expected + 1), TimeSpan.FromHours(2));

    private static async Task<CreateResult[]> CreateAsync(RecordStore store, params RecordWrite[] writes)
    {
        var results = new CreateResult[writes.Length];
        await store.CreateAsync(writes, results);
        return results;
    }

    private static async Task<ReadResult[]> ReadAsync(RecordStore store, params int[] numbers)
    {
        var results = new ReadResult[numbers.Length];
        await store.ReadAsync(numbers.Select(Id).ToArray(), results);
        return results;
    }

    private static async Task<ReplaceResult[]> ReplaceAsync(RecordStore store, params RecordReplacement[] replacements)
    {
        var results = new ReplaceResult[replacements.Length];
        await store.ReplaceAsync(replacements, results);
        return results;
    }

    private DueList? Due(IDatabase database) => inGroups ? new DueList(database, Deadline, TimeProvider.System) : null;

    private static IEnumerable<CreateOutcome> Outcomes(CreateResult[] results) => results.Select(static r => r.Outcome);
}
