using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using PrivacyWaybill.EndToEnd.Tests.Masking;
using PrivacyWaybill.EndToEnd.Tests.Support;
using PrivacyWaybill.V1;
using StackExchange.Redis;

namespace PrivacyWaybill.EndToEnd.Tests.Numbers;

/// <summary>Expiry, retention and reuse by a clock that is put forward.</summary>
public sealed class NumberClockTests : IAsyncLifetime
{
    private const int BlockSize = 1_000;

    private readonly MovableClock _clock = new();
    private RedisDeployment _deployment = null!;
    private ServerUnderTest _server = null!;

    public async ValueTask InitializeAsync()
    {
        _deployment = await RedisDeployment.StartAsync(capacityDigits: 6, BlockSize);
        _server = await ServerUnderTest.StartAsync(_deployment.Arguments(), clock: _clock);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _deployment.DisposeAsync();
    }

    [Fact]
    public async Task Number_AfterItsTime_IsExpiredAndRenewedByAReplay()
    {
        var waybill = WaybillMaker.Make(w => w.RecipientNumber = new NumberRequest { ValidFor = Duration.FromTimeSpan(TimeSpan.FromMinutes(10)) });
        var first = await _server.Clients.MaskAsync(waybill);
        var number = first.Recipient.VirtualNumber;

        _clock.PutForward(TimeSpan.FromMinutes(9));
        Assert.Equal(CallAnswer.Active, (await _server.Clients.ResolveAsync(number)).Answer);
        _clock.PutForward(TimeSpan.FromMinutes(1));

        var call = await _server.Clients.ResolveAsync(number);
        Assert.Equal((CallAnswer.Expired, ""), (call.Answer, call.ConnectTo));
        var renewed = await _server.Clients.MaskAsync(waybill);
        Assert.Equal((ItemCode.Ok, true), (renewed.Status.Code, renewed.Replayed));
        Assert.NotEqual(number.Display, renewed.Recipient.VirtualNumber.Display);
        Assert.Contains(renewed.Warnings, w => w is { Code: WarningCode.NumberRenewed, Field: "recipient_number" });
        Assert.Equal(waybill.Recipient.Mobile, (await _server.Clients.ResolveAsync(renewed.Recipient.VirtualNumber)).ConnectTo);
        Assert.NotEqual(CallAnswer.Active, (await _server.Clients.ResolveAsync(number)).Answer);
        ReplayTests.AssertSameNumber(renewed, await _server.Clients.MaskAsync(waybill));
    }

    [Fact]
    public async Task Record_AfterItsRetention_IsGoneAndItsNumberLeadsNowhere()
    {
        var waybill = WaybillMaker.Make();
        var first = await _server.Clients.MaskAsync(waybill);
        var reveal = new RevealRequest
        {
            Context = new RevealContext { Purpose = RevealPurpose.Delivery, OperatorId = "o", DeviceId = "d" },
            Target = new RevealTarget { Shipment = waybill.Reference() },
        };
        Assert.Equal(waybill.Recipient, (await _server.Clients.Reveals.RevealAsync(reveal)).Originals.Recipient);

        _clock.PutForward(TimeSpan.FromDays(121));

        await Rpc.FailsAsync(StatusCode.NotFound, _server.Clients.Reveals.RevealAsync(reveal));
        Assert.NotEqual(CallAnswer.Active, (await _server.Clients.ResolveAsync(first.Recipient.VirtualNumber)).Answer);
        // A new shipment may have the number then, and other content is no conflict with what is gone.
        waybill.Recipient.Mobile = "15912345699";
        var second = await _server.Clients.MaskAsync(waybill);
        Assert.Equal((ItemCode.Ok, false), (second.Status.Code, second.Replayed));
        Assert.Equal("15912345699", (await _server.Clients.ResolveAsync(second.Recipient.VirtualNumber)).ConnectTo);
    }

    [Fact]
    public async Task Numbers_IssuedAgainAfterQuarantine_LeadToTheNewPartyAlone()
    {
        // One block is free, all others are somebody's for years.
        await using var connection = await _deployment.ConnectAsync();
        var database = connection.GetDatabase();
        await _server.Clients.MaskBatchAsync(WaybillMaker.Make(1));
        var taken = await database.SortedSetRangeByScoreAsync(_deployment.Ledger(database).Key, double.NegativeInfinity, 0);
        var never = _clock.GetUtcNow().AddYears(9).ToUnixTimeMilliseconds();
        await database.SortedSetAddAsync(_deployment.Ledger(database).Key, [.. taken.Select(block => new SortedSetEntry(block, never))]);
        var old = WaybillMaker.Make(4 * BlockSize);
        var before = await SendAsync(old);
        Assert.Contains(before, r => r.Status.Code == ItemCode.NumbersExhausted);

        // End of lease (1 h), longest validity (90 d), quarantine (15 d) and margin (5 min) have passed, retention (120 d) not.
        _clock.PutForward(TimeSpan.FromDays(105.2));
        var young = WaybillMaker.Make(BlockSize / 2);
        List<WaybillResult> after = [];
        await Eventually.HoldsAsync(async () => (after = await SendAsync(young)).All(r => r.Status.Code == ItemCode.Ok), "the blocks come free");

        var owners = young.Zip(after).ToDictionary(p => p.Second.Recipient.VirtualNumber.Display, p => p.First);
        var again = old.Zip(before).Where(p => p.Second.Status.Code == ItemCode.Ok && owners.ContainsKey(p.Second.Recipient.VirtualNumber.Display)).ToList();
        Assert.NotEmpty(again);
        foreach (var (waybill, result) in again.Take(100))
        {
            var number = result.Recipient.VirtualNumber;
            Assert.Equal(owners[number.Display].Recipient.Mobile, (await _server.Clients.ResolveAsync(number)).ConnectTo);
            var lookedUp = await _server.Clients.Numbers.LookUpNumberAsync(new LookUpNumberRequest { Shipment = waybill.Reference(), Party = PartyRole.Recipient });
            Assert.NotEqual(CallAnswer.Active, lookedUp.State);
        }
    }

    private async Task<List<WaybillResult>> SendAsync(List<Waybill> waybills)
    {
        await using var stream = await MaskingStream.OpenAsync(_server.Clients);
        return [.. (await stream.SendAllAsync(Batch.Split(waybills, 250))).SelectMany(b => b.Results)];
    }
}
