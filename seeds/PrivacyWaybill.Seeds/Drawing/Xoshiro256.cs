using System.Numerics;

namespace PrivacyWaybill.Seeds.Drawing;

/// <summary>
/// xoshiro256**: David Blackman and Sebastiano Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS
/// 47(4), 2021; reference code <see href="https://prng.di.unimi.it/xoshiro256starstar.c"/> (public domain). Written out
/// here so that a seed gives the same waybills on every runtime. Not for anything secret.
/// </summary>
public struct Xoshiro256
{
    private ulong _s0, _s1, _s2, _s3;

    /// <summary>Starts from 256 bits that are not all zero.</summary>
    public Xoshiro256(ulong s0, ulong s1, ulong s2, ulong s3) => (_s0, _s1, _s2, _s3) = (s0, s1, s2, s3);

    /// <summary>Starts from 64 bits, spread by <see cref="SplitMix64"/> as the authors recommend.</summary>
    public Xoshiro256(ulong seed)
    {
        var spread = new SplitMix64(seed);
        (_s0, _s1, _s2, _s3) = (spread.Next(), spread.Next(), spread.Next(), spread.Next());
    }

    /// <summary>The next 64 bits.</summary>
    public ulong Next()
    {
        var result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        var shifted = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= shifted;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }
}
