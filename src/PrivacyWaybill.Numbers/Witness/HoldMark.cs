namespace PrivacyWaybill.Numbers.Witness;

/// <summary>
/// What a server witnesses of a hold: the marks of its holds of a block follow one another. Each is about the hold's time in
/// Unix seconds, but later than the one before.
/// </summary>
/// <param name="Before">The mark that the store must have for this one to follow; 0 if no hold before is live.</param>
/// <param name="At">The mark.</param>
public readonly record struct HoldMark(uint Before, uint At);
