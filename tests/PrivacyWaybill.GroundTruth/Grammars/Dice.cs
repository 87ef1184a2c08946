namespace PrivacyWaybill.GroundTruth.Grammars;

/// <summary>SplitMix64 (Steele, Lea, Flood 2014): the same seed and index give the same waybill on every machine and thread.</summary>
public struct Dice(ulong seed, ulong index)
{
    private ulong _state = Mix(seed) ^ Mix(index + 0x9E3779B97F4A7C15);

    /// <summary>A number from 0 to <paramref name="bound"/> - 1.</summary>
    public int Next(int bound)
    {
        _state += 0x9E3779B97F4A7C15;
        return (int)(((UInt128)Mix(_state) * (ulong)bound) >> 64);
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
