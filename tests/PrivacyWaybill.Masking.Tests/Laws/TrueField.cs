using PrivacyWaybill.GroundTruth.Labels;

namespace PrivacyWaybill.Masking.Tests.Laws;

/// <summary>A field whose secrets are known.</summary>
/// <param name="Field">The rule by which it is masked.</param>
/// <param name="Text">The text with its secrets.</param>
public sealed record TrueField(WaybillField Field, LabelledText Text);
