using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using PrivacyWaybill.Engine.Desk;
using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Tests.Model;

/// <summary>
/// A client with shipments of its own: does to them what comes into its mind, and compares each answer with the model.
/// Clients work at the same time, on the same servers, pool and store.
/// </summary>
internal sealed class LifeClient(int index, int seed, NumberBook book)
{
    private const int Shipments = 200, MostInABatch = 12;

    private readonly Random _random = new(seed);
    private readonly ModelShipment[] _shipments = [.. Enumerable.Range(0, Shipments)
        .Select(s => new ModelShipment(string.Create(CultureInfo.InvariantCulture, $"ML{index:D3}{s:D7}"), s % 4 == 0))];

    /// <summary>Operations whose answer was compared.</summary>
    public int Operations { get; private set; }

    /// <summary>Numbers that were extended beyond their blocks.</summary>
    public int Held { get; private set; }

    /// <summary>Some operations one after the other; the clock stands still meanwhile.</summary>
    public async Task RunAsync(IReadOnlyList<EngineUnderTest> servers, int operations)
    {
        for (var end = Operations + operations; Operations < end;)
        {
            var server = servers[_random.Next(servers.Count)];
            if (_random.Next(60) == 0)
            {
                await EraseAsync(server, Any().Shipment);
                continue;
            }
            switch (_random.Next(10))
            {
                case < 4:
                    await MaskAsync(server);
                    break;
                case < 6:
                    await ExtendAsync(server, Any());
                    break;
                case 6:
                    await ReleaseAsync(server, Any());
                    break;
                case 7:
                    await LookUpAsync(server, Any());
                    break;
                default:
                    await CallOwnAsync(server, Any());
                    break;
            }
        }
    }

    /// <summary>Compares a call of a number with the model. Only while nobody changes the number's shipment.</summary>
    public static async Task AssertCallAsync(EngineUnderTest server, ModelNumber number)
    {
        Assert.True(Numbers.NumberText.TryParse(number.Display, out var parsed));
        var call = await server.Calls.ResolveAsync(Callers.Masker, parsed);
        var now = server.Now.ToUnixTimeSeconds();
        Assert.Equal(Found.Yes, call.Found);
        if (number.IsLiveAt(now))
        {
            var phone = number.IsSender ? number.Shipment.SenderMobile : number.Shipment.RecipientMobile;
            Assert.Equal((CallAnswer.Active, phone, number.ExpiresAt), (call.Answer, call.ConnectTo, call.ExpiresAt));
            return;
        }
        var expected = !number.IsNamed ? CallAnswer.Unknown : number.IsReleased ? CallAnswer.Released : CallAnswer.Expired;
        // Once its block may have come free, the page may have forgotten it.
        if (now < number.RememberedUntil) Assert.Equal((expected, ""), (call.Answer, call.ConnectTo));
        else Assert.True(call.ConnectTo == "" && (call.Answer == expected || call.Answer == CallAnswer.Unknown), $"{call.Answer} instead of {expected}");
    }

    private (ModelShipment Shipment, bool IsSender) Any() =>
        (_shipments[_random.Next(Shipments)], _random.Next(4) == 0);

    private string NewMobile() => string.Create(CultureInfo.InvariantCulture, $"13{_random.NextInt64(1_000_000_000):D9}");

    /// <summary>A batch of creations, replays, conflicts and updates, each of another shipment.</summary>
    private async Task MaskAsync(EngineUnderTest server)
    {
        var now = server.Now;
        var chosen = Enumerable.Range(0, _random.Next(1, MostInABatch)).Select(_ => _shipments[_random.Next(Shipments)]).Distinct().ToList();
        var sent = chosen.ConvertAll(s => Draw(s, now));
        var results = (await server.SendAsync(sent)).Results;
        for (var i = 0; i < chosen.Count; i++) Compare(chosen[i], sent[i], results[i], now.ToUnixTimeSeconds());
        Operations += chosen.Count;
    }

    private Waybill Draw(ModelShipment shipment, DateTimeOffset now)
    {
        var isNew = shipment.Version == 0 || _random.Next(3) == 0;
        var waybill = isNew
            ? shipment.ToWaybill(NewMobile(), NewMobile())
            : shipment.ToWaybill(shipment.RecipientMobile, shipment.SenderMobile);
        if (_random.Next(4) == 0)
        {
            waybill.WriteMode = WriteMode.Update;
            waybill.UpdateCondition = new UpdateCondition { ExpectedVersion = _random.Next(4) == 0 ? shipment.Version + 7 : Math.Max(1, shipment.Version) };
        }
        waybill.RecipientNumber = new NumberRequest
        {
            Scope = NumberScope.Waybill,
            ExpireTime = Timestamp.FromDateTimeOffset(now + TimeSpan.FromSeconds(_random.Next(60, (int)ModelTimes.LongestValidity.TotalSeconds))),
        };
        return waybill;
    }

    private void Compare(ModelShipment shipment, Waybill sent, WaybillResult result, long now)
    {
        var isUpdate = sent.WriteMode == WriteMode.Update;
        var same = shipment.Says(sent.Recipient.Mobile, sent.Sender.Mobile);
        if (!shipment.IsKeptAt(now))
        {
            if (isUpdate)
            {
                Assert.Equal(ItemCode.NotFound, result.Status.Code);
                return;
            }
            shipment.SetNumber(ofSender: true, null);
            shipment.SetNumber(ofSender: false, null);
            shipment.IsErased = false;
            Take(shipment, sent, result, now);
            Assert.False(result.Replayed);
        }
        else if (shipment.IsErased)
        {
            Assert.Equal(ItemCode.Erased, result.Status.Code);
            foreach (var ofSender in (ReadOnlySpan<bool>)[false, true]) AssertTold(null, Told(result, ofSender));
        }
        else if (same)
        {
            Take(shipment, sent, result, now, onlyIfRenewed: true);
            Assert.True(result.Replayed);
        }
        else if (!isUpdate)
        {
            Assert.Equal((ItemCode.Conflict, shipment.Version), (result.Status.Code, result.Version));
            foreach (var ofSender in (ReadOnlySpan<bool>)[false, true]) AssertTold(shipment.Number(ofSender) is { } n && n.IsLiveAt(now) ? n : null, Told(result, ofSender));
        }
        else if (sent.UpdateCondition.ExpectedVersion != shipment.Version)
        {
            Assert.Equal((ItemCode.Stale, shipment.Version), (result.Status.Code, result.Version));
        }
        else
        {
            Take(shipment, sent, result, now);
            Assert.False(result.Replayed);
        }
    }

    /// <summary>It went well: live numbers stay, others are new or, if they were released, gone.</summary>
    private void Take(ModelShipment shipment, Waybill sent, WaybillResult result, long now, bool onlyIfRenewed = false)
    {
        Assert.Equal(ItemCode.Ok, result.Status.Code);
        var isWritten = !onlyIfRenewed;
        foreach (var ofSender in (ReadOnlySpan<bool>)[false, true])
        {
            var (number, told) = (shipment.Number(ofSender), Told(result, ofSender));
            if (number is { IsReleased: false } && number.ExpiresAt > now || number is { IsReleased: true } || !shipment.Wants(ofSender))
            {
                AssertTold(number is { IsReleased: false } ? number : null, told);
                continue;
            }
            Assert.NotNull(told);
            var expires = ofSender ? now + (long)ModelTimes.DefaultValidity.TotalSeconds : sent.RecipientNumber.ExpireTime.Seconds;
            Assert.Equal(expires, told.ExpireTime.Seconds);
            Assert.Equal(number is not null, result.Warned().Contains((WarningCode.NumberRenewed, ofSender ? "sender_number" : "recipient_number")));
            number = new ModelNumber(shipment, ofSender, told.Display, now, expires);
            book.Note(number);
            shipment.SetNumber(ofSender, number);
            isWritten = true;
        }
        if (isWritten) shipment.Written(now);
        (shipment.RecipientMobile, shipment.SenderMobile) = (sent.Recipient.Mobile, sent.Sender.Mobile);
        Assert.Equal(shipment.Version, result.Version);
    }

    private async Task ExtendAsync(EngineUnderTest server, (ModelShipment Shipment, bool IsSender) of)
    {
        var now = server.Now.ToUnixTimeSeconds();
        // One wish in four may reach beyond the number's block, and beyond what is allowed in all; some come too soon.
        var until = now + _random.Next(30, (int)(_random.Next(4) > 0 ? ModelTimes.LongestValidity : 1.2 * ModelTimes.LongestTotal).TotalSeconds);
        var answer = await server.NumberDesk.ExtendAsync(Callers.Masker, of.Shipment.Reference, Role(of), DateTimeOffset.FromUnixTimeSeconds(until));
        var number = of.Shipment.Number(of.IsSender);
        // When within a lease's time the block was leased, only the block knows.
        if (number is not null && number.IsLiveAt(now) && until >= now + 60 && until > number.ExpiresAt
            && (until < number.SurelyExtendableUntil || until <= number.ExtendableUntil && answer.ExpiresAt == until))
        {
            var wasHeld = number.IsHeld;
            number.ExpiresAt = until;
            if (number.IsHeld && !wasHeld) Held++;
            of.Shipment.Written(now);
        }
        AssertAnswer(answer, of, now);
    }

    private async Task ReleaseAsync(EngineUnderTest server, (ModelShipment Shipment, bool IsSender) of)
    {
        var now = server.Now.ToUnixTimeSeconds();
        var answer = await server.NumberDesk.ReleaseAsync(Callers.Masker, of.Shipment.Reference, Role(of));
        if (of.Shipment.Number(of.IsSender) is { } number && number.IsLiveAt(now))
        {
            number.IsReleased = true;
            of.Shipment.Written(now);
        }
        AssertAnswer(answer, of, now);
    }

    /// <summary>Whatever is stored is erased, also what is over; numbers end, and nothing lives any longer for it.</summary>
    private async Task EraseAsync(EngineUnderTest server, ModelShipment shipment)
    {
        var erasure = Assert.Single(await server.Erasures.EraseAsync(Callers.Masker, [shipment.Reference]));
        shipment.Erase();
        Assert.Equal(shipment.Version == 0 ? new Erasure(Found.No) : new Erasure(Found.Yes, shipment.Version), erasure);
        Operations++;
    }

    private async Task LookUpAsync(EngineUnderTest server, (ModelShipment Shipment, bool IsSender) of) =>
        AssertAnswer(await server.NumberDesk.LookUpAsync(Callers.Masker, of.Shipment.Reference, Role(of)), of, server.Now.ToUnixTimeSeconds());

    private async Task CallOwnAsync(EngineUnderTest server, (ModelShipment Shipment, bool IsSender) of)
    {
        if (of.Shipment.Number(of.IsSender) is not { } number || server.Now.ToUnixTimeSeconds() >= number.FreeFrom) return;
        await AssertCallAsync(server, number);
        Operations++;
    }

    private void AssertAnswer(NumberAnswer answer, (ModelShipment Shipment, bool IsSender) of, long now)
    {
        Operations++;
        if (!of.Shipment.IsKeptAt(now))
        {
            Assert.Equal(Found.No, answer.Found);
            return;
        }
        var number = of.Shipment.Number(of.IsSender);
        var expected = number is null ? CallAnswer.Unknown
            : number.IsReleased ? CallAnswer.Released
            : number.ExpiresAt <= now ? CallAnswer.Expired : CallAnswer.Active;
        Assert.Equal((Found.Yes, expected, of.Shipment.Version), (answer.Found, answer.State, answer.Version));
        if (number is not null) Assert.Equal((number.Display, number.ExpiresAt), (answer.Number.ToString(), answer.ExpiresAt));
    }

    private static void AssertTold(ModelNumber? number, VirtualNumber? told) =>
        Assert.Equal((number?.Display, number?.ExpiresAt), (told?.Display, told?.ExpireTime.Seconds));

    private static VirtualNumber? Told(WaybillResult result, bool ofSender) => (ofSender ? result.Sender : result.Recipient)?.VirtualNumber;

    private static PartyRole Role((ModelShipment, bool IsSender) of) => of.IsSender ? PartyRole.Sender : PartyRole.Recipient;
}
