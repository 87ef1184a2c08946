using System.Runtime.CompilerServices;
using System.Text.Json;
using PrivacyWaybill.Cli.Records;
using PrivacyWaybill.Vault.Records;

namespace PrivacyWaybill.Cli.Archives;

/// <summary>Reads archives: one raw sealed record, or lines of JSON or base64.</summary>
internal static class SealedLines
{
    private const int Window = 4096;

    /// <summary>The records, in order. Empty lines are passed over.</summary>
    public static async IAsyncEnumerable<SealedLine> ReadAsync(Stream source, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var all = new RewindableStream(source, Window);
        var head = new byte[SealedRecord.Front.Length];
        var read = await all.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancel);
        all.Rewind(0);
        if (head.AsSpan(0, read).SequenceEqual(SealedRecord.Front))
        {
            using var whole = new MemoryStream();
            await all.CopyToAsync(whole, cancel);
            yield return new SealedLine(1, whole.ToArray());
            yield break;
        }
        using var lines = new StreamReader(all);
        for (var number = 1L; await lines.ReadLineAsync(cancel) is { } line; number++)
            if (!string.IsNullOrWhiteSpace(line)) yield return new SealedLine(number, EnvelopeOf(line.Trim()));
    }

    private static byte[] EnvelopeOf(string line)
    {
        try
        {
            if (line[0] != '{') return Convert.FromBase64String(line);
            using var document = JsonDocument.Parse(line);
            foreach (var name in (string[])["sealed_record", "sealedRecord"])
                if (document.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String) return value.GetBytesFromBase64();
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            // No record, and the line is told so by its number.
        }
        return [];
    }
}
