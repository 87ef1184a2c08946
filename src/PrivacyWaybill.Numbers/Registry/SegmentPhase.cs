namespace PrivacyWaybill.Numbers.Registry;

/// <summary>What operators want of a segment. Whatever it is, its numbers go on leading to their parties.</summary>
public enum SegmentPhase
{
    /// <summary>Numbers are issued.</summary>
    Open,

    /// <summary>It was added a moment ago: nothing is issued until every server knows it.</summary>
    Opening,

    /// <summary>Nothing is issued until it is resumed.</summary>
    Suspended,

    /// <summary>Nothing is issued any more.</summary>
    Retired,
}
