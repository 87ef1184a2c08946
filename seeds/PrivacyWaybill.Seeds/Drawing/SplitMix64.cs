namespace PrivacyWaybill.Seeds.Drawing;

/// <summary>
/// SplitMix64, the generator that the authors of xoshiro recommend for seeding it. Constants: Sebastiano Vigna,
/// <see href="https://prng.di.unimi.it/splitmix64.c"/> (public domain), after Steele, Lea and Flood, "Fast splittable
/// pseudorandom number generators", OOPSLA 2014.
/// </summary>
public struct SplitMix64(ulong state)
{
    private const ulong GoldenGamma = 0x9E3779B97F4A7C15;
    private ulong _state = state;

    /// <summary>The next 64 bits.</summary>
    public ulong Next() => Mix(_state += GoldenGamma);

    /// <summary>A bijection of 64 bits whose output looks unrelated to its input.</summary>
    public static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
