using System.Text;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Cli.Waybills;

/// <summary>Writes results as JSON Lines and counts them.</summary>
internal sealed class ResultLines(Stream output) : IAsyncDisposable
{
    private readonly StreamWriter _writer = new(output, new UTF8Encoding(false), 1 << 16, leaveOpen: true) { NewLine = "\n" };

    /// <summary>How they went.</summary>
    public Tally Tally { get; } = new();

    /// <summary>Writes the results of a batch; they are out when the task ends.</summary>
    public async Task WriteAsync(IEnumerable<WaybillResult> results)
    {
        foreach (var result in results)
        {
            Json.Formatter.Format(result, _writer);
            _writer.WriteLine();
            Tally.Add(result.Status ?? new ItemStatus());
        }
        await _writer.FlushAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await _writer.DisposeAsync();
}
