using System.Text.Json;
using Google.Protobuf;
using PrivacyWaybill.Seeds;
using PrivacyWaybill.Seeds.Waybills;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.LoadTest.Waybills;

/// <summary>Draws the waybills of a scenario; the same scenario draws the same ones.</summary>
internal static class WaybillSource
{
    private const int OddEvery = 50;

    /// <summary>The name of a city's segment and of the wish for it.</summary>
    /// <param name="city">From 0.</param>
    public static string City(int city) => $"城{city + 1:D3}";

    /// <summary>Draws waybills with the numbers that the scenario asks for.</summary>
    public static IReadOnlyList<Waybill> Draw(Scenario scenario, int count)
    {
        var waybills = scenario.Mix == WaybillMix.Everyday ? Everyday(scenario.Seed, count) : Samples(scenario.Seed, count);
        for (var i = 0; i < waybills.Count; i++)
        {
            waybills[i].RecipientNumber = Request(scenario.Numbers is NumbersAsked.Recipient or NumbersAsked.Both, i, scenario.Cities);
            waybills[i].SenderNumber = Request(scenario.Numbers is NumbersAsked.Both, i, scenario.Cities);
        }
        return waybills;
    }

    private static NumberRequest Request(bool isAsked, int index, int cities) => new()
    {
        Scope = isAsked ? NumberScope.Waybill : NumberScope.None,
        City = isAsked && cities > 0 ? City(index % cities) : "",
    };

    private static List<Waybill> Samples(ulong seed, int count)
    {
        var lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "seeds", "waybills.jsonl"));
        var first = (int)((seed - 1) % (ulong)lines.Length);
        var parsed = Array.ConvertAll(lines, JsonParser.Default.Parse<Waybill>);
        return [.. Enumerable.Range(first, count).Select(i => parsed[i % parsed.Length].Clone())];
    }

    private static List<Waybill> Everyday(ulong seed, int count) =>
    [
        .. new WaybillGenerator(seed, OddEvery).Range(0, count)
            .Select(static w => JsonParser.Default.Parse<Waybill>(JsonSerializer.Serialize(w, WaybillJson.Readable.SyntheticWaybill))),
    ];
}
