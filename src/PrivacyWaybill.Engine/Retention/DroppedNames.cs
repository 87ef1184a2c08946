using PrivacyWaybill.Vault.Keys;

namespace PrivacyWaybill.Engine.Retention;

/// <summary>
/// Whether a naming key was dropped too early: a server that does not know the names of records that are still held would
/// create them again, with second numbers.
/// </summary>
public static class DroppedNames
{
    /// <summary>What is wrong with the key ring, in words for the operator; nothing if nothing is.</summary>
    public static string[] FindProblems(KeyRing keys, RetentionReport? report) => StillHeld(keys, report) is { } dropped
        ?
        [
            $"Keys:File: the naming key of epoch {dropped} was dropped, but the last census counted records of it; "
            + "give it the phase 'readable' again until 'pw retention' counts none",
        ]
        : [];

    /// <summary>The dropped epoch whose records the last census counted; null if it counted none, or if none was taken.</summary>
    /// <param name="keys">The server's key ring.</param>
    /// <param name="report">The last census.</param>
    public static byte? StillHeld(KeyRing keys, RetentionReport? report)
    {
        var old = (byte)(keys.ActiveNamingEpoch - 1);
        if (report is null || keys.NamingChange is not null || !keys.IsForNumbersOnly(old)) return null;
        return (old % 2 == 0 ? report.NamedByEvenEpochs : report.NamedByOddEpochs) > 0 ? old : null;
    }
}
