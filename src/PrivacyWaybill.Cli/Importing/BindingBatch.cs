using PrivacyWaybill.V1;

namespace PrivacyWaybill.Cli.Importing;

/// <summary>Some lines of a file of bindings: those that are bindings as one request, the others answered already.</summary>
internal sealed class BindingBatch
{
    private readonly List<WaybillResult?> _lines = [];

    /// <summary>The bindings.</summary>
    public ImportBindingsRequest Request { get; } = new();

    /// <summary>How many lines it has.</summary>
    public int LineCount => _lines.Count;

    /// <summary>Takes a binding.</summary>
    public void Add(ImportedBinding binding)
    {
        Request.Bindings.Add(binding);
        _lines.Add(null);
    }

    /// <summary>Takes the answer to a line that is no binding.</summary>
    public void Add(WaybillResult answer) => _lines.Add(answer);

    /// <summary>One result a line, in order.</summary>
    /// <param name="answer">The answer to <see cref="Request"/>; null if there was nothing to send.</param>
    /// <exception cref="RefusedException">It does not fit the request.</exception>
    public IEnumerable<WaybillResult> Results(ImportBindingsResponse? answer)
    {
        if ((answer?.Results.Count ?? 0) != Request.Bindings.Count || (answer is not null && answer.BatchId != Request.BatchId))
            throw new RefusedException("the server's answers do not fit the batches that were sent");
        var next = 0;
        return _lines.ConvertAll(line => line ?? answer!.Results[next++]);
    }
}
