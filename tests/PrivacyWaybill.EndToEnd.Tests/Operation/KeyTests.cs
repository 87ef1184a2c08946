using System.Text.Json;
using PrivacyWaybill.EndToEnd.Tests.Masking;
using PrivacyWaybill.EndToEnd.Tests.Support;
using PrivacyWaybill.Engine.Retention;
using PrivacyWaybill.V1;
using PrivacyWaybill.Vault.Keys;

namespace PrivacyWaybill.EndToEnd.Tests.Operation;

/// <summary>Key rings: a new sealing key leaves everything as it was, another ring opens and issues nothing.</summary>
public sealed class KeyTests : IAsyncLifetime
{
    private RedisDeployment _deployment = null!;

    public async ValueTask InitializeAsync() => _deployment = await RedisDeployment.StartAsync();

    public ValueTask DisposeAsync() => _deployment.DisposeAsync();

    [Fact]
    public async Task NewSealingKey_AfterARestart_OpensTheOldAndReplaysIt()
    {
        var waybills = WaybillMaker.Make(100);
        var first = await MaskAsync(waybills);

        KeyRingFile.AddSealingKey(_deployment.KeyFile);

        await using var server = await ServerUnderTest.StartAsync(_deployment.Arguments());
        var again = (await server.Clients.MaskBatchAsync(waybills)).Results;
        foreach (var (created, replayed) in first.Zip(again)) ReplayTests.AssertReplay(created, replayed);
        Assert.Equal(waybills[3].Recipient.Mobile, (await server.Clients.ResolveAsync(first[3].Recipient.VirtualNumber)).ConnectTo);
        waybills[5].Recipient.Mobile = "15912345699";
        Assert.Equal(ItemCode.Conflict, (await server.Clients.MaskAsync(waybills[5])).Status.Code);
        ReplayTests.AssertCreated(await server.Clients.MaskAsync(WaybillMaker.Make()));
    }

    [Fact]
    public async Task NamingKey_ChangedServerByServer_ReplaysAndStopsADropThatComesTooEarly()
    {
        var waybills = WaybillMaker.Make(20);
        var first = await MaskAsync(waybills);
        foreach (var step in new[] { NamingStep.Add, NamingStep.Use, NamingStep.Settle })
        {
            // One server runs on with the ring as it was.
            await using var before = await ServerUnderTest.StartAsync(_deployment.Arguments());
            KeyRingFile.ChangeNaming(_deployment.KeyFile, step);
            await using var after = await ServerUnderTest.StartAsync(_deployment.Arguments());
            foreach (var server in new[] { before, after })
            {
                var again = (await server.Clients.MaskBatchAsync(waybills)).Results;
                Assert.All(again, r => Assert.True(r.Replayed));
                Assert.Equal(first.Select(r => r.Recipient.VirtualNumber), again.Select(r => r.Recipient.VirtualNumber));
            }
            var made = WaybillMaker.Make();
            var both = await Task.WhenAll(before.Clients.MaskAsync(made), after.Clients.MaskAsync(made));
            Assert.Equal(both[0].Recipient.VirtualNumber, both[1].Recipient.VirtualNumber);
        }
        KeyRingFile.ChangeNaming(_deployment.KeyFile, NamingStep.Drop);
        await using (var connection = await _deployment.ConnectAsync())
        {
            var report = new RetentionReport { IsComplete = true, NamedByOddEpochs = 20 };
            await connection.GetDatabase().StringSetAsync("pw:retention:report", JsonSerializer.SerializeToUtf8Bytes(report));
        }
        var (exitCode, _, errors) = await ProgramRun.ToEndAsync(ServerProcess.Project, _deployment.Arguments("--Listen:Port=0"));
        Assert.Equal(2, exitCode);
        Assert.Contains("Keys:File: the naming key of epoch 1 was dropped", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OtherKeyRing_OverTheSameStore_IssuesNothing()
    {
        var first = await MaskAsync(WaybillMaker.Make(10));
        var otherRing = Path.Combine(Path.GetDirectoryName(_deployment.KeyFile)!, "other.json");
        KeyRingFile.Create(otherRing);

        await using var server = await ServerUnderTest.StartAsync([.. _deployment.Arguments(), $"--Keys:File={otherRing}"]);

        Assert.All((await server.Clients.MaskBatchAsync(WaybillMaker.Make(10))).Results, r => Assert.Equal(ItemCode.Unavailable, r.Status.Code));
        var status = await server.Clients.Numbers.GetPoolStatusAsync(new GetPoolStatusRequest());
        Assert.Equal(SegmentState.LedgerOfAnother, Assert.Single(status.Segments).State);
        Assert.Contains("key ring", status.Segments[0].Remedy, StringComparison.Ordinal);
        Assert.Equal("", (await server.Clients.ResolveAsync(first[0].Recipient.VirtualNumber)).ConnectTo);
    }

    private async Task<IReadOnlyList<WaybillResult>> MaskAsync(List<Waybill> waybills)
    {
        await using var server = await ServerUnderTest.StartAsync(_deployment.Arguments());
        var results = (await server.Clients.MaskBatchAsync(waybills)).Results;
        Assert.All(results, ReplayTests.AssertCreated);
        return results;
    }
}
