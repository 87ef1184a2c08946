namespace PrivacyWaybill.Masking;

/// <summary>What was noticed while one field was masked. Notes hold no text of the field.</summary>
[Flags]
public enum MaskNotes
{
    /// <summary>Nothing to report: the field was shown as it came.</summary>
    None = 0,

    /// <summary>The masked field differs from its source.</summary>
    Changed = 1,

    /// <summary>A part arrived masked, satisfied the rule and was kept.</summary>
    AlreadyMasked = 2,

    /// <summary>A part arrived masked below the rule (such as <c>138****5678</c>) and was hidden further.</summary>
    MaskedFurther = 4,

    /// <summary>A name holds an organisation, which is not personal data and stays.</summary>
    Organisation = 8,

    /// <summary>A phone number stood in a field that is not for phones, and was masked.</summary>
    PhoneFound = 16,

    /// <summary>An identity, card or account number, an e-mail address or a plate stood in the field, and was masked.</summary>
    IdentityFound = 32,

    /// <summary>A unit, floor, room or household was hidden.</summary>
    UnitHidden = 64,

    /// <summary>A person stood in a field that is not for names, and was masked.</summary>
    PersonFound = 128,

    /// <summary>An access code, such as that of a gate, was masked.</summary>
    CodeFound = 256,
}
