namespace PrivacyWaybill.Masking.Leaks;

/// <summary>A part of free text that must not be shown.</summary>
/// <param name="Start">The index of its first character.</param>
/// <param name="End">The index after its last.</param>
/// <param name="Kind">How it is rendered.</param>
internal readonly record struct Leak(int Start, int End, LeakKind Kind);
