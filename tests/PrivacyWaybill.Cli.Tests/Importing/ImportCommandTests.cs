using System.Text.Json;
using Google.Rpc;
using Grpc.Core;
using PrivacyWaybill.Cli.Tests.Servers;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Cli.Tests.Importing;

public sealed class ImportCommandTests : IAsyncLifetime
{
    private readonly List<ImportBindingsRequest> _requests = [];
    private StandInServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await StandInServer.StartAsync();
        _server.Import = async (requests, responses) =>
        {
            await foreach (var request in requests.ReadAllAsync())
            {
                _requests.Add(request);
                await responses.WriteAsync(Answer(request));
            }
        };
    }

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [InlineData("one batch", 3, 256)]
    [InlineData("many batches", 1000, 7)]
    [InlineData("nothing", 0, 256)]
    public async Task Import_Bindings_AreAnsweredInTheirOrder(string label, int count, int batch)
    {
        var outcome = await ImportAsync(Bindings(count), "--batch", $"{batch}", "--key", "pw_x_y");

        Assert.NotEmpty(label);
        Assert.Equal(Enumerable.Range(0, count).Select(i => $"w-{i}"), outcome.Lines.Where(static line => line.Length > 0).Select(IdOf));
        Assert.Equal((ExitCode.Ok, (count + batch - 1) / batch), (outcome.Code, _requests.Count));
        Assert.Equal(Enumerable.Range(0, count).Select(i => $"1860000{i:D4}-0001"), _requests.SelectMany(static r => r.Bindings).Select(static b => b.RecipientNumber.Number));
        Assert.StartsWith($"{count:N0} bindings\n", outcome.Error, StringComparison.Ordinal);
        Assert.Equal("Bearer pw_x_y", Assert.Single(_server.Asked).Authorization);
    }

    [Fact]
    public async Task Import_BrokenLinesAndFailedItems_AreAnsweredInTheirPlaces()
    {
        _server.Import = async (requests, responses) =>
        {
            await foreach (var request in requests.ReadAllAsync())
            {
                var answer = Answer(request);
                answer.Results[^1].Status = new ItemStatus { Code = ItemCode.Unavailable, Retryable = true };
                await responses.WriteAsync(answer);
            }
        };

        var outcome = await ImportAsync("{broken\n" + Bindings(2) + """{"waybill_no":"SF1385628716739"}""" + "\n", "--batch", "4");

        Assert.Equal(["ITEM_CODE_INVALID_FORMAT", "ITEM_CODE_OK", "ITEM_CODE_UNAVAILABLE", "ITEM_CODE_INVALID_FORMAT"], outcome.Lines.Select(CodeOf));
        Assert.Contains("1 of them may succeed when they are sent again.\n", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.SomeFailed, outcome.Code);
        Assert.DoesNotContain("SF1385628716739", outcome.Output + outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("drains", "error: UNAVAILABLE: the server is stopping")]
    [InlineData("ends in the middle", "error: the server ended the stream")]
    [InlineData("answers too few", "error: the server's answers do not fit")]
    [InlineData("answers another batch", "error: the server's answers do not fit")]
    public async Task Import_ServerStopsOrErrs_WritesWhatWasAnsweredAndSaysWhy(string fault, string error)
    {
        _server.Import = async (requests, responses) =>
        {
            Assert.True(await requests.MoveNext());
            await responses.WriteAsync(Answer(requests.Current));
            Assert.True(await requests.MoveNext());
            var answer = Answer(requests.Current);
            if (fault == "drains") throw StandInServer.Error(Code.Unavailable, "the server is stopping");
            if (fault == "ends in the middle") return;
            if (fault == "answers too few") answer.Results.RemoveAt(0);
            else answer.BatchId += 7;
            await responses.WriteAsync(answer);
            await requests.MoveNext();
        };

        var outcome = await ImportAsync(Bindings(1000), "--batch", "10");

        Assert.Equal(ExitCode.Refused, outcome.Code);
        Assert.Contains(error, outcome.Error, StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"w-{i}"), outcome.Lines.Select(IdOf));
    }

    private Task<Outcome> ImportAsync(string input, params string[] options) => Pw.RunOnAsync(input, ["import", "-", "--server", _server.Url, .. options]);

    private static string Bindings(int count) => string.Concat(Enumerable.Range(0, count).Select(i =>
        $$$"""{"waybill":{"object_id":"w-{{{i}}}","waybill_no":"SF1385628716739"},"recipient_number":{"number":"1860000{{{i:D4}}}-0001","expire_time":"2026-12-01T00:00:00Z"}}""" + "\n"));

    private static ImportBindingsResponse Answer(ImportBindingsRequest request) => new()
    {
        BatchId = request.BatchId,
        Results = { request.Bindings.Select(static b => new WaybillResult { ObjectId = b.Waybill.ObjectId, Status = new ItemStatus { Code = ItemCode.Ok } }) },
    };

    private static string? IdOf(string line) => JsonDocument.Parse(line).RootElement.GetProperty("object_id").GetString();

    private static string? CodeOf(string line) => JsonDocument.Parse(line).RootElement.GetProperty("status").GetProperty("code").GetString();
}
