using PrivacyWaybill.V1;

namespace PrivacyWaybill.Cli.Waybills;

/// <summary>Some lines of a file of waybills: those that are waybills as one request, the others answered already.</summary>
internal sealed class LineBatch
{
    private readonly List<WaybillResult?> _lines = [];

    /// <summary>The waybills.</summary>
    public MaskWaybillsRequest Request { get; } = new();

    /// <summary>How many lines it has.</summary>
    public int LineCount => _lines.Count;

    /// <summary>Takes a waybill.</summary>
    public void Add(Waybill waybill)
    {
        Request.Waybills.Add(waybill);
        _lines.Add(null);
    }

    /// <summary>Takes the answer to a line that is no waybill.</summary>
    public void Add(WaybillResult answer) => _lines.Add(answer);

    /// <summary>One result a line, in order.</summary>
    /// <param name="answer">The answer to <see cref="Request"/>; not looked at if there was nothing to send.</param>
    /// <exception cref="RefusedException">It has another number of results than the request has waybills.</exception>
    public IEnumerable<WaybillResult> Results(BatchResult? answer)
    {
        var isTaken = answer is null or { Code: BatchCode.Ok };
        if (isTaken && (answer?.Results.Count ?? 0) != Request.Waybills.Count)
            throw new RefusedException("the answer to a batch has another number of results than the batch has waybills");
        var next = 0;
        foreach (var line in _lines)
        {
            if (line is not null) yield return line;
            else if (isTaken) yield return answer!.Results[next++];
            else yield return Refused(Request.Waybills[next++], answer!);
        }
    }

    private static WaybillResult Refused(Waybill waybill, BatchResult answer) => new()
    {
        ObjectId = waybill.ObjectId,
        Status = new ItemStatus { Code = ItemCode.InvalidFormat, Remedy = $"the batch was refused: {answer.Remedy}" },
    };
}
