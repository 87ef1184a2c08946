namespace PrivacyWaybill.Conformance.Text;

/// <summary>What was noticed while a field was read.</summary>
/// <param name="Width">Code points, invisible ones included: masking replaces each character by at most as many as it has.</param>
/// <param name="Invalid">The bytes are not valid UTF-8.</param>
internal readonly record struct GlyphReading(int Width, bool Invalid);
