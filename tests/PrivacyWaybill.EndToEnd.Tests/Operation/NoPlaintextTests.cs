using System.Buffers;
using System.Text;
using Grpc.Core;
using PrivacyWaybill.EndToEnd.Tests.Support;
using PrivacyWaybill.Masking;
using PrivacyWaybill.V1;
using StackExchange.Redis;

namespace PrivacyWaybill.EndToEnd.Tests.Operation;

/// <summary>
/// After all seeds went through, by every road and with errors on the way: no name, phone, address or waybill number of
/// theirs in any Redis key or value, in Redis' dump file, in any log, or in any error's text.
/// </summary>
public sealed class NoPlaintextTests : IAsyncLifetime
{
    /// <summary>
    /// In UTF-8 bytes: two Han characters, six of ASCII. Shorter ones would be found by chance: among a million bytes of
    /// ciphertext every third one of four bytes out of some thousands.
    /// </summary>
    private const int ShortestNeedle = 6;

    private RedisDeployment _deployment = null!;

    // Uncompressed, so that texts stand in the dump as they are.
    public async ValueTask InitializeAsync() => _deployment = await RedisDeployment.StartAsync(redisSettings: ["--rdbcompression no"]);

    public ValueTask DisposeAsync() => _deployment.DisposeAsync();

    [Fact]
    public async Task Seeds_HavingGoneThrough_LeaveNoPlaintextBehind()
    {
        var seeds = Seeds.Load();
        var needles = Needles(seeds);
        Assert.True(needles.Count > 15_000, $"only {needles.Count} texts are looked for");
        var search = SearchValues.Create(needles.ToArray(), StringComparison.Ordinal);
        Assert.True(Latin(File.ReadAllBytes(Testing.RepositoryFiles.Path("seeds/waybills.jsonl"))).AsSpan().ContainsAny(search), "the search finds nothing at all");

        var errors = new StringBuilder();
        using var log = new LogCapture();
        await using (var server = await ServerUnderTest.StartAsync(_deployment.Arguments(), log))
            await DriveAsync(server.Clients, seeds[..1_200], errors);
        await using var process = await ServerProcess.StartAsync(_deployment.Arguments("--Logging:LogLevel:Default=Trace"));
        await DriveAsync(process.Clients, seeds[1_200..], errors);
        await process.Run.TerminateAsync();
        Assert.Equal(0, await process.Run.ExitAsync());

        // The noisiest sources were listened to.
        foreach (var source in (string[])["Debug Microsoft.AspNetCore.", "Debug Grpc.", "Trace Microsoft.AspNetCore.Server.Kestrel"])
            Assert.Contains(log.Lines, l => l.StartsWith(source, StringComparison.Ordinal));
        Assert.Contains("dbug: ", process.Run.Output, StringComparison.Ordinal);
        Assert.True(errors.Length > 10_000);
        AssertClean("the log", Encoding.UTF8.GetBytes(string.Join('\n', log.Lines)), search);
        AssertClean("the process' output", Encoding.UTF8.GetBytes(process.Run.Output + process.Run.Errors), search);
        AssertClean("errors", Encoding.UTF8.GetBytes(errors.ToString()), search);
        await AssertRedisCleanAsync(search);
    }

    private async Task AssertRedisCleanAsync(SearchValues<string> search)
    {
        await using var connection = await _deployment.ConnectAsync();
        var (server, database) = (connection.GetServers().Single(), connection.GetDatabase());
        var (keys, values) = (0, 0L);
        foreach (var chunk in server.Keys(pageSize: 1_000).Chunk(500))
        {
            foreach (var (key, dump) in chunk.Zip(await Task.WhenAll(chunk.Select(k => database.KeyDumpAsync(k)))))
            {
                keys++;
                values += dump!.Length;
                AssertClean("a key", key!, search);
                AssertClean("a value", dump, search);
            }
        }
        Assert.True(keys > 2_400 && values > 300_000, $"{keys} keys, {values} bytes");
        await server.SaveAsync(SaveType.BackgroundSave);
        var file = Path.Combine(_deployment.Redis.Folder, "dump.rdb");
        await Eventually.HoldsAsync(() => File.Exists(file), "the dump file");
        AssertClean("the dump file", await File.ReadAllBytesAsync(file), search);
    }

    /// <summary>Everything that may happen to waybills, errors included.</summary>
    private static async Task DriveAsync(ServerClients clients, List<Waybill> seeds, StringBuilder errors)
    {
        await using (var stream = await MaskingStream.OpenAsync(clients))
        {
            var answers = await stream.SendAllAsync(
            [
                .. Batch.Split(seeds, 100),
                .. Batch.Split(seeds.Select(s => Changed(s, w => w.Recipient.Mobile = "15900000001")), 100),
                .. Batch.Split(seeds.Select(s => Changed(s, w => w.ShipmentEpoch++).With("remark", s.Remark + new string('x', 601))), 100),
                .. Batch.Split(seeds.Select(s => Changed(s, w => w.ObjectId = s.Recipient.Mobile + s.Recipient.Name)), 100),
                .. Batch.Split(seeds.Select(s => Changed(s, w => w.Profile = s.Recipient.Name)), 100),
                .. Batch.Split(seeds.Select(s => Changed(s, w => (w.WriteMode, w.UpdateCondition) = (WriteMode.Update, new UpdateCondition { ExpectedVersion = 9 })).With("goods", "别的")), 100),
            ]);
            foreach (var result in answers.SelectMany(a => a.Results).Where(r => r.Status.Code != ItemCode.Ok))
                errors.Append(result.Status.Code).Append(' ').Append(result.Status.Field).Append(' ').Append(result.Status.Remedy).Append('\n');
        }
        var context = new RevealContext { Purpose = RevealPurpose.Delivery, OperatorId = "courier-17", DeviceId = "scanner-3" };
        foreach (var chunk in seeds.Chunk(1_000))
            await clients.Reveals.BatchRevealAsync(new BatchRevealRequest { Context = context, Targets = { chunk.Select(s => new RevealTarget { Shipment = s.Reference() }) } });
        foreach (var seed in seeds.Where((_, i) => i % 20 == 0))
        {
            var unknown = Changed(seed, w => w.ShipmentEpoch = 77).Reference();
            foreach (var call in new Func<Task>[]
            {
                async () => await clients.Reveals.RevealAsync(new RevealRequest { Context = context, Target = new RevealTarget { Shipment = unknown } }),
                async () => await clients.Reveals.RevealAsync(new RevealRequest { Context = new RevealContext { Purpose = RevealPurpose.Delivery, OperatorId = seed.Recipient.Name + seed.Recipient.Mobile, DeviceId = "d" }, Target = new RevealTarget { Shipment = unknown } }),
                async () => await clients.Numbers.LookUpNumberAsync(new LookUpNumberRequest { Shipment = unknown, Party = PartyRole.Recipient }),
                async () => await clients.Numbers.LookUpNumberAsync(new LookUpNumberRequest { Shipment = new ShipmentReference { Token = seed.Recipient.Name }, Party = PartyRole.Recipient }),
                async () => await clients.Numbers.ResolveCallAsync(new ResolveCallRequest { CalledNumber = seed.Recipient.Name + seed.Recipient.Mobile, CallerNumber = seed.Sender.Mobile }),
            })
            {
                var e = await Assert.ThrowsAsync<RpcException>(call);
                errors.Append(e).Append(string.Join(' ', e.Trailers.Select(t => t.IsBinary ? Encoding.UTF8.GetString(t.ValueBytes) : t.Value))).Append('\n');
            }
        }
        var isPaired = false;
        foreach (var seed in seeds.Where((_, i) => i % 10 == 0))
        {
            var bind = new BindCallPairRequest { Shipment = seed.Reference(), Party = PartyRole.Recipient, CourierPhone = seed.Sender.Mobile };
            isPaired |= await TellsAsync(async () => await clients.Numbers.BindCallPairAsync(bind));
            await TellsAsync(async () =>
            {
                var number = (await clients.Numbers.LookUpNumberAsync(new LookUpNumberRequest { Shipment = seed.Reference(), Party = PartyRole.Recipient })).VirtualNumber;
                await clients.Numbers.BatchResolveCallsAsync(new BatchResolveCallsRequest { Calls = { new ResolveCallRequest { CalledNumber = number?.Display ?? "18400000000-0000", CallerNumber = seed.Sender.Mobile }, new ResolveCallRequest { CalledNumber = seed.Recipient.Mobile, Extension = seed.Recipient.Name } } });
                await clients.Numbers.ReportCallAsync(new ReportCallRequest { CallId = "call:" + Digits(seed.Recipient.Mobile), CalledNumber = number?.Display ?? "18400000000-0000", CallerNumber = seed.Sender.Mobile, Outcome = CallOutcome.Connected });
            });
        }
        Assert.True(isPaired);
        using var raw = await RawStream.OpenAsync(clients);
        errors.Append(await raw.SendAsync([0x12, 0xff, .. Encoding.UTF8.GetBytes(seeds[0].Recipient.Name)]));

        async Task<bool> TellsAsync(Func<Task> call)
        {
            try
            {
                await call();
                return true;
            }
            catch (RpcException e)
            {
                errors.Append(e).Append(string.Join(' ', e.Trailers.Select(t => t.IsBinary ? Encoding.UTF8.GetString(t.ValueBytes) : t.Value))).Append('\n');
                return false;
            }
        }
    }

    private static Waybill Changed(Waybill waybill, Action<Waybill> change)
    {
        var changed = waybill.Clone();
        change(changed);
        return changed;
    }

    /// <summary>What must not be found, as UTF-8 bytes in the guise of Latin-1 characters.</summary>
    private static HashSet<string> Needles(IEnumerable<Waybill> seeds)
    {
        var needles = new HashSet<string>(StringComparer.Ordinal);
        foreach (var seed in seeds)
        {
            Add(seed.WaybillNo);
            foreach (var party in new[] { seed.Sender, seed.Recipient })
            {
                foreach (var text in new[] { party.Name, party.Mobile, party.Landline, Digits(party.Mobile), Digits(party.Landline) }) Add(text);
                AddPieces(party.Address?.Text ?? "");
                AddPieces(party.Address?.Detail ?? "");
            }
        }
        return needles;

        void Add(string text)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            if (bytes.Length >= ShortestNeedle) needles.Add(Latin(bytes));
        }

        // Every stretch of six characters in turn: a part of an address betrays as the whole does.
        void AddPieces(string address)
        {
            for (var i = 0; i < address.Length; i += 6) Add(address[i..Math.Min(i + 6, address.Length)]);
        }
    }

    private static string Digits(string phone)
    {
        Span<byte> digits = stackalloc byte[PhoneText.MaxDigits];
        return PhoneText.TryNormalise(Encoding.UTF8.GetBytes(phone), digits, out var length) ? Encoding.ASCII.GetString(digits[..length]) : "";
    }

    private static void AssertClean(string where, byte[] haystack, SearchValues<string> search)
    {
        var text = Latin(haystack);
        var at = text.AsSpan().IndexOfAny(search);
        if (at < 0) return;
        var (from, to) = (Math.Max(0, at - 60), Math.Min(text.Length, at + 60));
        Assert.Fail($"{where} holds plaintext: …{Encoding.UTF8.GetString(haystack[from..to])}…");
    }

    private static string Latin(byte[] bytes) => Encoding.Latin1.GetString(bytes);
}
