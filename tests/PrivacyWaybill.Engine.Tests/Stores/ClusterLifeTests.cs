using PrivacyWaybill.Engine.Calls;
using PrivacyWaybill.Engine.Changes;
using PrivacyWaybill.Engine.Desk;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Stores;
using PrivacyWaybill.Engine.Tests.Desk;
using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.Numbers;
using PrivacyWaybill.Testing;
using PrivacyWaybill.V1;
using PrivacyWaybill.Vault.Records;
using PrivacyWaybill.Vault.Store;
using StackExchange.Redis;

namespace PrivacyWaybill.Engine.Tests.Stores;

/// <summary>The whole life of shipments and numbers over a Redis Cluster of three primaries: no command names keys of two slots.</summary>
public sealed class ClusterLifeTests : IAsyncLifetime
{
    private static readonly ChangeJournalOptions s_journal = new() { Deadline = TimeSpan.FromSeconds(30), Settle = TimeSpan.FromMinutes(10) };

    private RedisClusterProcess _cluster = null!;
    private ConnectionMultiplexer _connection = null!;

    public async ValueTask InitializeAsync()
    {
        _cluster = await RedisClusterProcess.StartAsync(primaries: 3);
        _connection = await ConnectionMultiplexer.ConnectAsync(RedisOptions.Parse(_cluster.ConnectionString, TimeSpan.FromSeconds(30)));
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task Life_OfManyShipmentsOnThreePrimaries_IsAsOnOne()
    {
        // Short blocks, so that many are leased and extensions soon lie beyond them.
        var setup = PairBench.Setup(20) with
        {
            Segments = [EngineSetup.NewSegment(blockSize: 100)],
            Journal = s_journal,
            Numbers = new NumberPoolOptions { StoreDeadline = TimeSpan.FromSeconds(30), LongestValidity = TimeSpan.FromDays(30) },
            Options = new EngineOptions { MaximumValidity = TimeSpan.FromDays(200) },
        };
        await using var engine = await EngineUnderTest.OpenAsync(_connection.GetDatabase(), setup);
        await using var other = await EngineUnderTest.OpenAsync(_connection.GetDatabase(), setup);

        // Masking with numbers, replay by another server, conflict, update.
        var waybills = Waybills.New(300, w => w.SenderNumber = new NumberRequest { Scope = NumberScope.Waybill });
        var results = (await engine.SendAsync(waybills)).Results;
        Assert.All(results, r => Assert.Equal(ItemCode.Ok, r.Status.Code));
        Assert.Equal(600, results.SelectMany(r => new[] { r.Number().Display, r.Sender.VirtualNumber.Display }).Distinct().Count());
        var replays = (await other.SendAsync(waybills)).Results;
        Assert.Equal(results.Select(r => (r.Number(), r.Sender.VirtualNumber)), replays.Select(r => (r.Number(), r.Sender.VirtualNumber)));
        Assert.All(replays, r => Assert.True(r.Replayed));
        Assert.Equal(ItemCode.Conflict, (await other.SendAsync(waybills[0].Again(w => w.Goods = "茶"))).Status.Code);
        Assert.Equal((ItemCode.Ok, 2u), (await other.SendAsync(waybills[0].Update(1, w => w.Goods = "茶"))) is var updated ? (updated.Status.Code, updated.Version) : default);

        // Pieces, returns and redirects keep their numbers.
        var pieces = waybills.Take(20).Select(w => w.Again(p => (p.WaybillNo, p.Links) = (Waybills.New().WaybillNo, new ShipmentLinks { ParentWaybillNo = w.WaybillNo }))).ToArray();
        var (returns, redirects) = (waybills[20..60].Select(w => w.Return()).ToArray(), waybills[60..100].Select(w => w.Redirect()).ToArray());
        Assert.Equal(results.Skip(1).Take(19).Select(r => r.Number()), (await engine.SendAsync(pieces.Skip(1))).Results.Select(r => r.Number()));
        Assert.Equal(results.Skip(20).Take(40).Select(r => r.Number()), (await other.SendAsync(returns)).Results.Select(r => r.Sender.VirtualNumber));
        Assert.Equal(results.Skip(60).Take(40).Select(r => r.Number()), (await engine.SendAsync(redirects)).Results.Select(r => r.Number()));

        // Extending beyond the block, through keepers and pieces, too; then calls and look-up by number.
        var until = engine.Now.AddDays(200);
        ShipmentReference[] asked = [.. pieces[1..].Concat(redirects).Concat(waybills[100..200]).Select(w => w.ByNumber())];
        Assert.All(await engine.NumberDesk.ChangeAsync(Callers.Masker, [.. asked.Select(a => new Engine.Desk.NumberChange(a, PartyRole.Recipient, until))]), a => Assert.Equal(NumberChangeCode.Ok, a[0].Change));
        Assert.True((await engine.HeaderAsync(redirects[0])).RetainUntil >= until.ToUnixTimeSeconds());
        foreach (var number in results.Skip(60).Take(60).Select(r => r.Number()))
        {
            var call = await other.CallAsync(number);
            Assert.Equal((CallAnswer.Active, Waybills.RecipientMobile, (uint)until.ToUnixTimeSeconds()), (call.Answer, call.ConnectTo, call.ExpiresAt));
            Assert.Equal((CallAnswer.Active, PartyRole.Recipient), await other.NumberDesk.LookUpAsync(Callers.Masker, EngineUnderTest.Parse(number)) is var told ? (told.State, told.Party) : default);
        }
        Assert.Contains(Keys(), k => k.Span[0] == (byte)'h');

        // Release, reveal.
        Assert.All(await engine.NumberDesk.ChangeAsync(Callers.Masker, [.. waybills[200..250].Select(w => new Engine.Desk.NumberChange(w.ByNumber(), PartyRole.Unspecified, null))]),
            a => Assert.All(a, p => Assert.Equal(NumberChangeCode.Ok, p.Change)));
        Assert.Equal(CallAnswer.Released, (await other.CallAsync(results[200].Number())).Answer);
        Assert.All(await other.Reveals.RevealAsync(Callers.Masker, [.. waybills.Select(w => new RevealTarget { Shipment = w.ByNumber() })]), r => Assert.Equal(Found.Yes, r.Found));

        // Call pairs and reports.
        var main = await engine.BoundAsync(waybills[260]);
        Assert.Equal(Waybills.RecipientMobile, (await other.CallAsync(main, PairBench.Courier)).ConnectTo);
        foreach (var (code, n) in new[] { (CallReportCode.Recorded, 1), (CallReportCode.Duplicate, 1), (CallReportCode.Recorded, 2) })
        {
            var report = new EndedCall($"call-{n}", new IncomingCall(EngineUnderTest.Parse(results[261].Number())), true);
            Assert.Equal((code, (uint)n), (await engine.CallReports.ReportAsync(Callers.Masker, [report]))[0] is var counted ? (counted.Code, counted.ConnectedCalls) : default);
        }

        // Erasure of groups, by any of them.
        Assert.All(await other.Erasures.EraseAsync(Callers.Masker, [.. pieces[1..10].Concat(returns).Concat(waybills[60..100]).Select(w => w.ByNumber())]), e => Assert.Equal(Found.Yes, e.Found));
        foreach (var waybill in waybills[1..10].Concat(waybills[20..100]).Concat(returns).Concat(redirects)) Assert.Equal(RecordState.Erased, (await engine.HeaderAsync(waybill)).State);
        Assert.Equal(CallAnswer.Released, (await engine.CallAsync(results[60].Number())).Answer);
        Assert.Equal(ItemCode.Erased, (await engine.SendAsync(redirects[0])).Status.Code);

        // What changed, and pseudonyms.
        engine.Clock.Advance(s_journal.Settle);
        var exported = new HashSet<RecordId>();
        await foreach (var batch in other.Export.ReadAsync(Callers.Masker, Array.Empty<byte>()))
        {
            Assert.Equal(ExportState.Ok, batch.State);
            exported.UnionWith(batch.Changes.Select(c => new RecordId(c.RecordId.Span)));
        }
        Assert.Superset(waybills.Concat(returns).Concat(redirects).Select(w => engine.RecordIdOf(w)).ToHashSet(), exported);

        Assert.Empty(engine.Defects.Concat(other.Defects));
        foreach (var server in _connection.GetServers()) Assert.True(await server.DatabaseSizeAsync() > 50);
    }

    /// <summary>All keys of all primaries.</summary>
    private List<ReadOnlyMemory<byte>> Keys() => [.. _connection.GetServers().SelectMany(s => s.Keys(pageSize: 1_000)).Select(k => (ReadOnlyMemory<byte>)(byte[])k!)];
}
