using PrivacyWaybill.EndToEnd.Tests.Support;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.EndToEnd.Tests.Outages;

/// <summary>A Redis that was restored from an old copy, while the servers were down.</summary>
public sealed class OldStoreTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pw-witness-").FullName;
    private RedisDeployment _deployment = null!;

    public async ValueTask InitializeAsync() => _deployment = await RedisDeployment.StartAsync(capacityDigits: 6);

    public async ValueTask DisposeAsync()
    {
        await _deployment.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("all witnesses")]
    [InlineData("a witness missing")]
    public async Task LedgerOfBefore_IsMendedOrClosed_AndIssuesNothingTwice(string label)
    {
        var arguments = _deployment.Arguments($"--Numbers:Witness:Directory={_folder}", "--Numbers:Witness:Server=one",
            "--Numbers:Witness:Servers:0=one", $"--Numbers:Witness:Servers:1={(label == "all witnesses" ? "one" : "two")}");
        await using var connection = await _deployment.ConnectAsync();
        var database = connection.GetDatabase();
        var ledger = _deployment.Ledger(database).Key;
        var copy = await database.KeyDumpAsync(ledger);
        HashSet<string> printed = [];
        await using (var before = await ServerUnderTest.StartAsync(arguments)) printed.UnionWith(await NumbersAsync(before));
        Assert.Equal(1_500, printed.Count);
        await database.KeyDeleteAsync(ledger);
        await database.KeyRestoreAsync(ledger, copy!);

        var log = new LogCapture();
        await using var after = await ServerUnderTest.StartAsync(arguments, log);
        var numbers = await NumbersAsync(after);
        Assert.Empty(numbers.Intersect(printed));
        var status = Assert.Single((await after.Clients.Numbers.GetPoolStatusAsync(new GetPoolStatusRequest())).Segments);
        Assert.Equal(label == "all witnesses" ? (1_500, SegmentState.Open) : (0, SegmentState.LedgerOld), (numbers.Count, status.State));
        Assert.Equal(label != "all witnesses", status.Remedy.Contains("witnesses are missing", StringComparison.Ordinal));
        Assert.Contains(log.Lines, l => l.Contains(label == "all witnesses" ? "StoreOldAndMended" : "StoreOld", StringComparison.Ordinal));
    }

    private static async Task<List<string>> NumbersAsync(ServerUnderTest server)
    {
        List<string> numbers = [];
        for (var batch = 0; batch < 3; batch++)
        {
            var result = await server.Clients.MaskBatchAsync(WaybillMaker.Make(500));
            numbers.AddRange(result.Results.Where(r => r.Status.Code == ItemCode.Ok).Select(r => r.Recipient.VirtualNumber.Display));
        }
        return numbers;
    }
}
