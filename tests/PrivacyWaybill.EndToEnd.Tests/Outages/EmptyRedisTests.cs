using PrivacyWaybill.EndToEnd.Tests.Masking;
using PrivacyWaybill.EndToEnd.Tests.Support;
using PrivacyWaybill.Server.Settings;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.EndToEnd.Tests.Outages;

/// <summary>A Redis that comes back without its data would issue numbers that are printed on parcels already: it is shut out.</summary>
public sealed class EmptyRedisTests : IAsyncLifetime
{
    private RedisDeployment _deployment = null!;

    public async ValueTask InitializeAsync() => _deployment = await RedisDeployment.StartAsync();

    public ValueTask DisposeAsync() => _deployment.DisposeAsync();

    [Theory]
    [InlineData("Fail", ItemCode.Unavailable)]
    [InlineData("MaskOnly", ItemCode.Degraded)]
    public async Task RedisEmptied_UnderARunningServer_IssuesAndAcknowledgesNothing(string policy, ItemCode expected)
    {
        using var log = new LogCapture();
        await using var server = await ServerUnderTest.StartAsync(_deployment.Arguments($"--Store:Outage={policy}"), log);
        await using var stream = await MaskingStream.OpenAsync(server.Clients);
        var waybills = WaybillMaker.Make(50);
        var number = (await stream.SendAsync(waybills)).Results[0].Recipient.VirtualNumber;

        _deployment.Redis.Kill();
        await _deployment.Redis.StartAgainAsync();
        // From the first moment on, not only once the server has noticed.
        await Eventually.HoldsAsync(async () =>
        {
            Assert.All((await stream.SendAsync(waybills)).Results, r => AssertNothingIssued(expected, r));
            return log.Lines.Any(l => l.Contains("not initialised", StringComparison.Ordinal));
        }, "the server tells that the store is empty");

        Assert.All((await stream.SendAsync(WaybillMaker.Make(50))).Results, r => AssertNothingIssued(expected, r));
        await Rpc.FailsAsync(Grpc.Core.StatusCode.Unavailable, async () => await server.Clients.ResolveAsync(number));
        Assert.Equal(0, await _deployment.CountKeysAsync());
    }

    [Fact]
    public async Task RedisFlushed_WithoutARestart_IssuesNoNumberTwice()
    {
        await using var server = await ServerUnderTest.StartAsync(_deployment.Arguments());
        await using var stream = await MaskingStream.OpenAsync(server.Clients);
        var before = (await stream.SendAsync(WaybillMaker.Make(500))).Results;
        Assert.All(before, ReplayTests.AssertCreated);

        // The connection stays: nothing tells the server.
        await using var connection = await _deployment.ConnectAsync();
        await connection.GetServers().Single().FlushAllDatabasesAsync();
        var after = new List<WaybillResult>();
        for (var batch = 0; batch < 40; batch++) after.AddRange((await stream.SendAsync(WaybillMaker.Make(500))).Results);

        var numbers = before.Concat(after).Select(r => r.Recipient?.VirtualNumber?.Display).OfType<string>().ToList();
        Assert.Equal(numbers.Count, numbers.Distinct().Count());
        Assert.Contains(after, r => r.Status.Code == ItemCode.Unavailable);
    }

    [Fact]
    public async Task EmptyRedis_AtStart_StopsTheStartAndNamesTheRemedy()
    {
        _deployment.Redis.Kill();
        await _deployment.Redis.StartAgainAsync();

        var e = await Assert.ThrowsAsync<SettingsException>(() => ServerUnderTest.StartAsync(_deployment.Arguments()));

        Assert.Contains("pw store init", Assert.Single(e.Problems), StringComparison.Ordinal);
        Assert.Equal(0, await _deployment.CountKeysAsync());
    }

    private static void AssertNothingIssued(ItemCode expected, WaybillResult result)
    {
        Assert.Equal((expected, true, 0u), (result.Status.Code, result.Status.Retryable, result.Version));
        Assert.Null(result.Recipient?.VirtualNumber);
        Assert.Equal("", result.Recipient?.Token ?? "");
    }
}
