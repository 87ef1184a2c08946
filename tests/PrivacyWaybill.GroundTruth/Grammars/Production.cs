namespace PrivacyWaybill.GroundTruth.Grammars;

/// <summary>The alternatives of one name of the grammar.</summary>
internal sealed class Production
{
    private readonly List<Alternative> _alternatives = [];
    private readonly List<int> _ends = [];

    public IEnumerable<string> Forms => _alternatives.Select(alternative => alternative.Form).Where(form => form.Length > 0);

    public void Add(Alternative alternative)
    {
        _alternatives.Add(alternative);
        _ends.Add(alternative.Weight + (_ends.Count > 0 ? _ends[^1] : 0));
    }

    public Alternative Choose(ref Dice dice)
    {
        var index = _ends.BinarySearch(dice.Next(_ends[^1]) + 1);
        return _alternatives[index < 0 ? ~index : index];
    }

    public void Check(string name, Func<Node.Call, bool> isKnown)
    {
        if (_alternatives.Count == 0)
            throw new FormatException($"The production {name} has no alternatives.");
        var unknown = _alternatives.SelectMany(alternative => Calls(alternative.Nodes)).Where(call => !isKnown(call)).Select(call => $"{call.Name}:{call.Argument}");
        if (unknown.Any())
            throw new FormatException($"The production {name} calls what is nowhere: {string.Join(", ", unknown)}.");
    }

    private static IEnumerable<Node.Call> Calls(IEnumerable<Node> nodes) => nodes.SelectMany(node => node switch
    {
        Node.Call call => [call],
        Node.Scope scope => Calls(scope.Nodes),
        _ => [],
    });
}
