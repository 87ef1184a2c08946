using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Batches;

/// <summary>A warning of one item; the item's warnings are chained by index, newest first.</summary>
/// <param name="Code">Which.</param>
/// <param name="Field">Path of the field that it is about, or empty.</param>
/// <param name="Reason">Why, if it is about a phone that no number could lead to.</param>
/// <param name="Next">Index of the item's next warning, or -1.</param>
public readonly record struct BatchWarning(WarningCode Code, string Field, UnreachableReason Reason, int Next);
