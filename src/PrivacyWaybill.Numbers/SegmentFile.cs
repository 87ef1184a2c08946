using System.Globalization;
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

    public PairEntry[] CallPairs { get; set; } = [];

    public static SegmentTable Load(string path)
    {
        try
        {
            return Parse(File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SegmentException($"The pool file '{path}' cannot be read; check its path and rights.", e);
        }
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
        if (file.CallPairs is not { } pairs || pairs.Contains(null))
            throw new SegmentException("The pool file's \"callPairs\" must be a list of ranges; leave it out for none.");
        return new SegmentTable(entries.Select(static e => e.ToSegment()), new CallPairTable(pairs.Select(static e => e.ToRange())));
    }

    /// <summary>Reads a single entry.</summary>
    /// <exception cref="SegmentException">It cannot be read or used.</exception>
    public static NumberSegment ParseSegment(ReadOnlySpan<byte> json)
    {
        try
        {
            return (JsonSerializer.Deserialize<Entry>(json, Options) ?? throw new SegmentException("A segment is missing.")).ToSegment();
        }
        catch (JsonException e)
        {
            throw new SegmentException("A segment is not of the expected form.", e);
        }
    }

    /// <summary>A segment as a single entry; the same one always gives the same text.</summary>
    public static string Format(NumberSegment segment) => JsonSerializer.Serialize(new Entry
    {
        Id = segment.Id,
        Name = segment.Name,
        City = segment.City,
        FirstMainNumber = segment.FirstMainNumber.ToString("D" + segment.MainNumberDigits, CultureInfo.InvariantCulture),
        MainNumbers = segment.MainNumbers,
        ExtensionLength = segment.ExtensionLength,
        BlockSize = segment.BlockSize,
        Demo = segment.Demo,
        ReserveFor = segment.ReserveFor,
        External = segment.External,
    }, Options);

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

        // Left out unless set: definitions that are stored already are compared by their text.
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
        public bool External { get; set; }

        public NumberSegment ToSegment() => new(Id, Name, City, FirstMainNumber, MainNumbers, ExtensionLength, BlockSize, Demo, ReserveFor, External);
    }

    public sealed class PairEntry
    {
        [JsonRequired]
        public string Name { get; set; } = "";

        public string City { get; set; } = "";

        [JsonRequired]
        public string FirstMainNumber { get; set; } = "";

        [JsonRequired]
        public int MainNumbers { get; set; }

        public bool Demo { get; set; }

        public CallPairRange ToRange() => new(Name, City, FirstMainNumber, MainNumbers, Demo);
    }
}
