namespace PrivacyWaybill.Masking;

/// <summary>How the masking of one field ended. Only <see cref="Done"/> leaves text in the destination.</summary>
public enum MaskStatus
{
    /// <summary>The destination holds the masked field.</summary>
    Done,

    /// <summary>The source is not well-formed UTF-8 (Unicode, section 3.9); nothing was written.</summary>
    InvalidUtf8,

    /// <summary>The destination is shorter than the source; nothing was written.</summary>
    DestinationTooSmall,
}
