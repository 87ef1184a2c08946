using PrivacyWaybill.Seeds.Waybills;

namespace PrivacyWaybill.Seeds;

/// <summary>How many waybills of a sequence are an example of what.</summary>
public static class CategoryMix
{
    /// <summary>Counts every category, also those that do not occur. A waybill whose parties share a form counts once.</summary>
    public static IReadOnlyDictionary<string, long> Count(IEnumerable<SyntheticWaybill> waybills)
    {
        var counts = WaybillGenerator.Categories.ToDictionary(category => category, _ => 0L);
        foreach (var waybill in waybills)
            foreach (var category in waybill.Categories.Distinct())
                counts[category]++;
        return counts;
    }

    /// <summary>Writes a line a category: its name, a tab, its count, and a tab and <c>odd</c> if only odd waybills have it.</summary>
    public static void Write(TextWriter destination, IEnumerable<SyntheticWaybill> waybills)
    {
        var counts = Count(waybills);
        foreach (var category in WaybillGenerator.Categories)
            destination.WriteLine($"{category}\t{counts[category]}{(WaybillGenerator.OddCategories.Contains(category) ? "\todd" : "")}");
    }
}
