namespace PrivacyWaybill.Numbers.Holds;

/// <summary>How holding a number went.</summary>
public enum HoldOutcome
{
    /// <summary>Its slot is not handed out before the new time plus quarantine. The record may be changed.</summary>
    Held,

    /// <summary>The number is not its record's any more, or the time lies beyond what the entry allows. The record must not be changed.</summary>
    Refused,

    /// <summary>The store could not be reached or did not answer in time. The record must not be changed; a hold that was
    /// written all the same keeps its slot out of use until its time.</summary>
    Unavailable,
}
