using PrivacyWaybill.Masking.Text;

namespace PrivacyWaybill.Masking.Addresses;

/// <summary>The English words of addresses, as Hong Kong and importers write them.</summary>
internal static class LatinWords
{
    private static readonly string[] s_units =
        ["flat", "room", "rm", "unit", "apt", "apartment", "suite", "ste", "floor", "fl", "flr", "level", "lvl", "shop", "stall", "ward", "bed", "door", "basement"];

    private static readonly string[] s_buildings =
        ["tower", "block", "blk", "building", "bldg", "house", "phase", "no", "box", "lane", "alley", "road", "rd", "street", "st", "avenue", "ave", "zone", "lot", "km"];

    /// <summary>Whether the word names a unit, a storey or a room.</summary>
    public static bool IsUnit(in FieldText text, int from, int to) => IsListed(text.Chars[from..to], s_units);

    /// <summary>Whether the word names a building or what is larger; a number behind it stays.</summary>
    public static bool IsBuilding(in FieldText text, int from, int to) => IsListed(text.Chars[from..to], s_buildings);

    private static bool IsListed(ReadOnlySpan<char> word, string[] words)
    {
        foreach (var listed in words)
            if (word.Equals(listed, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }
}
