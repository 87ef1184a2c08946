namespace PrivacyWaybill.Conformance.Text;

/// <summary>What was noticed while a field was read.</summary>
/// <param name="Width">Visible characters, the smiley counted as three.</param>
/// <param name="Invalid">The bytes are not valid UTF-8.</param>
internal readonly record struct GlyphReading(int Width, bool Invalid);
