using PrivacyWaybill.EndToEnd.Tests.Masking;
using PrivacyWaybill.EndToEnd.Tests.Support;

namespace PrivacyWaybill.EndToEnd.Tests.Outages;

/// <summary>The embedded store over a folder outlives the process.</summary>
public sealed class RestartTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pw-e2e-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("told to stop")]
    [InlineData("killed")]
    public async Task EmbeddedStoreInAFolder_AfterTheServerWas_KnowsWhatItAcknowledged(string how)
    {
        var keyFile = Path.Combine(_folder, "ring.json");
        Vault.Keys.KeyRingFile.Create(keyFile);
        string[] arguments =
        [
            $"--Store:DataFolder={Path.Combine(_folder, "data")}", $"--Keys:File={keyFile}", "--Store:Timeout=00:00:30",
            $"--Numbers:PoolFile={PoolFile.Write(Path.Combine(_folder, "pool.json"), 6, 1_000)}",
        ];
        var waybills = WaybillMaker.Make(300);
        await using var first = await ServerProcess.StartAsync([.. arguments, "--Store:Initialise=true"]);
        var acknowledged = (await first.Clients.MaskBatchAsync(waybills)).Results;
        Assert.All(acknowledged, ReplayTests.AssertCreated);
        if (how == "told to stop")
        {
            await first.Run.TerminateAsync();
            Assert.Equal(0, await first.Run.ExitAsync());
        }
        await first.DisposeAsync();

        await using var second = await ServerProcess.StartAsync(arguments);
        var replayed = (await second.Clients.MaskBatchAsync(waybills)).Results;
        foreach (var (created, again) in acknowledged.Zip(replayed)) ReplayTests.AssertReplay(created, again);
        Assert.Equal(waybills[7].Recipient.Mobile, (await second.Clients.ResolveAsync(acknowledged[7].Recipient.VirtualNumber)).ConnectTo);
        ReplayTests.AssertCreated(await second.Clients.MaskAsync(WaybillMaker.Make()));
    }

    [Fact]
    public async Task EmbeddedStoreInAFolder_NotMadeOnPurpose_StopsTheStart()
    {
        var keyFile = Path.Combine(_folder, "ring.json");
        Vault.Keys.KeyRingFile.Create(keyFile);
        var settings = new Server.Settings.ServerSettings
        {
            Listen = new() { Port = 0 },
            Keys = new() { File = keyFile },
            Numbers = new() { PoolFile = PoolFile.Write(Path.Combine(_folder, "pool.json"), 6, 1_000) },
            Store = new() { DataFolder = Path.Combine(_folder, "not-mounted") },
        };
        var refused = await Assert.ThrowsAsync<Server.Settings.SettingsException>(() => Server.Hosting.ServerHost.StartAsync(settings));
        Assert.Contains("Store:DataFolder", refused.Message, StringComparison.Ordinal);
    }
}
