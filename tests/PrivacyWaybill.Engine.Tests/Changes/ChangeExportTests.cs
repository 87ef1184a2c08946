using PrivacyWaybill.Engine.Changes;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.V1;
using PrivacyWaybill.Vault.Records;
using PrivacyWaybill.Vault.Store;

namespace PrivacyWaybill.Engine.Tests.Changes;

/// <summary>Each test has a store of its own: the journal belongs to all of it.</summary>
public sealed class ChangeExportTests : IAsyncLifetime
{
    private static readonly ChangeJournalOptions Times = new() { Deadline = TimeSpan.FromSeconds(30), Settle = TimeSpan.FromMinutes(10) };

    private OwnRedis _redis = null!;

    public async ValueTask InitializeAsync() => _redis = await OwnRedis.StartAsync();

    public ValueTask DisposeAsync() => _redis.DisposeAsync();

    [Fact]
    public async Task ReadAsync_BindsChangesReleasesErasures_TellsEachAsItIs()
    {
        await using var engine = await OpenAsync();
        var waybills = Waybills.New(5);
        await engine.SendAsync(waybills);
        await engine.SendAsync(waybills[1].Update(1, w => w.Goods = "鞋"));
        await engine.NumberDesk.ExtendAsync(Callers.Masker, waybills[2].ByNumber(), PartyRole.Recipient, engine.Now.AddDays(30));
        await engine.NumberDesk.ReleaseAsync(Callers.Masker, waybills[3].ByNumber(), PartyRole.Recipient);
        await engine.Erasures.EraseAsync(Callers.Masker, [waybills[4].ByNumber()]);
        engine.Clock.Advance(Times.Settle);

        var changes = (await ExportAsync(engine)).Changes.GroupBy(c => new RecordId(c.RecordId.Span)).ToDictionary(g => g.Key, g => g.Last());

        Assert.Equal(
            [(RecordChangeKind.Bound, 1u), (RecordChangeKind.Changed, 2u), (RecordChangeKind.Changed, 2u), (RecordChangeKind.Released, 2u), (RecordChangeKind.Erased, 2u)],
            waybills.Select(w => changes[engine.RecordIdOf(w)]).Select(c => (c.Kind, c.Version)));
        for (var w = 0; w < 4; w++)
        {
            Assert.True(SealedRecord.TryRead(changes[engine.RecordIdOf(waybills[w])].SealedRecord.Memory, out var id, out var value));
            Assert.Equal(engine.RecordIdOf(waybills[w]), id);
            Assert.Equal(await engine.StoredAsync(waybills[w]), value.ToArray());
        }
        Assert.Equal(0, changes[engine.RecordIdOf(waybills[4])].SealedRecord.Length);
    }

    [Fact]
    public async Task ReadAsync_CursorOfTheLastTime_TellsOnlyWhatCameSince()
    {
        await using var engine = await OpenAsync();
        await engine.SendAsync(Waybills.New(3));
        engine.Clock.Advance(Times.Settle);
        var first = await ExportAsync(engine);
        Assert.Equal(3, first.Changes.Count);
        Assert.Empty((await ExportAsync(engine, first.Cursor)).Changes);

        foreach (var wait in new[] { TimeSpan.Zero, TimeSpan.FromHours(1), TimeSpan.FromHours(30) })
        {
            engine.Clock.Advance(wait);
            var waybill = Waybills.New();
            await engine.SendAsync(waybill);
            engine.Clock.Advance(Times.Settle);
            var next = await ExportAsync(engine, first.Cursor);
            Assert.Equal(engine.RecordIdOf(waybill).AsSpan().ToArray(), Assert.Single(next.Changes).RecordId.ToByteArray());
            first = next;
        }
    }

    [Fact]
    public async Task ReadAsync_WhatIsNotSettled_IsToldLater()
    {
        await using var engine = await OpenAsync();
        // Not at the turn of an hour, which nothing young is read beyond anyway.
        engine.Clock.Advance(TimeSpan.FromMinutes(30));
        await engine.SendAsync(Waybills.New());
        engine.Clock.Advance(Times.Settle - TimeSpan.FromMilliseconds(1));
        var early = await ExportAsync(engine);
        Assert.Empty(early.Changes);
        engine.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Single((await ExportAsync(engine, early.Cursor)).Changes);
    }

    [Fact]
    public async Task ReadAsync_TwoServers_LosesNothingOfEither()
    {
        await using var one = await OpenAsync();
        await using var other = await EngineUnderTest.OpenAsync(_redis.Database, one.Setup);
        var cursor = Array.Empty<byte>();
        var (sent, told) = (new HashSet<RecordId>(), new HashSet<RecordId>());
        for (var round = 0; round < 40; round++)
        {
            foreach (var engine in new[] { one, other })
            {
                var waybills = Waybills.New(3);
                await engine.SendAsync(waybills);
                sent.UnionWith(waybills.Select(w => engine.RecordIdOf(w)));
            }
            one.Clock.Advance(TimeSpan.FromMinutes(7));
            (var changes, cursor) = await ExportAsync(other, cursor);
            foreach (var change in changes) Assert.True(told.Add(new RecordId(change.RecordId.Span)), "told twice");
        }
        one.Clock.Advance(Times.Settle);
        told.UnionWith((await ExportAsync(one, cursor)).Changes.Select(c => new RecordId(c.RecordId.Span)));
        Assert.Equal(sent, told, (a, b) => a.SetEquals(b));
    }

    [Fact]
    public async Task ReadAsync_ManyBatches_ComesInPartsThatCanBeTakenUpAgain()
    {
        await using var engine = await OpenAsync();
        var waybills = Enumerable.Range(0, 4).SelectMany(_ => Waybills.New(700)).ToArray();
        foreach (var batch in waybills.Chunk(700)) await engine.SendAsync(batch);
        engine.Clock.Advance(Times.Settle);

        // Whoever breaks off anywhere goes on with the cursor that he has.
        var (told, cursor, parts) = (new HashSet<RecordId>(), Array.Empty<byte>(), 0);
        for (var isDone = false; !isDone;)
        {
            isDone = true;
            var taken = 0;
            await foreach (var part in engine.Export.ReadAsync(Callers.Masker, cursor))
            {
                Assert.InRange(part.Changes.Count, 0, 256);
                told.UnionWith(part.Changes.Select(c => new RecordId(c.RecordId.Span)));
                var isNew = !part.Next.AsSpan().SequenceEqual(cursor);
                cursor = part.Next;
                parts++;
                if (isNew && ++taken == 2)
                {
                    isDone = false;
                    break;
                }
            }
        }
        Assert.Equal(2_800, told.Count);
        Assert.InRange(parts, 11, 30);
    }

    [Fact]
    public async Task ReadAsync_OtherTenant_IsToldNothing()
    {
        await using var engine = await OpenAsync();
        var waybill = Waybills.New();
        await engine.SendAsync([waybill, Waybills.New()]);
        await engine.Erasures.EraseAsync(Callers.Masker, [waybill.ByNumber()]);
        engine.Clock.Advance(Times.Settle);
        Assert.Empty((await ExportAsync(engine, caller: Callers.OtherTenant)).Changes);
        Assert.Equal(2, (await ExportAsync(engine)).Changes.Count);
    }

    [Fact]
    public async Task ReadAsync_BadOldOrUnwantedCursor_SaysSo()
    {
        await using var engine = await OpenAsync();
        await using var off = await EngineUnderTest.OpenAsync(_redis.Database, engine.Setup with { Journal = null });
        await engine.SendAsync(Waybills.New());
        engine.Clock.Advance(Times.Settle);
        var cursor = (await ExportAsync(engine)).Cursor;

        Assert.Equal(ExportState.Off, await StateAsync(off, []));
        Assert.Equal(ExportState.InvalidCursor, await StateAsync(engine, [1, 2, 3]));
        Assert.Equal(ExportState.InvalidCursor, await StateAsync(engine, [1, 255, 255, 255, 255]));
        Assert.Equal(ExportState.Ok, await StateAsync(engine, cursor));
        // By the clock, whether the keys are there or not.
        engine.Clock.Advance(Times.Retention + TimeSpan.FromHours(1));
        Assert.Equal(ExportState.TooOld, await StateAsync(engine, cursor));
        Assert.Equal(ExportState.Ok, await StateAsync(engine, []));
        engine.Gate.IsOpen = false;
        Assert.Equal(ExportState.Unavailable, await StateAsync(engine, []));
    }

    [Fact]
    public async Task SendAsync_JournalThatCannotBeWritten_WritesNothing()
    {
        var refuses = false;
        var intercepted = InterceptedDatabase.Over(_redis.Database, command =>
        {
            if (refuses && command == "ListRightPushAsync") throw new TimeoutException();
        });
        await using var engine = await EngineUnderTest.OpenAsync(intercepted, new EngineSetup { Journal = Times });
        var (waybill, known) = (Waybills.New(), Waybills.New());
        await engine.SendAsync(known);
        refuses = true;
        var update = known.Update(1, w => w.Goods = "鞋");
        Assert.Equal([ItemCode.Unavailable, ItemCode.Unavailable], (await engine.SendAsync([waybill, update])).Codes());
        Assert.Null(await engine.StoredAsync(waybill));
        Assert.Equal(1u, (await engine.HeaderAsync(known)).Revision);
        refuses = false;
        Assert.Equal([ItemCode.Ok, ItemCode.Ok], (await engine.SendAsync([waybill, update])).Codes());
    }

    [Fact]
    public async Task SendAsync_JournalWrittenTooLate_WritesNothing()
    {
        var setup = new EngineSetup { Journal = Times };
        var isSlow = false;
        await using var engine = await EngineUnderTest.OpenAsync(InterceptedDatabase.Over(_redis.Database, command =>
        {
            if (isSlow && command == "ListRightPushAsync") setup.Clock.Advance(Times.MostDelay + TimeSpan.FromMilliseconds(1));
        }), setup);
        var waybill = Waybills.New();
        isSlow = true;
        Assert.Equal(ItemCode.Unavailable, (await engine.SendAsync(waybill)).Status.Code);
        Assert.Null(await engine.StoredAsync(waybill));
    }

    [Fact]
    public async Task SendAsync_WithAndWithoutJournal_OneCommandABatchAndNone()
    {
        await using var with = await OpenAsync();
        await using var without = await EngineUnderTest.OpenAsync(_redis.Database, with.Setup with { Journal = null });
        await with.SendAsync(Waybills.New(10));
        Assert.Equal(2, await EntriesAsync());
        await with.SendAsync(Waybills.New(10));
        Assert.Equal(3, await EntriesAsync());
        await without.SendAsync(Waybills.New(10));
        Assert.Equal(3, await EntriesAsync());

        // The list's first entry says only that it begins.
        async Task<long> EntriesAsync()
        {
            var hour = with.Now.ToUnixTimeSeconds() / 3600;
            var server = Assert.Single(await _redis.Database.SetMembersAsync($"pw:j:{hour}"));
            return await _redis.Database.ListLengthAsync($"pw:j:{hour}:{server}");
        }
    }

    private Task<EngineUnderTest> OpenAsync() => EngineUnderTest.OpenAsync(_redis.Database, new EngineSetup { Journal = Times });

    private static async Task<(List<RecordChange> Changes, byte[] Cursor)> ExportAsync(EngineUnderTest engine, byte[]? cursor = null, Caller? caller = null)
    {
        var changes = new List<RecordChange>();
        var next = cursor ?? [];
        await foreach (var batch in engine.Export.ReadAsync(caller ?? Callers.Masker, cursor ?? []))
        {
            Assert.Equal(ExportState.Ok, batch.State);
            changes.AddRange(batch.Changes);
            next = batch.Next;
        }
        return (changes, next);
    }

    private static async Task<ExportState> StateAsync(EngineUnderTest engine, byte[] cursor)
    {
        var last = ExportState.Ok;
        await foreach (var batch in engine.Export.ReadAsync(Callers.Masker, cursor)) last = batch.State;
        return last;
    }
}
