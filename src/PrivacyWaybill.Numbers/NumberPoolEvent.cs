namespace PrivacyWaybill.Numbers;

/// <summary>Something about a segment that an operator should know.</summary>
/// <param name="Kind">What.</param>
/// <param name="Segment">Where.</param>
public readonly record struct NumberPoolEvent(NumberPoolEventKind Kind, NumberSegment Segment);
