namespace PrivacyWaybill.Numbers.Registry;

/// <summary>How writing a segment's definition went.</summary>
public enum DefineOutcome
{
    /// <summary>It is there, now or since before.</summary>
    Defined = 0,

    /// <summary>Its id is another segment's.</summary>
    Taken = 1,

    /// <summary>Another segment was added meanwhile, with which it may collide. Nothing was written.</summary>
    Overtaken = 2,
}
