using System.Globalization;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.LoadTest.Verification;

/// <summary>
/// Which virtual numbers were seen: a bit each, in pages of 65,536 neighbours, so that a pool of 10^8 numbers takes at most 13 MB.
/// For many threads.
/// </summary>
/// <param name="life">How long a number lives: all are forgotten that often, since one that is over may come again; null: for ever.</param>
/// <param name="time">The clock.</param>
internal sealed class NumberSet(TimeSpan? life, TimeProvider time)
{
    private const int PageBits = 16;

    private readonly Dictionary<ulong, ulong[]> _pages = [];
    private readonly Lock _lock = new();
    private long _since = time.GetTimestamp();

    /// <summary>Notes a number.</summary>
    /// <returns>False if it was there before.</returns>
    /// <exception cref="FormatException">It is not made of digits.</exception>
    public bool Add(VirtualNumber number) => Add(ulong.Parse(number.MainNumber + number.Extension, NumberStyles.None, CultureInfo.InvariantCulture));

    /// <summary>Notes a number by its digits.</summary>
    /// <returns>False if it was there before.</returns>
    public bool Add(ulong number)
    {
        lock (_lock)
        {
            if (time.GetElapsedTime(_since) >= life)
            {
                _pages.Clear();
                _since = time.GetTimestamp();
            }
            if (!_pages.TryGetValue(number >> PageBits, out var page)) _pages.Add(number >> PageBits, page = new ulong[(1 << PageBits) / 64]);
            ref var word = ref page[number >> 6 & ((1 << PageBits) / 64 - 1)];
            var bit = 1UL << (int)(number & 63);
            var isNew = (word & bit) == 0;
            word |= bit;
            return isNew;
        }
    }
}
