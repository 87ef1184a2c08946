using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PrivacyWaybill.Seeds.Waybills;

/// <summary>The JSON of the records in this folder: snake_case, nulls left out, Han characters as they are.</summary>
[JsonSerializable(typeof(SyntheticWaybill))]
public sealed partial class WaybillJson : JsonSerializerContext
{
    /// <summary>
    /// Writes readable JSON: only what JSON itself, control characters and invisible characters demand is escaped.
    /// Not for embedding in HTML.
    /// </summary>
    public static WaybillJson Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>Writes <paramref name="waybills"/> as JSON Lines (one object a line, LF) in constant memory.</summary>
    /// <exception cref="IOException">The stream refuses more, for example because its reader went away.</exception>
    public static void WriteLines(Stream destination, IEnumerable<SyntheticWaybill> waybills)
    {
        using var buffered = new BufferedStream(destination, 1 << 16);
        using var writer = new Utf8JsonWriter(buffered, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        foreach (var waybill in waybills)
        {
            JsonSerializer.Serialize(writer, waybill, Readable.SyntheticWaybill);
            writer.Flush();
            writer.Reset();
            buffered.WriteByte((byte)'\n');
        }
    }
}
