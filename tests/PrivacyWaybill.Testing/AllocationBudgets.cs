using System.Globalization;
using System.Text.Json;

namespace PrivacyWaybill.Testing;

/// <summary>
/// What may be allocated a waybill, by stage: <c>benchmarks/allocation-budgets.json</c>. Bytes, not times: they are the same on every
/// machine. A budget that is far too wide would let the next change spend it unnoticed, so it does not hold either.
/// </summary>
/// <param name="Batch">Waybills a batch.</param>
/// <param name="BytesAWaybill">The budgets.</param>
public sealed record AllocationBudgets(int Batch, IReadOnlyDictionary<string, double> BytesAWaybill)
{
    /// <summary>Where they stand, relative to the repository.</summary>
    public const string File = "benchmarks/allocation-budgets.json";

    /// <summary>The repository's budgets.</summary>
    public static AllocationBudgets Load() =>
        JsonSerializer.Deserialize<AllocationBudgets>(System.IO.File.ReadAllText(RepositoryFiles.Path(File)), JsonSerializerOptions.Web)!;

    /// <summary>Null if the budget holds; otherwise what is wrong and what to do about it.</summary>
    /// <param name="stage">One of <see cref="BytesAWaybill"/>.</param>
    /// <param name="measured">Bytes a waybill.</param>
    public string? Verdict(string stage, double measured)
    {
        var budget = BytesAWaybill[stage];
        if (measured > budget) return Text($"{stage} allocates {measured:0.0} B a waybill, more than its budget of {budget:0.#} B: allocate less, or say in {File} why not");
        // Some scatter from run to run: which texts displace each other among the known ones, what the sockets hand over at once.
        if (measured < budget / 3 && budget - measured > 4) return Text($"{stage} allocates {measured:0.0} B a waybill, far below its budget of {budget:0.#} B: tighten the budget in {File}");
        return null;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
