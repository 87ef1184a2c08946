using System.Text.Json;
using System.Text.Json.Serialization;

namespace PrivacyWaybill.Numbers;

/// <summary>The JSON form of a <see cref="SegmentTable"/>. Unknown and missing settings are refused.</summary>
internal sealed class SegmentFile
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        NumberHandling = JsonNumberHandling.Strict,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    [JsonRequired]
    public Entry[] Segments { get; set; } = [];

    public static SegmentTable Load(string path)
    {
        byte[] json;
        try
        {
            json = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SegmentException($"The pool file '{path}' cannot be read; check its path and rights.", e);
        }
        return Parse(json);
    }

    public static SegmentTable Parse(ReadOnlySpan<byte> json)
    {
        SegmentFile? file;
        try
        {
            file = JsonSerializer.Deserialize<SegmentFile>(json, Options);
        }
        catch (JsonException e)
        {
            throw new SegmentException($"The pool file is not of the expected form: {e.Message}", e);
        }
        if (file?.Segments is not { Length: > 0 } entries || entries.Contains(null))
            throw new SegmentException("The pool file names no segments; add at least one to \"segments\".");
        return new SegmentTable(entries.Select(static e => new NumberSegment(e.Id, e.Name, e.City, e.FirstMainNumber,
            e.MainNumbers, e.ExtensionLength, e.BlockSize, e.Demo, e.ReserveFor)));
    }

    public sealed class Entry
    {
        [JsonRequired]
        public ushort Id { get; set; }

        [JsonRequired]
        public string Name { get; set; } = "";

        public string City { get; set; } = "";

        [JsonRequired]
        public string FirstMainNumber { get; set; } = "";

        [JsonRequired]
        public long MainNumbers { get; set; }

        [JsonRequired]
        public int ExtensionLength { get; set; }

        public int BlockSize { get; set; }

        public bool Demo { get; set; }

        public string? ReserveFor { get; set; }
    }
}
