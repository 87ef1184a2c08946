namespace PrivacyWaybill.Vault.Keys;

/// <summary>A change of naming keys that is under way.</summary>
/// <param name="Epoch">The epoch beside the active one under which records may be.</param>
/// <param name="Phase">How far it has come: next, claimed or readable.</param>
public readonly record struct NamingChange(byte Epoch, NamingPhase Phase)
{
    /// <summary>The change that a ring's naming keys are in; null if in none.</summary>
    /// <exception cref="KeyRingException">The phases contradict each other.</exception>
    internal static NamingChange? Of(IReadOnlyList<MasterKeyName> names, byte active)
    {
        NamingChange? change = null;
        foreach (var name in names)
        {
            var isNaming = name.Use == MasterKeyUse.Naming;
            if (name.Phase != NamingPhase.None && (!isNaming || name.IsActive))
                throw new KeyRingException($"The {name.Use} key {name.Id} has a phase; only naming keys that are not active have one.");
            if (!isNaming || name.IsActive) continue;
            var follows = name.Phase switch
            {
                NamingPhase.Next => name.Id == active + 1,
                NamingPhase.Claimed or NamingPhase.Readable => name.Id == active - 1,
                NamingPhase.NumbersOnly => name.Id != active,
                _ => throw new KeyRingException(
                    $"The naming key of epoch {name.Id} is not active and has no phase; give it one of next, claimed, readable, numbers (see 'pw keys naming')."),
            };
            if (!follows)
                throw new KeyRingException($"The naming key of epoch {name.Id} cannot be in phase {name.Phase} beside the active one of epoch {active}; epochs follow each other.");
            if (name.Phase == NamingPhase.NumbersOnly) continue;
            if (change is not null) throw new KeyRingException("Two changes of naming keys are under way; finish one before the next begins.");
            change = new NamingChange(name.Id, name.Phase);
        }
        return change;
    }
}
