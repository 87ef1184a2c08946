namespace PrivacyWaybill.LoadTest.Waybills;

/// <summary>The serials of a batch's waybill numbers: fresh ones in a row, and some of an earlier batch in their places.</summary>
/// <param name="First">Serial of the first waybill if it is a fresh one.</param>
/// <param name="Again">Serial of the first waybill of an earlier batch of the same template, wholly fresh; −1 without one.</param>
/// <param name="Share">Share of the waybills that take the earlier batch's serial.</param>
internal readonly record struct BatchNumbers(long First, long Again, double Share)
{
    /// <summary>The serial at a place.</summary>
    public long this[int index] => (IsAgain(index) ? Again : First) + index;

    /// <summary>Whether the waybill at a place is sent again. Which ones are depends on their fresh serials alone.</summary>
    public bool IsAgain(int index) => Again >= 0 && (Share >= 1 || (double)Mix((ulong)(First + index)) / ulong.MaxValue < Share);

    // The finaliser of SplitMix64 (Steele, Lea, Flood 2014): neighbours fall independently.
    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return z ^ (z >> 31);
    }
}
