namespace PrivacyWaybill.Engine.Desk;

/// <summary>What is wanted of a number.</summary>
internal enum NumberActKind
{
    /// <summary>To see it.</summary>
    LookUp,

    /// <summary>To move its expiry.</summary>
    Extend,

    /// <summary>To move its expiry as far towards a time as it goes, and never back.</summary>
    Prolong,

    /// <summary>To end it.</summary>
    Release,
}
