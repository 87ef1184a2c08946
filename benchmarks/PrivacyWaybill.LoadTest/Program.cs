using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Google.Protobuf;
using PrivacyWaybill.LoadTest;
using PrivacyWaybill.V1;

var seconds = new Option<int>("--seconds") { Description = "How long to measure.", DefaultValueFactory = _ => 20 };
var warmUp = new Option<int>("--warm-up") { Description = "Seconds before counting begins.", DefaultValueFactory = _ => 8 };
var batchSize = new Option<int>("--batch") { Description = "Waybills a batch.", DefaultValueFactory = _ => 256 };
var streams = new Option<int>("--streams") { Description = "Streams, each on its own connection.", DefaultValueFactory = _ => 4 };
var window = new Option<int>("--window") { Description = "Batches under way on a stream.", DefaultValueFactory = _ => 4 };
var appending = new Option<bool>("--aof") { Description = "Redis with an append-only file, synced every second, never rewritten." };
var codec = new Option<string>("--codec") { Description = "The server's codec: wire or generated.", DefaultValueFactory = _ => "wire" };
var ceilings = new Option<bool>("--ceilings") { Description = "Afterwards the same batches through echoes: of generated objects, and of bytes." };
var json = new Option<string?>("--json") { Description = "A file for the figures." };
var command = new RootCommand("Streams fresh waybills to a server and a redis-server of their own, closed loop, and accounts for the processor time.")
{
    seconds, warmUp, batchSize, streams, window, appending, codec, ceilings, json,
};
command.SetAction(async parsed =>
{
    var samples = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "seeds", "waybills.jsonl")).Select(JsonParser.Default.Parse<Waybill>).ToList();
    var run = new LoadRun(samples, parsed.GetValue(batchSize), parsed.GetValue(streams), parsed.GetValue(window),
        TimeSpan.FromSeconds(parsed.GetValue(warmUp)), TimeSpan.FromSeconds(parsed.GetValue(seconds)));
    Print($"{parsed.GetValue(streams)} streams, batches of {parsed.GetValue(batchSize)}, {parsed.GetValue(window)} under way a stream, {Environment.ProcessorCount} processors");
    List<Measurement> measured = [await MeasureAsync(() => Target.StartAsync(parsed.GetValue(appending), $"--Stream:Codec={parsed.GetValue(codec)}"))];
    if (parsed.GetValue(ceilings))
    {
        measured.Add(await MeasureAsync(() => Target.StartEchoAsync(asBytes: false)));
        Print($"{measured[0].WaybillsPerSecond / measured[1].WaybillsPerSecond,12:N2} of it: the server");
        measured.Add(await MeasureAsync(() => Target.StartEchoAsync(asBytes: true)));
        Print($"{measured[0].WaybillsPerSecond / measured[2].WaybillsPerSecond,12:N2} of it: the server");
    }
    if (parsed.GetValue(json) is { } file) await File.WriteAllTextAsync(file, JsonSerializer.Serialize(measured, JsonSerializerOptions.Web));
    return measured.Sum(static m => m.Wrong) == 0 ? 0 : 1;

    async Task<Measurement> MeasureAsync(Func<Task<Target>> start)
    {
        await using var target = await start();
        var m = await run.MeasureAsync(target);
        Print($"{m.WaybillsPerSecond,12:N0} waybills/s: {m.Target}");
        Print($"{m.P50Milliseconds,12:N1} ms p50, {m.P99Milliseconds:N1} ms p99 a batch (closed loop)");
        Print($"{m.ServerMicroseconds,12:N2} µs of processor a waybill: server");
        if (m.RedisMicroseconds > 0) Print($"{m.RedisMicroseconds,12:N2} µs of processor a waybill: Redis");
        Print($"{m.HarnessMicroseconds,12:N2} µs of processor a waybill: harness");
        if (m.RedisBytes > 0) Print($"{m.RedisBytes,12:N0} B of used_memory a waybill: Redis");
        Print($"{m.ServerMegabytes,12:N0} MB resident: server");
        Print($"{m.Wrong,12:N0} of the checked answers wrong");
        return m;
    }
});
return args is ["echo", var kind] ? await EchoAsync(kind) : await command.Parse(args).InvokeAsync();

static async Task<int> EchoAsync(string kind)
{
    await EchoHost.RunAsync(asBytes: kind == "bytes");
    return 0;
}

static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
