using PrivacyWaybill.Conformance;

namespace PrivacyWaybill.Engine.Verification;

/// <summary>A masked field that did not hold. Holds nothing of its text.</summary>
/// <param name="Profile">The profile by which it was masked.</param>
/// <param name="Field">What the text is.</param>
/// <param name="Violations">In which ways it fails.</param>
public readonly record struct MaskingViolation(string Profile, CheckedField Field, Violations Violations);
