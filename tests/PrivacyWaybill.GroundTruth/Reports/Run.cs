using PrivacyWaybill.GroundTruth.Judging;
using PrivacyWaybill.Masking;

namespace PrivacyWaybill.GroundTruth.Reports;

/// <summary>Writes, masks and judges many waybills, on all processors. The figures do not depend on how many there are.</summary>
public static class Run
{
    private const int Chunk = 1_000;

    /// <summary>Judges the waybills 0 to <paramref name="waybills"/> - 1 of a seed.</summary>
    public static Tally Over(int waybills, ulong seed, int examplesPerForm, Func<WaybillField, string, string> mask)
    {
        var chunks = (waybills + Chunk - 1) / Chunk;
        var total = new Tally(examplesPerForm);
        // In order, so that the examples do not depend on which chunk was ready first.
        foreach (var tally in Enumerable.Range(0, chunks).AsParallel().AsOrdered().Select(JudgeChunk))
            total.Add(tally);
        return total;

        Tally JudgeChunk(int chunk)
        {
            var tally = new Tally(examplesPerForm);
            for (var i = chunk * Chunk; i < Math.Min(waybills, (chunk + 1) * Chunk); i++)
            {
                foreach (var (field, rule, text) in WaybillGenerator.Write(seed, (ulong)i).Fields)
                {
                    var masked = mask(rule, text.Text);
                    tally.Add(field, text, masked, Judge.Weigh(text, masked));
                }
            }
            return tally;
        }
    }
}
