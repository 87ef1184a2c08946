namespace PrivacyWaybill.Vault.Keys;

/// <summary>
/// How far a naming key that is not the active one has come in a change of naming keys. Servers are restarted one after the
/// other, so those of two neighbouring phases run at once; those of phases further apart must not.
/// </summary>
public enum NamingPhase : byte
{
    /// <summary>None: the key is the active one, or is no naming key.</summary>
    None = 0,

    /// <summary>It will be the active one: what it names is found, nothing is named by it yet.</summary>
    Next = 1,

    /// <summary>
    /// It was the active one, and other servers may still name by it: before the active key names a new waybill, its place
    /// under this key is claimed (<see cref="Records.NamingClaim"/>).
    /// </summary>
    Claimed = 2,

    /// <summary>Nobody names by it any more: what it named is found.</summary>
    Readable = 3,

    /// <summary>
    /// What it named is over: record ids and tokens of it are not known any more. The numbers of segments that were opened
    /// under it still hang on it, and the names of call pairs.
    /// </summary>
    NumbersOnly = 4,
}
