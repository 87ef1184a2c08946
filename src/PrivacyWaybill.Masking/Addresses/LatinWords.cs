using PrivacyWaybill.Masking.Text;

namespace PrivacyWaybill.Masking.Addresses;

/// <summary>The English words of addresses, as Hong Kong and importers write them.</summary>
internal static class LatinWords
{
    private static readonly string[] s_units =
        ["flat", "room", "rm", "unit", "apt", "apartment", "suite", "ste", "shop", "stall", "ward", "bed", "door", "locker", "desk", "cubicle", "bay", "level", "lvl", "floor"];

    private static readonly string[] s_storeys = ["floor", "fl", "flr", "storey", "story", "level"];

    private static readonly string[] s_alone = ["penthouse", "basement", "mezzanine", "rooftop"];

    private static readonly string[] s_ordinals =
        ["ground", "upper", "lower", "top", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];

    private static readonly string[] s_buildings =
        ["tower", "block", "blk", "building", "bldg", "house", "phase", "no", "box", "lane", "alley", "road", "rd", "street", "st", "avenue", "ave", "zone", "lot", "km", "dormitory", "dorm", "section", "sec", "villa", "gate", "exit", "pier", "hall", "wing", "court", "district", "route", "highway", "line"];

    private static readonly string[] s_houses =
        ["centre", "center", "tower", "building", "plaza", "house", "mansion", "mansions", "court", "apartments", "hotel", "square", "arcade", "mall", "residence", "residences", "villas", "garden", "gardens", "complex"];

    private static readonly string[] s_pinyinUnits = ["shi", "danyuan", "ceng", "lou", "hu", "fang", "men"];

    private static readonly string[] s_pinyinHouses = ["hao", "haolou", "dong", "zhuang", "zuo"];

    private static readonly string[] s_people = ["attn", "attention", "mr", "mrs", "ms", "miss", "dr"];

    /// <summary>Whether the word names a unit, a storey or a room, whose number stands behind it.</summary>
    public static bool IsUnit(FieldText text, int from, int to) => IsListed(text, from, to, s_units);

    /// <summary>Whether the word names a storey, whose number stands before it.</summary>
    public static bool IsStorey(FieldText text, int from, int to) => IsListed(text, from, to, s_storeys);

    /// <summary>Whether the word is a unit by itself.</summary>
    public static bool IsUnitAlone(FieldText text, int from, int to) => IsListed(text, from, to, s_alone);

    /// <summary>Whether the word numbers a storey.</summary>
    public static bool IsOrdinal(FieldText text, int from, int to) => IsListed(text, from, to, s_ordinals);

    /// <summary>Whether the word names a building or what is larger; a number behind it stays.</summary>
    public static bool IsBuilding(FieldText text, int from, int to) => IsListed(text, from, to, s_buildings);

    /// <summary>Whether a building's name may end with the word; a number behind it is a room.</summary>
    public static bool EndsHouse(FieldText text, int from, int to) => IsListed(text, from, to, s_houses);

    /// <summary>Whether the word is 室, 单元, 层, 楼, 户, 房 or 门 in Latin letters; its number stands before it.</summary>
    public static bool IsPinyinUnit(FieldText text, int from, int to) => IsListed(text, from, to, s_pinyinUnits);

    /// <summary>Whether the word is 号, 号楼, 栋, 幢 or 座 in Latin letters; its number stands before it.</summary>
    public static bool IsPinyinHouse(FieldText text, int from, int to) => IsListed(text, from, to, s_pinyinHouses);

    /// <summary>Whether the word announces a person.</summary>
    public static bool AnnouncesPerson(FieldText text, int from, int to) => IsListed(text, from, to, s_people);

    private static bool IsListed(FieldText text, int from, int to, string[] words)
    {
        var word = text.Chars[from..to];
        foreach (var listed in words)
            if (word.Length == listed.Length && word.Equals(listed, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }
}
