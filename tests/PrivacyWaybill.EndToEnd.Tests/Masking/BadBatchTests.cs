using System.Text;
using Google.Protobuf;
using Grpc.Core;
using PrivacyWaybill.EndToEnd.Tests.Support;
using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.Engine.Wire;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.EndToEnd.Tests.Masking;

/// <summary>Messages that are no batch: answered as such, and the stream goes on.</summary>
public abstract class BadBatchTests(Servers servers, StoreKind store)
{
    private const string Secret = "Zq7Zq7";

    private static readonly Dictionary<string, (Func<byte[]> Make, BatchCode Code)> Messages = new()
    {
        ["empty message"] = (() => [], BatchCode.Empty),
        ["batch without waybills"] = (() => new MaskWaybillsRequest { BatchId = 5 }.ToByteArray(), BatchCode.Empty),
        ["1,001 waybills"] = (() => Batch.Of(WaybillMaker.Make(1_001)).ToByteArray(), BatchCode.TooManyWaybills),
        ["garbage"] = (() => [0xff, 0xfe, 0xfd, 0x01, 0x02, 0x03], BatchCode.Malformed),
        ["text in place of a message"] = (() => Encoding.UTF8.GetBytes($"{{ \"name\": \"{Secret}\" }}"), BatchCode.Malformed),
        ["truncated batch"] = (() => Batch.Of(WaybillMaker.Make(10)).ToByteArray()[..^7], BatchCode.Malformed),
        ["length beyond the message"] = (() => [0x12, 0xff, 0xff, 0xff, 0xff, 0x0f, 0x00], BatchCode.Malformed),
        ["group that never ends"] = (() => [0x13, 0x13, 0x13], BatchCode.Malformed),
        ["name that is not UTF-8"] = (() => NotUtf8(w => w.Recipient.Name = Marker), BatchCode.Malformed),
        ["waybill number that is not UTF-8"] = (() => NotUtf8(w => w.WaybillNo = Marker), BatchCode.Malformed),
        ["address that is not UTF-8"] = (() => NotUtf8(w => w.Sender.Address.Text = Marker), BatchCode.Malformed),
        ["one byte over 4 MiB"] = (() => OfSize(MessageLimits.MessageBytes + 1), BatchCode.MessageTooLarge),
        ["8 MiB"] = (() => OfSize(8 * 1024 * 1024), BatchCode.MessageTooLarge),
    };

    private const string Marker = "@@@@@@@@@@@@";

    public static TheoryData<string> MessageNames => [.. Messages.Keys];

    public sealed class OnEmbedded(Servers servers) : BadBatchTests(servers, StoreKind.Embedded);

    public sealed class OnRedis(Servers servers) : BadBatchTests(servers, StoreKind.Redis);

    [Theory, MemberData(nameof(MessageNames))]
    public async Task BadMessage_BetweenGoodOnes_IsAnsweredAndTheStreamGoesOn(string name)
    {
        var (make, code) = Messages[name];
        using var stream = await RawStream.OpenAsync((await servers.GetAsync(store)).Clients);

        var before = await stream.SendAsync(Batch.Of(WaybillMaker.Make()).ToByteArray());
        var bad = await stream.SendAsync(make());
        var good = Batch.Of(WaybillMaker.Make());
        var after = await stream.SendAsync(good.ToByteArray());

        Assert.Equal(code, bad.Code);
        Assert.Equal(2ul, bad.BatchSequence);
        Assert.Empty(bad.Results);
        Assert.NotEmpty(bad.Remedy);
        Assert.DoesNotContain(Secret, bad.ToString(), StringComparison.Ordinal);
        ReplayTests.AssertCreated(Assert.Single(before.Results));
        ReplayTests.AssertCreated(Assert.Single(after.Results));
        Assert.Equal((3ul, good.BatchId), (after.BatchSequence, after.BatchId));
    }

    [Fact]
    public async Task UnknownFields_InAMessage_AreIgnored()
    {
        using var stream = await RawStream.OpenAsync((await servers.GetAsync(store)).Clients);

        // Field 999, length-delimited, two bytes: from a later version of the contract.
        var answer = await stream.SendAsync([.. Batch.Of(WaybillMaker.Make()).ToByteArray(), 0xba, 0x3e, 0x02, 0x61, 0x62]);

        ReplayTests.AssertCreated(Assert.Single(answer.Results));
    }

    [Fact]
    public async Task MessageOverTheHardLimit_EndsTheStreamAndNotTheServer()
    {
        var clients = (await servers.GetAsync(store)).Clients;
        using var stream = await RawStream.OpenAsync(clients);

        var e = await Assert.ThrowsAsync<RpcException>(() => stream.SendAsync(OfSize(MessageLimits.HardMessageBytes + 1)));

        Assert.Equal(StatusCode.ResourceExhausted, e.StatusCode);
        ReplayTests.AssertCreated(await clients.MaskAsync(WaybillMaker.Make()));
    }

    [Fact]
    public async Task FullBatch_WithEveryFieldAtItsLimit_FitsAndIsAnsweredItemByItem()
    {
        var waybills = Enumerable.Range(0, MessageLimits.BatchWaybills).Select(_ => AtAllLimits(isAccepted: false)).ToList();

        var (request, answer) = await SendFullAsync(waybills);

        Assert.True(request.CalculateSize() <= MessageLimits.MessageBytes, $"{request.CalculateSize()} bytes");
        Assert.Equal(BatchCode.Ok, answer.Code);
        // Links that are all filled in contradict each other.
        Assert.All(answer.Results, r => Assert.Equal(ItemCode.InvalidFormat, r.Status.Code));
    }

    [Fact]
    public async Task FullBatch_WithEveryFreeFieldAtItsLimit_IsServedWithinAnOrdinaryClientsLimit()
    {
        var waybills = Enumerable.Range(0, MessageLimits.BatchWaybills).Select(_ => AtAllLimits(isAccepted: true)).ToList();

        var (_, answer) = await SendFullAsync(waybills);

        Assert.Equal(BatchCode.Ok, answer.Code);
        Assert.All(answer.Results, r => Assert.Equal(new ItemStatus { Code = ItemCode.Ok }, r.Status));
        Assert.All(answer.Results, r => Assert.NotNull(r.Recipient.VirtualNumber));
    }

    private async Task<(MaskWaybillsRequest Request, BatchResult Answer)> SendFullAsync(List<Waybill> waybills)
    {
        await using var stream = await MaskingStream.OpenAsync((await servers.GetAsync(store)).Clients);
        var request = Batch.Of(waybills);
        await stream.WriteAsync(request);
        return (request, await stream.ReadAsync());
    }

    /// <summary>A waybill with every text as long as it may be.</summary>
    /// <param name="isAccepted">Leaves out those that the server has to know: profile, grant, segment.</param>
    private static Waybill AtAllLimits(bool isAccepted)
    {
        var waybill = WaybillMaker.Make();
        var (number, mobile) = (waybill.WaybillNo, waybill.Recipient.Mobile);
        (waybill.Sender.Address, waybill.Recipient.Address) = (null, null);
        foreach (var field in TextFields.All)
        {
            var path = TextFields.Path(field);
            var limit = TextFields.Limit(field);
            if (path.Contains(".address.", StringComparison.Ordinal) && !path.EndsWith(".text", StringComparison.Ordinal)) continue;
            // All of one parent would be pieces of one shipment, and a waybill continues one other.
            if (isAccepted && path is ("links.parent_waybill_no" or "links.redirect_of" or "links.replacement_of")) continue;
            if (isAccepted && (path is "profile" or "exemption_grant" || path.EndsWith(".segment", StringComparison.Ordinal))) continue;
            waybill.With(path, path switch
            {
                "waybill_no" => number + new string('A', limit - number.Length),
                "pseudonym_purpose" => new string('p', limit),
                "object_id" or "route_label" or "profile" or "exemption_grant" => new string('o', limit),
                _ when path.StartsWith("links.", StringComparison.Ordinal) => new string('L', limit),
                _ when path.EndsWith(".mobile", StringComparison.Ordinal) => new string(' ', limit - mobile.Length) + mobile,
                _ when path.EndsWith(".landline", StringComparison.Ordinal) => "0755-12345678" + new string(' ', limit - 13),
                _ when path.EndsWith(".number", StringComparison.Ordinal) => "18499991234-5678" + new string(' ', limit - 16),
                _ when path.EndsWith("reference", StringComparison.Ordinal) || path.EndsWith("issuer", StringComparison.Ordinal) || path.EndsWith("segment", StringComparison.Ordinal) => new string('r', limit),
                _ => string.Concat(Enumerable.Repeat("字", limit / 3)) + new string('a', limit % 3),
            });
        }
        return waybill;
    }

    private static byte[] NotUtf8(Action<Waybill> place)
    {
        var message = Batch.Of(WaybillMaker.Make(place)).ToByteArray();
        var at = message.AsSpan().IndexOf(Encoding.ASCII.GetBytes(Marker));
        Assert.True(at > 0);
        // A lead byte of three without its continuation.
        message[at] = 0xe5;
        return message;
    }

    private static byte[] OfSize(int bytes)
    {
        var message = Batch.Of(WaybillMaker.Make(w => w.Remark = Secret));
        message.Waybills[0].Goods = new string('g', bytes - message.CalculateSize() - 16);
        message.Waybills[0].ObjectId += new string('o', bytes - message.CalculateSize());
        Assert.Equal(bytes, message.CalculateSize());
        return message.ToByteArray();
    }
}
