namespace PrivacyWaybill.Masking;

/// <summary>Why a waybill number is refused.</summary>
public enum WaybillNumberFault
{
    /// <summary>It is not refused.</summary>
    None,

    /// <summary>Shorter than <see cref="WaybillNumber.MinLength"/>.</summary>
    TooShort,

    /// <summary>Longer than <see cref="WaybillNumber.MaxLength"/>.</summary>
    TooLong,

    /// <summary>Holds a byte that is no ASCII letter, digit or hyphen.</summary>
    IllegalByte,

    /// <summary>Has the form of UPU standard S10 and a wrong check digit.</summary>
    WrongCheckDigit,
}
