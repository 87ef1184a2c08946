using System.Text.Json;
using System.Text.Json.Serialization;
using PrivacyWaybill.LoadTest.Suites;

namespace PrivacyWaybill.LoadTest.Reporting;

/// <summary>Everything that a command measured: the JSON file. Its field names are stable; <c>schema</c> goes up when one changes its meaning.</summary>
internal sealed record Report
{
    /// <summary>How it is written.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Version of the field names.</summary>
    public int Schema { get; init; } = 2;

    /// <summary>The command line's arguments, without an API key.</summary>
    public required string Command { get; init; }

    /// <summary>When it began.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>Where it ran.</summary>
    public required MachineReport Machine { get; init; }

    /// <summary>Each run, in order.</summary>
    public required IReadOnlyList<RunReport> Runs { get; init; }

    /// <summary>Tables of a suite, as Markdown, in order.</summary>
    public IReadOnlyList<string> Tables { get; init; } = [];

    /// <summary>What the figures mean for the country's daily volumes, where a suite says so.</summary>
    public Verdict? Verdict { get; init; }

    /// <summary>The JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);
}
