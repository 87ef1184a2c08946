namespace PrivacyWaybill.Numbers;

/// <summary>Where a number is to come from.</summary>
/// <param name="Segment">Name of a segment; null for any.</param>
/// <param name="City">If any segment: a city whose segments come first; null for none.</param>
/// <param name="CityOnly">Whether the other cities' segments are not to be used instead.</param>
public readonly record struct NumberSource(string? Segment, string? City = null, bool CityOnly = false);
