namespace PrivacyWaybill.GroundTruth.Grammars;

/// <summary>One of the templates of a production.</summary>
/// <param name="Weight">How often it is taken, relative to its neighbours.</param>
/// <param name="Form">Name under which its failures are reported, or empty.</param>
internal sealed record Alternative(int Weight, string Form, IReadOnlyList<Node> Nodes);
