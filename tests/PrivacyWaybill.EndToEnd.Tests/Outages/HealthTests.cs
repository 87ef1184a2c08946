using Grpc.Core;
using PrivacyWaybill.EndToEnd.Tests.Support;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace PrivacyWaybill.EndToEnd.Tests.Outages;

/// <summary>Health tells what the server can do, not only that it runs.</summary>
public sealed class HealthTests : IAsyncLifetime
{
    private static readonly string[] NeedStore = ["issue", "resolve", "reveal", "privacywaybill.v1.VirtualNumberService", "privacywaybill.v1.RevealService"];
    private static readonly string[] Masking = ["mask", "privacywaybill.v1.WaybillMaskingService"];

    private RedisDeployment _deployment = null!;

    public async ValueTask InitializeAsync() => _deployment = await RedisDeployment.StartAsync(redisSettings: ["--appendonly yes"]);

    public ValueTask DisposeAsync() => _deployment.DisposeAsync();

    [Theory]
    [InlineData("Fail", ServingStatus.NotServing)]
    [InlineData("MaskOnly", ServingStatus.Serving)]
    public async Task StoreKilledAndBack_TakesDownWhatNeedsItAndNothingElse(string policy, ServingStatus masking)
    {
        await using var server = await ServerUnderTest.StartAsync(_deployment.Arguments($"--Store:Outage={policy}"));
        await AllAreAsync(server, ServingStatus.Serving, ["", .. Masking, .. NeedStore]);

        _deployment.Redis.Kill();
        await AllAreAsync(server, ServingStatus.NotServing, NeedStore);
        await AllAreAsync(server, masking, Masking);
        await AllAreAsync(server, ServingStatus.Serving, [""]);

        await _deployment.Redis.StartAgainAsync();
        await AllAreAsync(server, ServingStatus.Serving, ["", .. Masking, .. NeedStore]);
    }

    [Fact]
    public async Task UnknownCapability_AskedFor_IsNotFound()
    {
        await using var server = await ServerUnderTest.StartAsync(_deployment.Arguments());

        var e = await Assert.ThrowsAsync<RpcException>(() => server.Clients.HealthOfAsync("teleport"));

        Assert.Equal(StatusCode.NotFound, e.StatusCode);
    }

    private static async Task AllAreAsync(ServerUnderTest server, ServingStatus expected, string[] capabilities)
    {
        foreach (var capability in capabilities)
            await Eventually.HoldsAsync(async () => await server.Clients.HealthOfAsync(capability) == expected, $"'{capability}' is {expected}");
    }
}
