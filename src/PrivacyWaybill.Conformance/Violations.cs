namespace PrivacyWaybill.Conformance;

/// <summary>
/// In which ways a masked field fails. The first three are the rule of GB/T 41833-2022 itself; the others are what follows
/// from it and from the law: nothing else that identifies a person belongs on a label, and masked text is never longer.
/// </summary>
[Flags]
public enum Violations
{
    /// <summary>The rule holds.</summary>
    None = 0,

    /// <summary>No character of a person's name is hidden.</summary>
    NameNotHidden = 1 << 0,

    /// <summary>Fewer than six digits of a number in a phone field are hidden (of its local part, if it has an area code).</summary>
    PhoneDigitsShown = 1 << 1,

    /// <summary>A unit, floor, room, bed, stall or household is shown.</summary>
    UnitShown = 1 << 2,

    /// <summary>A phone number outside a phone field has fewer than six digits hidden.</summary>
    PhoneInText = 1 << 3,

    /// <summary>An extension of a phone that is not a declared virtual number is shown.</summary>
    ExtensionShown = 1 << 4,

    /// <summary>An identity document, bank card, e-mail address, account of a messenger or number plate is shown.</summary>
    IdentityShown = 1 << 5,

    /// <summary>A code that opens a door or an account is shown. Pick-up codes are not such codes.</summary>
    CodeShown = 1 << 6,

    /// <summary>A person is named in a text that is not a name field.</summary>
    PersonShown = 1 << 7,

    /// <summary>The masked text has more characters than its original and may not fit the label.</summary>
    LongerThanOriginal = 1 << 8,

    /// <summary>The original or the masked text is not valid UTF-8.</summary>
    InvalidUtf8 = 1 << 9,

    /// <summary>The masked text shows what the original does not hold, or shows it in another order.</summary>
    NotDerived = 1 << 10,
}
