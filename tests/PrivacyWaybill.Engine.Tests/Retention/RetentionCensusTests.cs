using System.Collections.Concurrent;
using PrivacyWaybill.Engine.Retention;
using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.V1;
using PrivacyWaybill.Vault.Records;
using RetentionDay = PrivacyWaybill.Engine.Retention.RetentionDay;

namespace PrivacyWaybill.Engine.Tests.Retention;

/// <summary>Each test has a store of its own: a census counts all of it.</summary>
public sealed class RetentionCensusTests : IAsyncLifetime
{
    private static readonly RetentionOptions Fast = new() { KeysPerSecond = int.MaxValue, StoreDeadline = TimeSpan.FromMinutes(1) };

    private OwnRedis _redis = null!;

    public async ValueTask InitializeAsync() => _redis = await OwnRedis.StartAsync();

    public ValueTask DisposeAsync() => _redis.DisposeAsync();

    [Fact]
    public async Task RunIfDueAsync_LiveErasedAndDamaged_CountsThemByDay()
    {
        await using var engine = await EngineUnderTest.OpenAsync(_redis.Database);
        var first = Waybills.New(600);
        await engine.SendAsync(first);
        await engine.Erasures.EraseAsync(Callers.Masker, [first[0].ByNumber(), first[1].ByNumber()]);
        engine.Clock.Advance(TimeSpan.FromDays(2));
        await engine.SendAsync(Waybills.New(7));
        await engine.Database.StringSetAsync(engine.RecordKeyOf(Waybills.New()), "damaged");

        var report = (await Census(engine).RunIfDueAsync(default))!;

        var day = DateOnly.FromDateTime(engine.Now.UtcDateTime);
        Assert.Equal([new RetentionDay(day.AddDays(118), 598, 2), new RetentionDay(day.AddDays(120), 7, 0)], report.Days);
        Assert.Equal((true, 0L, 0L, 1L), (report.IsComplete, report.Due, report.Collected, report.Unreadable));
        Assert.Equivalent(report, await Census(engine).ReadAsync());
    }

    [Fact]
    public async Task RunIfDueAsync_TimeOver_DeletesAfterTheMarginAndByTheTimesInTheValues()
    {
        await using var engine = await EngineUnderTest.OpenAsync(_redis.Database);
        var (old, erased) = (Waybills.New(), Waybills.New());
        await engine.SendAsync([old, erased]);
        await engine.Erasures.EraseAsync(Callers.Masker, [erased.ByNumber()]);
        foreach (var waybill in new[] { old, erased }) await engine.Database.KeyPersistAsync(engine.RecordKeyOf(waybill));
        engine.Clock.Advance(TimeSpan.FromDays(119));
        var young = Waybills.New();
        await engine.SendAsync(young);

        engine.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal((2L, 0L), (await Census(engine, TimeSpan.Zero).RunIfDueAsync(default))! is { } due ? (due.Due, due.Collected) : default);
        engine.Clock.Advance(Fast.Margin - TimeSpan.FromSeconds(1));
        Assert.Equal((2L, 0L), (await Census(engine, TimeSpan.Zero).RunIfDueAsync(default))! is { } early ? (early.Due, early.Collected) : default);
        engine.Clock.Advance(TimeSpan.FromDays(1));
        var report = (await Census(engine).RunIfDueAsync(default))!;

        Assert.Equal((0L, 2L, 1L), (report.Due, report.Collected, report.Days.Sum(d => d.Live + d.Erased)));
        Assert.Null(await engine.StoredAsync(old));
        Assert.Null(await engine.StoredAsync(erased));
        Assert.NotNull(await engine.StoredAsync(young));
    }

    [Fact]
    public async Task RunIfDueAsync_WhatItFound_IsMeasured()
    {
        await using var engine = await EngineUnderTest.OpenAsync(_redis.Database);
        await engine.SendAsync(Waybills.New(2));
        engine.Clock.Advance(TimeSpan.FromDays(1));
        await engine.SendAsync(Waybills.New(3));
        var erased = Waybills.New();
        await engine.SendAsync(erased);
        await engine.Erasures.EraseAsync(Callers.Masker, [erased.ByNumber()]);
        await foreach (var key in _redis.Connection.GetServers().Single().KeysAsync()) await engine.Database.KeyPersistAsync(key);
        var measured = new ConcurrentDictionary<string, long>();
        using var listener = new System.Diagnostics.Metrics.MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Name.StartsWith("privacywaybill.retention.", StringComparison.Ordinal)) listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => measured[$"{instrument.Name.Split('.')[^1]} {(tags.Length > 0 ? tags[0].Value : "")}".TrimEnd()] = value);
        listener.Start();

        engine.Clock.Advance(TimeSpan.FromDays(119) + Fast.Margin);
        await Census(engine).RunIfDueAsync(default);
        listener.RecordObservableInstruments();

        // Other tests may collect by lists meanwhile; the meter is the process's.
        foreach (var name in new[] { "collected list", "backlog" }) measured.TryRemove(name, out _);
        Assert.Equal(new Dictionary<string, long> { ["held live"] = 3, ["held erased"] = 1, ["due"] = 0, ["collected census"] = 2 }, new Dictionary<string, long>(measured));
    }

    [Fact]
    public async Task RunIfDueAsync_RecordThatCameBackToLifeMeanwhile_IsLeft()
    {
        var setup = new EngineSetup();
        await using var engine = await EngineUnderTest.OpenAsync(_redis.Database, setup);
        var waybill = Waybills.New();
        await engine.SendAsync(waybill);
        await engine.Database.KeyPersistAsync(engine.RecordKeyOf(waybill));
        engine.Clock.Advance(TimeSpan.FromDays(121));
        var scripts = 0;
        var census = new RetentionCensus(InterceptedDatabase.Over(_redis.Database, command =>
        {
            // The first script takes the turn; before the second, which deletes, the waybill is sent again.
            if (command == "ScriptEvaluateAsync" && ++scripts == 2) Assert.Equal(ItemCode.Ok, Task.Run(() => engine.SendAsync(waybill)).GetAwaiter().GetResult().Status.Code);
        }), engine.Gate, Fast, engine.Clock);

        var report = (await census.RunIfDueAsync(default))!;

        Assert.Equal((2, 0L), (scripts, report.Collected));
        Assert.Equal((RecordState.Live, 2u), ((await engine.HeaderAsync(waybill)).State, (await engine.HeaderAsync(waybill)).Revision));
    }

    [Fact]
    public async Task RunIfDueAsync_SeveralServers_TakeTurns()
    {
        await using var engine = await EngineUnderTest.OpenAsync(_redis.Database);
        var (one, other) = (Census(engine), Census(engine));
        Assert.Null(await one.ReadAsync());
        Assert.NotNull(await one.RunIfDueAsync(default));
        Assert.Null(await other.RunIfDueAsync(default));
        engine.Clock.Advance(Fast.Interval - TimeSpan.FromMilliseconds(1));
        Assert.Null(await one.RunIfDueAsync(default));
        engine.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.NotNull(await other.RunIfDueAsync(default));
    }

    [Fact]
    public async Task RunIfDueAsync_KeysPerSecond_AreNotExceeded()
    {
        await using var engine = await EngineUnderTest.OpenAsync(_redis.Database);
        await engine.SendAsync(Waybills.New(1_000));
        var clock = new WaitingClock(engine.Now);
        var report = (await new RetentionCensus(engine.Database, engine.Gate, Fast with { KeysPerSecond = 100 }, clock).RunIfDueAsync(default))!;
        Assert.Equal(1_000, report.Days.Sum(d => d.Live));
        Assert.Equal(TimeSpan.FromSeconds(10), report.FinishedAt - report.StartedAt);
    }

    [Fact]
    public async Task RunIfDueAsync_ClosedGateOrDeadStore_IsNone()
    {
        await using var engine = await EngineUnderTest.OpenAsync(_redis.Database);
        engine.Gate.IsOpen = false;
        Assert.Null(await Census(engine).RunIfDueAsync(default));
        engine.Gate.IsOpen = true;
        _redis.Server.Kill();
        Assert.Null(await Census(engine).RunIfDueAsync(default));
        await Assert.ThrowsAsync<TimeoutException>(() => Census(engine).ReadAsync());
    }

    private static RetentionCensus Census(EngineUnderTest engine, TimeSpan? interval = null) =>
        new(engine.Database, engine.Gate, Fast with { Interval = interval ?? Fast.Interval }, engine.Clock);
}
