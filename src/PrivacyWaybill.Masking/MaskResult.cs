namespace PrivacyWaybill.Masking;

/// <summary>The outcome of masking one field.</summary>
/// <param name="Status">Whether the destination holds the masked field.</param>
/// <param name="Written">Bytes written to the destination; never more than the source has, 0 unless <see cref="MaskStatus.Done"/>.</param>
/// <param name="Notes">What was noticed on the way.</param>
public readonly record struct MaskResult(MaskStatus Status, int Written, MaskNotes Notes);
