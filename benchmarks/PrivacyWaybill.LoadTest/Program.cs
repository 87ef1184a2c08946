using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Google.Protobuf;
using PrivacyWaybill.LoadTest;
using PrivacyWaybill.V1;

var seconds = new Option<int>("--seconds") { Description = "How long to measure.", DefaultValueFactory = _ => 20 };
var warmUp = new Option<int>("--warm-up") { Description = "Seconds before counting begins.", DefaultValueFactory = _ => 8 };
var batchSize = new Option<int>("--batch") { Description = "Waybills a batch.", DefaultValueFactory = _ => 256 };
var streams = new Option<int>("--streams") { Description = "Streams, each on its own connection.", DefaultValueFactory = _ => 4 };
var window = new Option<int>("--window") { Description = "Batches under way on a stream.", DefaultValueFactory = _ => 4 };
var appending = new Option<bool>("--aof") { Description = "Redis with an append-only file, synced every second." };
var command = new RootCommand("Streams fresh waybills to a server and a redis-server of their own, closed loop, and accounts for the processor time.")
{
    seconds, warmUp, batchSize, streams, window, appending,
};
command.SetAction(async (parsed, cancellation) =>
{
    await using var target = await Target.StartAsync(parsed.GetValue(appending));
    var samples = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "seeds", "waybills.jsonl")).Select(JsonParser.Default.Parse<Waybill>).ToList();
    var size = parsed.GetValue(batchSize);
    var number = 0L;
    var running = Enumerable.Range(0, parsed.GetValue(streams)).Select(s => new LoadStream(
        target.Address, new BatchTemplate(Enumerable.Range(s * size, size).Select(i => samples[i % samples.Count])), parsed.GetValue(window),
        () => Interlocked.Add(ref number, size) - size)).ToList();

    using var stop = new CancellationTokenSource();
    var tasks = running.Select(r => Task.Run(() => r.RunAsync(stop.Token))).ToList();
    await Task.Delay(TimeSpan.FromSeconds(parsed.GetValue(warmUp)), cancellation);
    using var self = Process.GetCurrentProcess();
    var before = Cpu(target, self);
    var clock = Stopwatch.StartNew();
    LoadStream.IsCounting = true;
    await Task.Delay(TimeSpan.FromSeconds(parsed.GetValue(seconds)), cancellation);
    LoadStream.IsCounting = false;
    var elapsed = clock.Elapsed;
    var after = Cpu(target, self);
    await stop.CancelAsync();
    await Task.WhenAll(tasks);

    var answered = running.Sum(r => r.Answered);
    var latencies = running[0].Latencies;
    foreach (var other in running.Skip(1)) latencies.Add(other.Latencies);
    Print($"{answered / elapsed.TotalSeconds,12:N0} waybills/s ({parsed.GetValue(streams)} streams, batches of {size}, {parsed.GetValue(window)} under way a stream, {Environment.ProcessorCount} processors)");
    Print($"{Milliseconds(50),12:N1} ms p50, {Milliseconds(99):N1} ms p99 a batch (closed loop)");
    foreach (var (name, index) in (ReadOnlySpan<(string, int)>)[("server", 0), ("Redis", 1), ("harness", 2)])
        Print($"{(after[index] - before[index]).TotalMicroseconds / answered,12:N2} µs of processor a waybill: {name}");
    Print($"{target.Server.WorkingSet64 / 1e6,12:N0} MB resident: server");
    var wrong = running.Sum(r => r.Wrong);
    Print($"{wrong,12:N0} of the checked answers wrong");
    return wrong == 0 ? 0 : 1;

    double Milliseconds(double percentile) => latencies.GetValueAtPercentile(percentile) * 1000.0 / Stopwatch.Frequency;
});
return await command.Parse(args).InvokeAsync();

static TimeSpan[] Cpu(Target target, Process self)
{
    foreach (var process in (Process[])[target.Server, target.Redis, self]) process.Refresh();
    return [target.Server.TotalProcessorTime, target.Redis.TotalProcessorTime, self.TotalProcessorTime];
}

static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
