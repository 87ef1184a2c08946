using System.Text.Json;
using Google.Protobuf;
using PrivacyWaybill.EndToEnd.Tests.Support;
using PrivacyWaybill.Testing;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.EndToEnd.Tests.Operation;

/// <summary><c>pw</c> from the making of keys to the reveal, each command a process, against a server process over Redis.</summary>
public sealed class CommandLineTests : IAsyncLifetime
{
    private const string Project = "PrivacyWaybill.Cli/pw";

    private readonly string _folder = Directory.CreateTempSubdirectory("pw-e2e-").FullName;
    private RedisServerProcess _redis = null!;

    public async ValueTask InitializeAsync() => _redis = await RedisServerProcess.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _redis.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task CommandLine_FromKeysToReveal_DoesWhatAnOperatorAndACourierNeed()
    {
        var (ring, keys, pool) = (File("ring.json"), File("keys.json"), PoolFile.Write(File("pool.json"), 6, 1_000));
        await OkAsync("keys", "new", "ring", "--out", ring);
        var key = (await OkAsync("keys", "new", "api", "--file", keys, "--id", "all", "--tenant", "sf", "--roles", "mask,resolve,reveal,administer,export")).Trim();
        await OkAsync("store", "init", "--connection", _redis.ConnectionString, "--pool", pool, "--keys", ring);
        await using var server = await ServerProcess.StartAsync(
            $"--Store:Connection={_redis.ConnectionString}", $"--Keys:File={ring}", $"--Numbers:PoolFile={pool}", $"--Credentials:File={keys}", "--Listen:Address=127.0.0.1", "--Changes:Export=true");
        string[] connection = ["--server", server.Address.ToString(), "--key", key];

        Assert.Contains("serving", await OkAsync(["health", .. connection]), StringComparison.Ordinal);
        var waybills = WaybillMaker.Make(500);
        await System.IO.File.WriteAllLinesAsync(File("waybills.jsonl"), waybills.Select(w => JsonFormatter.Default.Format(w)));
        await OkAsync(["send", File("waybills.jsonl"), "--output", File("results.jsonl"), "--streams", "2", .. connection]);
        var results = System.IO.File.ReadLines(File("results.jsonl")).Select(JsonParser.Default.Parse<WaybillResult>).ToList();
        Assert.Equal(waybills.Select(w => w.ObjectId), results.Select(r => r.ObjectId));
        Assert.All(results, r => Assert.Equal(ItemCode.Ok, r.Status.Code));

        var (waybill, number, token) = (waybills[123], results[123].Recipient.VirtualNumber.Display, results[123].Recipient.Token);
        Assert.Equal(waybill.Recipient.Mobile, Json(await OkAsync(["resolve", number, "--json", .. connection]), "connect_to"));
        Assert.Contains(number, await OkAsync(["lookup", "--token", token, .. connection]), StringComparison.Ordinal);
        Assert.Contains(number, await OkAsync(["extend", "--waybill", waybill.WaybillNo, "--party", "recipient", "--for", "30d", .. connection]), StringComparison.Ordinal);
        string[] reveal = ["reveal", "--token", token, "--purpose", "delivery", "--operator", "courier-17", "--device", "pda-22", .. connection];
        Assert.Contains(waybill.Recipient.Address.Detail, await OkAsync(reveal), StringComparison.Ordinal);
        Assert.Matches(@"^184900000\d\d$", Json(await OkAsync(["call", "pair", "--token", token, "--courier", "13900001111", "--json", .. connection]), "main_number"));
        Assert.Contains("recorded", await OkAsync(["call", "report", number, "--call-id", "c-1", "--outcome", "connected", "--duration", "95s", .. connection]), StringComparison.Ordinal);
        await OkAsync(["pool", "add", "more", "--id", "9", "--first-main-number", "18500000000", "--main-numbers", "100", "--extension-length", "4", .. connection]);
        await OkAsync(["pool", "suspend", PoolFile.Segment, .. connection]);
        Assert.Matches($@"{PoolFile.Segment} .*suspended[\s\S]*more ", await OkAsync(["pool", "status", .. connection]));
        Assert.Contains(token, await OkAsync(["pool", "affected", PoolFile.Segment, .. connection]), StringComparison.Ordinal);
        await OkAsync(["pool", "resume", PoolFile.Segment, .. connection]);
        await OkAsync(["changes", File("archive.jsonl"), .. connection]);
        // What is new is not settled yet; where to go on from is known all the same.
        Assert.NotEmpty(Json(await OkAsync(["changes", File("archive.jsonl"), "--resume", "--json", .. connection]), "cursor")!);
        await OkAsync(["release", "--token", token, .. connection]);

        // What is no longer there is a negative answer; who has no key is refused.
        Assert.Equal(1, (await ProgramRun.ToEndAsync(Project, ["resolve", number, .. connection])).ExitCode);
        Assert.Equal(3, (await ProgramRun.ToEndAsync(Project, "resolve", number, "--server", server.Address.ToString())).ExitCode);
    }

    private static async Task<string> OkAsync(params string[] arguments)
    {
        var (exitCode, output, errors) = await ProgramRun.ToEndAsync(Project, arguments);
        Assert.True(exitCode == 0, $"pw {arguments[0]} ended with {exitCode}: {errors}");
        return output;
    }

    private static string? Json(string text, string name)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.GetProperty(name).GetString();
    }

    private string File(string name) => Path.Combine(_folder, name);
}
