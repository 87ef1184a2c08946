using PrivacyWaybill.GroundTruth.Labels;

namespace PrivacyWaybill.GroundTruth.Grammars;

/// <summary>A piece of a template.</summary>
internal abstract record Node
{
    /// <summary>Text as it stands.</summary>
    public sealed record Literal(string Text) : Node;

    /// <summary>A production or terminal, used in <paramref name="Percent"/> of the cases.</summary>
    public sealed record Call(string Name, string Argument, int Percent) : Node;

    /// <summary>Pieces under one label.</summary>
    public sealed record Scope(Label Label, IReadOnlyList<Node> Nodes) : Node;
}
