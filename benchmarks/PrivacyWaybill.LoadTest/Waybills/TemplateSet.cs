using PrivacyWaybill.LoadTest.Load;

namespace PrivacyWaybill.LoadTest.Waybills;

/// <summary>
/// The templates of a run, which all streams go through, each from a place of its own. They are many: one batch again and again
/// would flatter branch predictors and caches.
/// </summary>
internal sealed class TemplateSet
{
    /// <summary>Waybills in all templates together, about; some 20 MB. At 256 a batch these are 256 templates, 64 for each of four streams.</summary>
    public const int Waybills = 65_536;

    private readonly BatchTemplate[] _templates;

    private TemplateSet(BatchTemplate[] templates) => _templates = templates;

    /// <summary>How many.</summary>
    public int Count => _templates.Length;

    /// <summary>A template by its place, counted on from the last to the first.</summary>
    public BatchTemplate this[long index] => _templates[index % _templates.Length];

    /// <summary>Encodes a scenario's batches.</summary>
    /// <param name="scenario">What of.</param>
    /// <param name="tag">See <see cref="BatchTemplate"/>.</param>
    public static TemplateSet Create(Scenario scenario, string tag)
    {
        var sizes = Sizes(scenario.Batch).ToArray();
        var waybills = WaybillSource.Draw(scenario, sizes.Sum());
        var templates = new BatchTemplate[sizes.Length];
        for (int t = 0, from = 0; t < sizes.Length; from += sizes[t++])
            templates[t] = new BatchTemplate([.. waybills.Skip(from).Take(sizes[t])], tag);
        return new TemplateSet(templates);
    }

    private static IEnumerable<int> Sizes(BatchSizes batch)
    {
        for (int i = 0, sum = 0; sum < Waybills; i++)
        {
            sum += batch.At(i);
            yield return batch.At(i);
        }
    }
}
