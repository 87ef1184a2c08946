using System.Globalization;
using Google.Protobuf;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Benchmarks.Vault;

/// <summary>Prints the vault's figures: rates of binding and resolving and bytes a waybill, with one number and with two.</summary>
internal static class VaultFigures
{
    private const int WarmUp = 256 * 200, Single = 2_000;

    public static async Task RunAsync(int count, bool isAppending)
    {
        var samples = Reachable(File.ReadLines(Repository.Path("seeds/waybills.jsonl")).Select(JsonParser.Default.Parse<Waybill>));
        Print($"{samples.Count} of the sample waybills have parties that a number can lead to; {count} waybills of them, AOF {(isAppending ? "everysec" : "off")}");
        foreach (var bothParties in (bool[])[false, true]) await RunOnceAsync(samples, count, bothParties, isAppending);
    }

    private static async Task RunOnceAsync(List<Waybill> samples, int count, bool bothParties, bool isAppending)
    {
        // What is compiled and leased at first is not what is asked for.
        await using (var warmUp = await VaultRun.StartAsync(isAppending)) await WarmUpAsync(warmUp, samples, bothParties);
        await using var run = await VaultRun.StartAsync(isAppending);
        var before = await run.MemoryAsync();
        var (perSecond, numbers) = await run.BindAsync(samples, count, bothParties);
        var after = await run.MemoryAsync();
        var records = await run.RecordsAsync();
        var calls = await run.ResolveAsync(numbers, count);
        var alone = await run.ResolveOneByOneAsync(numbers, Single);
        Print($"numbers a waybill {(bothParties ? 2 : 1)}: {perSecond:N0} waybills/s bound, {calls:N0} calls/s resolved, a call alone {alone.TotalMicroseconds:N0} µs");
        Print($"  Redis a waybill: {(after.Used - before.Used) / numbers.Length:N0} B used, {(after.Resident - before.Resident) / numbers.Length:N0} B resident");
        Print($"  of it the record with its key and expiry {records.Usage:N0} B (value {records.Length:N0} B)");
    }

    private static async Task WarmUpAsync(VaultRun run, List<Waybill> samples, bool bothParties)
    {
        var (_, numbers) = await run.BindAsync(samples, WarmUp, bothParties);
        await run.ResolveAsync(numbers, WarmUp);
        await run.ResolveOneByOneAsync(numbers, Single);
    }

    private static List<Waybill> Reachable(IEnumerable<Waybill> waybills) =>
        [.. waybills.Where(w => IsMobile(w.Recipient?.Mobile) && IsMobile(w.Sender?.Mobile) && w.LabelScope is LabelScope.Unspecified or LabelScope.Domestic && w.Links is null && w.ExemptionGrant.Length == 0)];

    private static bool IsMobile(string? text) => text is { Length: 11 } && text[0] == '1' && text.All(char.IsAsciiDigit);

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
