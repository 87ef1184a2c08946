namespace PrivacyWaybill.GroundTruth.Labels;

/// <summary>What kind of secret a piece of text is. All but <see cref="Phone"/> must be hidden whole.</summary>
public enum SecretKind
{
    /// <summary>No secret.</summary>
    None,

    /// <summary>Given name, nickname, or the surname before a title.</summary>
    Name,

    /// <summary>
    /// Subscriber digits of a phone: six of them hidden at least (all, when there are no more), at most two shown at the
    /// tail (GB/T 41833-2022; the tail is the default profile's).
    /// </summary>
    Phone,

    /// <summary>Extension behind a phone number.</summary>
    Extension,

    /// <summary>Unit, floor, room, stall, ward or bed.</summary>
    Unit,

    /// <summary>Number or name of a rural household.</summary>
    Household,

    /// <summary>Number of an identity document.</summary>
    Identity,

    /// <summary>Bank card.</summary>
    Card,

    /// <summary>Local part of an e-mail address.</summary>
    Email,

    /// <summary>WeChat, QQ and other accounts.</summary>
    Account,

    /// <summary>Number plate behind the city letter.</summary>
    Plate,

    /// <summary>Code that opens a door.</summary>
    Code,
}
