using PrivacyWaybill.Testing;
using PrivacyWaybill.Workload.Stages;

namespace PrivacyWaybill.Engine.Tests.Allocation;

/// <summary>Every stage keeps to its budget. Counted on the test's own thread, so nothing else of the process is in it.</summary>
public sealed class StageBudgetTests(StageBudgetTests.Stages stages) : IClassFixture<StageBudgetTests.Stages>
{
    private const int WarmUps = 200, Rounds = 10, BatchesARound = 20;

    private static readonly AllocationBudgets s_budgets = AllocationBudgets.Load();

    public static TheoryData<string> Names => ["decode", "policy", "masking", "naming", "numbers", "sealing", "tokens", "encode"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Stage_WarmedUp_KeepsToItsBudget(string name)
    {
        var verdict = s_budgets.Verdict(name, Measure(StageOf(name)));
        Assert.True(verdict is null, verdict);
    }

    private Action StageOf(string name) => name switch
    {
        "decode" => stages.Run.Decode,
        "policy" => stages.Run.Policy,
        "masking" => stages.Run.Masking,
        "naming" => stages.Run.Naming,
        "numbers" => stages.Run.Numbers,
        "sealing" => stages.Run.Sealing,
        "tokens" => stages.Run.Tokens,
        "encode" => stages.Run.Encode,
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };

    /// <summary>Bytes a waybill, of the round with the fewest: the others also count what grows once, or a lease that ran out.</summary>
    private static double Measure(Action stage)
    {
        for (var i = 0; i < WarmUps; i++) stage();
        var fewest = long.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < BatchesARound; i++) stage();
            fewest = Math.Min(fewest, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        return (double)fewest / (BatchesARound * StageRun.Waybills);
    }

    /// <summary>The stages, and a Redis for the one that leases numbers.</summary>
    public sealed class Stages : IAsyncLifetime
    {
        public StageRun Run { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Run = await StageRun.StartAsync(s_budgets.Batch);

        public ValueTask DisposeAsync() => Run.DisposeAsync();
    }
}
