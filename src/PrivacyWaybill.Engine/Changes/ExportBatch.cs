using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Changes;

/// <summary>A part of an export.</summary>
/// <param name="State">How it goes; anything but OK is the end.</param>
/// <param name="Changes">What changed; may be empty.</param>
/// <param name="Next">The cursor from which to go on if the export ends here.</param>
public sealed record ExportBatch(ExportState State, IReadOnlyList<RecordChange> Changes, byte[] Next);
