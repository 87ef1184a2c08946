using PrivacyWaybill.EndToEnd.Tests.Masking;
using PrivacyWaybill.EndToEnd.Tests.Support;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.EndToEnd.Tests.Numbers;

/// <summary>Two server processes over one Redis: it does not matter which of them is asked.</summary>
public sealed class TwoServersTests : IAsyncLifetime
{
    private RedisDeployment _deployment = null!;
    private ServerProcess _one = null!, _other = null!;

    public async ValueTask InitializeAsync()
    {
        _deployment = await RedisDeployment.StartAsync();
        var servers = await Task.WhenAll(ServerProcess.StartAsync(_deployment.Arguments()), ServerProcess.StartAsync(_deployment.Arguments()));
        (_one, _other) = (servers[0], servers[1]);
    }

    public async ValueTask DisposeAsync()
    {
        await _one.DisposeAsync();
        await _other.DisposeAsync();
        await _deployment.DisposeAsync();
    }

    [Fact]
    public async Task SameWaybill_ToBothAtOnce_GetsOneNumber()
    {
        await using var one = await MaskingStream.OpenAsync(_one.Clients);
        await using var other = await MaskingStream.OpenAsync(_other.Clients);

        for (var round = 0; round < 50; round++)
        {
            var waybills = WaybillMaker.Make(50);
            var answers = await Task.WhenAll(one.SendAsync(waybills), other.SendAsync(Enumerable.Reverse(waybills)));
            foreach (var (left, right) in answers[0].Results.Zip(answers[1].Results.Reverse())) ReplayTests.AssertCreatedOnce(left, right);
        }
    }

    [Fact]
    public async Task DifferentPhones_ToBothAtOnce_AreOneCreationAndOneConflict()
    {
        await using var one = await MaskingStream.OpenAsync(_one.Clients);
        await using var other = await MaskingStream.OpenAsync(_other.Clients);
        var waybills = WaybillMaker.Make(200);
        var changed = waybills.ConvertAll(w => w.Clone().With("recipient.mobile", "15912345699"));

        var answers = await Task.WhenAll(one.SendAsync(waybills), other.SendAsync(changed));

        foreach (var ((left, right), i) in answers[0].Results.Zip(answers[1].Results).Select((pair, i) => (pair, i)))
        {
            Assert.Equal([ItemCode.Ok, ItemCode.Conflict], new[] { left.Status.Code, right.Status.Code }.Order());
            Assert.Equal(left.Recipient.VirtualNumber, right.Recipient.VirtualNumber);
            var winner = left.Status.Code == ItemCode.Ok ? waybills[i] : changed[i];
            if (i % 10 == 0) Assert.Equal(winner.Recipient.Mobile, (await _other.Clients.ResolveAsync(left.Recipient.VirtualNumber)).ConnectTo);
        }
    }

    [Fact]
    public async Task WhatOneServerIssued_AskedOfTheOther_IsKnown()
    {
        var waybill = WaybillMaker.Make();
        var first = await _one.Clients.MaskAsync(waybill);

        ReplayTests.AssertReplay(first, await _other.Clients.MaskAsync(waybill));
        Assert.Equal(waybill.Recipient.Mobile, (await _other.Clients.ResolveAsync(first.Recipient.VirtualNumber)).ConnectTo);
        await _other.Clients.Numbers.ReleaseNumberAsync(new ReleaseNumberRequest { Shipment = waybill.Reference(), Party = PartyRole.Recipient });
        Assert.Equal(CallAnswer.Released, (await _one.Clients.ResolveAsync(first.Recipient.VirtualNumber)).Answer);
    }
}
