namespace PrivacyWaybill.GroundTruth.Labels;

/// <summary>A piece of text with one label.</summary>
public readonly record struct Segment(string Text, Label Label);
