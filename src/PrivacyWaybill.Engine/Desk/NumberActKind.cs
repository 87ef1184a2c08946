namespace PrivacyWaybill.Engine.Desk;

/// <summary>What is wanted of a number.</summary>
internal enum NumberActKind
{
    /// <summary>To see it.</summary>
    LookUp,

    /// <summary>To move its expiry.</summary>
    Extend,

    /// <summary>To end it.</summary>
    Release,
}
