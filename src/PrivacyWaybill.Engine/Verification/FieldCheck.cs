using PrivacyWaybill.Conformance;

namespace PrivacyWaybill.Engine.Verification;

/// <summary>Judges a masked field against the rule of GB/T 41833-2022; the seam at which a test puts another judge.</summary>
/// <param name="field">What the text is.</param>
/// <param name="original">UTF-8 before masking.</param>
/// <param name="masked">UTF-8 as printed.</param>
/// <param name="declaredVirtual">A phone field holds a verified virtual number, which is printed whole.</param>
internal delegate ConformanceResult FieldCheck(CheckedField field, ReadOnlySpan<byte> original, ReadOnlySpan<byte> masked, bool declaredVirtual);
