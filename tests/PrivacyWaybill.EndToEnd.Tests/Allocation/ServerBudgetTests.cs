using System.Globalization;
using Google.Protobuf;
using PrivacyWaybill.EndToEnd.Tests.Support;
using PrivacyWaybill.Testing;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.EndToEnd.Tests.Allocation;

/// <summary>
/// The whole server keeps to its budget: sockets, HTTP/2, gRPC, codec, engine and Redis client. It runs in this process, where all
/// that is allocated is counted and nothing else may run; its client, <c>pw send</c>, is a process of its own.
/// </summary>
[Collection(nameof(Alone))]
public sealed class ServerBudgetTests : IAsyncLifetime
{
    private const int WarmUpBatches = 100, Batches = 100, Rounds = 3;

    private readonly string _folder = Directory.CreateTempSubdirectory("pw-budget-").FullName;
    private readonly AllocationBudgets _budgets = AllocationBudgets.Load();
    private readonly List<Waybill> _samples = Seeds.Load();
    private RedisDeployment _deployment = null!;
    private ServerUnderTest _server = null!;
    private int _next;

    public async ValueTask InitializeAsync()
    {
        _deployment = await RedisDeployment.StartAsync(capacityDigits: 8, blockSize: 10_000);
        _server = await ServerUnderTest.StartAsync(_deployment.Arguments());
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _deployment.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Server_StreamOfNewWaybills_KeepsToItsBudget()
    {
        await SendAsync(await WriteAsync(WarmUpBatches));
        var fewest = long.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            var file = await WriteAsync(Batches);
            var before = GC.GetTotalAllocatedBytes(precise: true);
            await SendAsync(file);
            fewest = Math.Min(fewest, GC.GetTotalAllocatedBytes(precise: true) - before);
        }
        var verdict = _budgets.Verdict("server", (double)fewest / (Batches * _budgets.Batch));
        Assert.True(verdict is null, verdict);
    }

    private async Task SendAsync(string file)
    {
        var (exitCode, _, errors) = await ProgramRun.ToEndAsync("PrivacyWaybill.Cli/pw", "send", file, "--output", file + ".results",
            "--batch", _budgets.Batch.ToString(CultureInfo.InvariantCulture), "--server", _server.Address.ToString());
        Assert.True(exitCode == 0, errors);
    }

    /// <summary>Writes new waybills to a file of their own.</summary>
    private async Task<string> WriteAsync(int batches)
    {
        var file = Path.Combine(_folder, $"{_next}.jsonl");
        await using var lines = File.CreateText(file);
        for (var i = 0; i < batches * _budgets.Batch; i++)
        {
            var waybill = _samples[i % _samples.Count];
            waybill.WaybillNo = string.Create(CultureInfo.InvariantCulture, $"PWAB{_next++:D12}");
            waybill.RecipientNumber = new NumberRequest { Scope = NumberScope.Waybill };
            await lines.WriteLineAsync(JsonFormatter.Default.Format(waybill));
        }
        return file;
    }

    /// <summary>Runs while no other test does.</summary>
    [CollectionDefinition(nameof(Alone), DisableParallelization = true)]
    public sealed class Alone;
}
