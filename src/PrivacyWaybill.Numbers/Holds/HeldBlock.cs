namespace PrivacyWaybill.Numbers.Holds;

/// <summary>What the store knows of a block's holds.</summary>
/// <param name="Latest">When the last of them ends, in Unix seconds; 0 for none.</param>
/// <param name="Marks">The mark of each server's last hold, by the server's id.</param>
internal readonly record struct HeldBlock(long Latest, IReadOnlyDictionary<string, long> Marks)
{
    /// <summary>Whether it has all that servers witnessed: a hold that was lost can end before another one of its block.</summary>
    public bool Knows(long heldUntil, IReadOnlyDictionary<string, uint> marks)
    {
        if (Latest < heldUntil) return false;
        foreach (var (server, mark) in marks)
            if (!Marks.TryGetValue(server, out var known) || known < mark) return false;
        return true;
    }
}
