using System.Globalization;
using System.Text;
using PrivacyWaybill.EndToEnd.Tests.Support;
using PrivacyWaybill.Numbers;
using PrivacyWaybill.V1;
using PrivacyWaybill.Vault.Records;
using PrivacyWaybill.Vault.Store;
using StackExchange.Redis;

namespace PrivacyWaybill.EndToEnd.Tests.Numbers;

/// <summary>
/// A million numbers, issued by two server processes at once from one pool: none twice, and each leads to its own waybill
/// and back.
/// </summary>
public sealed class MillionNumbersTests
{
    private const int Count = 1_000_000, BatchSize = 1_000, StreamsAServer = 2, Sample = 20_000;

    [Fact]
    public async Task MillionNumbers_IssuedByTwoProcesses_AreUniqueAndLeadToTheirOwnWaybills()
    {
        await using var deployment = await RedisDeployment.StartAsync(capacityDigits: 7, blockSize: 10_000);
        var servers = await Task.WhenAll(ServerProcess.StartAsync(deployment.Arguments()), ServerProcess.StartAsync(deployment.Arguments()));
        await using var one = servers[0];
        await using var other = servers[1];

        var issued = new ExtendedNumber[Count];
        await Task.WhenAll(servers.SelectMany((server, s) => Enumerable.Range(0, StreamsAServer)
            .Select(n => MaskAsync(server, first: s * StreamsAServer + n, step: servers.Length * StreamsAServer, issued))));

        Assert.Equal(Count, issued.Distinct().Count());
        await AssertBothDirectionsAsync(deployment, issued);
        await AssertCallsAsync(servers, issued);
    }

    /// <summary>Sends every step-th batch and keeps the numbers.</summary>
    private static async Task MaskAsync(ServerProcess server, int first, int step, ExtendedNumber[] issued)
    {
        await using var stream = await MaskingStream.OpenAsync(server.Clients);
        var batches = Enumerable.Range(0, Count / BatchSize).Where(b => b % step == first).ToList();
        var writing = Task.Run(async () =>
        {
            foreach (var batch in batches)
                await stream.WriteAsync(new MaskWaybillsRequest { BatchId = (ulong)batch, Waybills = { Enumerable.Range(batch * BatchSize, BatchSize).Select(Short) } });
            await stream.CompleteAsync();
        });
        foreach (var batch in batches)
        {
            var answer = await stream.ReadAsync();
            Assert.Equal(((ulong)batch, BatchSize), (answer.BatchId, answer.Results.Count));
            for (var i = 0; i < BatchSize; i++)
            {
                var result = answer.Results[i];
                if (result.Status.Code != ItemCode.Ok || !NumberText.TryParse(result.Recipient.VirtualNumber.Display, out issued[batch * BatchSize + i]))
                    Assert.Fail($"no number: {result.Status} {server.Run.Output} {server.Run.Errors}");
            }
        }
        await writing;
    }

    /// <summary>For all: from the record to the number that was told, and from the number's page back to the record.</summary>
    private static async Task AssertBothDirectionsAsync(RedisDeployment deployment, ExtendedNumber[] issued)
    {
        await using var connection = await deployment.ConnectAsync();
        var database = connection.GetDatabase();
        var store = new RecordStore(database, TimeSpan.FromSeconds(60));
        var directory = new NumberDirectory(database, deployment.Plan.Segments, new NumberPoolOptions { StoreDeadline = TimeSpan.FromSeconds(60) }, TimeProvider.System);
        using var vault = deployment.Keys.CreateWorker();

        const int chunk = 10_000;
        var (ids, records, told) = (new RecordId[chunk], new ReadResult[chunk], new ExtendedNumber[chunk]);
        for (var from = 0; from < Count; from += chunk)
        {
            Name(vault.Namer, from, ids);
            await store.ReadAsync(ids, records);
            var bound = records.Select(r => Bound(r.Value.Span)).ToArray();
            var places = Array.ConvertAll(bound, b => new NumberRef(b.Segment, b.Sequence));
            deployment.Plan.Describe(places, told);
            Assert.True(told.AsSpan().SequenceEqual(issued.AsSpan(from, chunk)), "a record names another number than was told");
            var pages = await directory.ReadAsync(places);
            for (var i = 0; i < chunk; i++)
                if (!pages[i].Confirms(ids[i].AsSpan(), bound[i].LeaseId)) Assert.Fail("a number's page names another record");
        }
    }

    /// <summary>For a sample: what a telephony switch is told, from either server.</summary>
    private static async Task AssertCallsAsync(ServerProcess[] servers, ExtendedNumber[] issued)
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, Sample), new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (n, cancelled) =>
        {
            var i = n * (Count / Sample) + n % (Count / Sample);
            var call = await servers[n % 2].Clients.Numbers.ResolveCallAsync(new ResolveCallRequest { CalledNumber = issued[i].ToString() }, cancellationToken: cancelled);
            Assert.Equal((CallAnswer.Active, Mobile(i)), (call.Answer, call.ConnectTo));
        });
    }

    private static BoundNumber Bound(ReadOnlySpan<byte> record)
    {
        Assert.Equal(RecordFault.None, RecordHeader.Read(record, out var header, out _));
        return header.Recipient;
    }

    private static void Name(RecordNamer namer, int first, RecordId[] ids)
    {
        var text = new StringBuilder();
        var ends = new int[ids.Length];
        for (var i = 0; i < ids.Length; i++) ends[i] = text.Append(Number(first + i)).Length;
        // The tenant of a server without credentials.
        namer.Name("default", Encoding.ASCII.GetBytes(text.ToString()), ends, new uint[ids.Length], ids);
    }

    /// <summary>As little as a waybill can be.</summary>
    private static Waybill Short(int i) => new()
    {
        WaybillNo = Number(i),
        Sender = new Party { Name = "店" },
        Recipient = new Party { Mobile = Mobile(i) },
    };

    private static string Number(int i) => string.Create(CultureInfo.InvariantCulture, $"M{i:D9}");

    private static string Mobile(int i) => string.Create(CultureInfo.InvariantCulture, $"13{i:D9}");
}
