using System.Text.Json;
using PrivacyWaybill.EndToEnd.Tests.Support;
using PrivacyWaybill.Testing;

namespace PrivacyWaybill.EndToEnd.Tests.Operation;

/// <summary>A gRPC client that is not ours, in another language, without generated code.</summary>
public sealed class GrpcJsTests(Servers servers)
{
    private const int Waybills = 10_000, BatchSize = 250;

    [Fact]
    public async Task GrpcJsClient_AgainstTheServer_StreamsAsksForHealthAndReflects()
    {
        var folder = RepositoryFiles.Path("tests/grpc-js-client");
        Assert.True(Directory.Exists(Path.Combine(folder, "node_modules")), "node_modules is missing: run 'npm ci --prefix tests/grpc-js-client', as tests/run.sh does");
        var server = await servers.GetAsync(StoreKind.Redis);

        await using var run = ProgramRun.Start("node", Path.Combine(folder, "client.js"), server.Address.Authority, RepositoryFiles.Path("protos"), $"{Waybills}", $"{BatchSize}");
        Assert.True(await run.ExitAsync() == 0, run.Errors);

        using var report = JsonDocument.Parse(run.Output);
        var stream = report.RootElement.GetProperty("stream");
        Assert.Equal((1, true, 1_000), (Number(stream, "hellos"), stream.GetProperty("helloFirst").GetBoolean(), Number(stream, "maxBatchWaybills")));
        Assert.Equal((Waybills / BatchSize, Waybills, Waybills), (Number(stream, "batches"), Number(stream, "ok"), Number(stream, "numbers")));
        Assert.Equal((0, 0), (Number(stream, "outOfOrder"), Number(stream, "unmasked")));
        Assert.Equal(Text(stream.GetProperty("sample"), "mobile"), Text(report.RootElement.GetProperty("call"), "connect_to"));
        Assert.All(report.RootElement.GetProperty("health").EnumerateObject(), h => Assert.Equal("SERVING", h.Value.GetString()));
        Assert.Equal(5, report.RootElement.GetProperty("health").EnumerateObject().Count());
        var reflection = report.RootElement.GetProperty("reflection");
        var services = reflection.GetProperty("services").EnumerateArray().Select(s => s.GetString()).ToList();
        Assert.All(
            ["grpc.health.v1.Health", "privacywaybill.v1.RevealService", "privacywaybill.v1.VirtualNumberService", "privacywaybill.v1.WaybillMaskingService"],
            s => Assert.Contains(s, services));
        Assert.True(Number(reflection, "files") >= 1, reflection.ToString());

        static int Number(JsonElement element, string name) => element.GetProperty(name).GetInt32();
        static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
    }
}
