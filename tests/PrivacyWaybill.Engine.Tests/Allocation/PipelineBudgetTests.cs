using PrivacyWaybill.Testing;
using PrivacyWaybill.Workload;

namespace PrivacyWaybill.Engine.Tests.Allocation;

/// <summary>
/// Codec, engine and Redis client together keep to their budget. Their work is done by many threads, so all that the process
/// allocates is counted, and nothing else may run.
/// </summary>
[Collection(nameof(Alone))]
public sealed class PipelineBudgetTests
{
    private const int WarmUps = 200, Rounds = 8, BatchesARound = 50;

    [Fact]
    public async Task Pipeline_NewWaybills_KeepsToItsBudget()
    {
        var budgets = AllocationBudgets.Load();
        await using var run = await PipelineRun.StartAsync(budgets.Batch);
        await run.RunAsync(WarmUps);
        var fewest = long.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            await run.RunAsync(BatchesARound);
            fewest = Math.Min(fewest, GC.GetTotalAllocatedBytes(precise: true) - before);
        }
        var verdict = budgets.Verdict("pipeline", (double)fewest / (BatchesARound * budgets.Batch));
        Assert.True(verdict is null, verdict);
    }

    /// <summary>Runs while no other test does.</summary>
    [CollectionDefinition(nameof(Alone), DisableParallelization = true)]
    public sealed class Alone;
}
