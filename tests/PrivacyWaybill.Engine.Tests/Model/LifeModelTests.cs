using System.Globalization;
using PrivacyWaybill.Engine.Tests.Support;

namespace PrivacyWaybill.Engine.Tests.Model;

/// <summary>
/// Random lives of shipments and numbers (bind, replay, conflict, update, extend within a block and beyond, release, erase, expire, look up, call,
/// reveal, restart into the next phase of a change of naming keys), of pieces, returns and redirects, too, by several clients at once through two servers over one real Redis, against a model of a page of code. The clock
/// jumps between rounds, so that numbers expire, come out of quarantine and are issued again.
/// </summary>
public sealed class LifeModelTests(RedisStore store)
{
    private const int Clients = 6, OperationsARound = 1_200;

    // LIFE_OPERATIONS=2000000 for a long run.
    private static readonly int s_operations =
        int.TryParse(Environment.GetEnvironmentVariable("LIFE_OPERATIONS"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 200_000;

    [Fact]
    public async Task Lives_OfManyClients_AreTheModels()
    {
        var seed = Random.Shared.Next();
        TestContext.Current.SendDiagnosticMessage($"seed {seed}");
        var random = new Random(seed);
        var setup = new EngineSetup { Options = ModelTimes.Options, Numbers = ModelTimes.Numbers, Segments = [EngineSetup.NewSegment(blockSize: 100)], FreeBlocks = 150 };
        // The naming key changes while the servers run: one after the other is restarted into the next phase.
        var (rings, phases) = (NamingRings.Make(), new[] { NamingRings.Before, NamingRings.Before });
        setup = setup with { Keys = rings[NamingRings.Before] };
        var servers = new[] { await EngineUnderTest.OpenAsync(store.Database, setup), await EngineUnderTest.OpenAsync(store.Database, setup) };
        var book = new NumberBook();
        var clients = Enumerable.Range(0, Clients).Select(c => new LifeClient(c, random.Next(), book)).ToArray();
        var operations = 0;
        while (operations < s_operations)
        {
            await Task.WhenAll(clients.Select(c => Task.Run(() => c.RunAsync(servers, OperationsARound / Clients))));
            // Numbers of all clients, called while nobody changes them.
            foreach (var number in book.Draw(random, 50)) await LifeClient.AssertCallAsync(servers[random.Next(2)], number);
            operations = clients.Sum(c => c.Operations);
            setup.Clock.Advance(TimeSpan.FromSeconds(random.Next(1, (int)TimeSpan.FromDays(3).TotalSeconds)));
            if (random.Next(5) > 0) continue;
            var restarted = random.Next(2);
            await servers[restarted].DisposeAsync();
            if (random.Next(2) == 0 && phases[restarted] <= phases[1 - restarted] && phases[restarted] < NamingRings.Settled) phases[restarted]++;
            servers[restarted] = await EngineUnderTest.OpenAsync(store.Database, setup with { Keys = rings[phases[restarted]] });
        }
        Assert.All(servers, s => Assert.Empty(s.Defects));
        Assert.True(book.Count.Again > 100, $"only {book.Count.Again} of {book.Count.Told} numbers came round");
        var held = clients.Sum(c => c.Held);
        Assert.True(held > book.Count.Told / 100, $"only {held} of {book.Count.Told} numbers lived longer than their blocks");
        var shared = clients.Sum(c => c.Shared);
        Assert.True(shared > book.Count.Told / 100, $"only {shared} shipments kept a number of another");
        TestContext.Current.SendDiagnosticMessage($"{operations} operations, {book.Count.Told} numbers told, {book.Count.Again} of them again, {held} extended beyond their blocks, {shared} writes that kept one, naming keys in phases {phases[0]} and {phases[1]}");
        Assert.All(phases, static phase => Assert.True(phase > NamingRings.Before, "the naming key did not change"));
        foreach (var server in servers) await server.DisposeAsync();
    }
}
