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
    private readonly ModelShipment[] _shipments = Make(index);
    private readonly MaskingJudge _judge = new(book);

    /// <summary>Numbers that were kept by another shipment when it was created.</summary>
    public int Shared { get; private set; }

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
            if (_random.Next(20) == 0) await RevealAsync(server, Any().Shipment);
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

    /// <summary>
    /// Families of eight: five that stand alone, one of them with pieces; one, its way back, and a redirect of that or of the first.
    /// </summary>
    private static ModelShipment[] Make(int client)
    {
        var all = new ModelShipment[Shipments];
        for (var s = 0; s < Shipments; s++)
        {
            var no = string.Create(CultureInfo.InvariantCulture, $"ML{client:D3}{s:D7}");
            all[s] = (s % 8) switch
            {
                6 => new ModelShipment(no, false) { Continues = all[s - 1], IsReturn = true },
                7 => new ModelShipment(no, false) { Continues = all[s - 1 - s / 8 % 2] },
                5 => new ModelShipment(no, s % 16 == 5) { Piece = (no.Replace("ML", "MP", StringComparison.Ordinal), false) },
                _ => new ModelShipment(no, s % 4 == 0),
            };
        }
        return all;
    }

    /// <summary>Which family a shipment belongs to; those that stand alone are families of their own.</summary>
    private static string FamilyOf(ModelShipment shipment) => shipment.Continues is { } before ? FamilyOf(before) : shipment.WaybillNo;

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

    /// <summary>A batch of creations, replays, conflicts and updates, each of another family.</summary>
    private async Task MaskAsync(EngineUnderTest server)
    {
        var now = server.Now;
        var chosen = Enumerable.Range(0, _random.Next(1, MostInABatch)).Select(_ => _shipments[_random.Next(Shipments)]).DistinctBy(FamilyOf).ToList();
        var sent = chosen.ConvertAll(s => Draw(s, now));
        var results = (await server.SendAsync(sent)).Results;
        for (var i = 0; i < chosen.Count; i++)
        {
            var before = chosen[i].Version;
            _judge.Compare(chosen[i], sent[i], results[i], now.ToUnixTimeSeconds());
            if (chosen[i].Version > before && chosen[i].Kept(true) is not null | chosen[i].Kept(false) is not null) Shared++;
        }
        Operations += chosen.Count;
    }

    private Waybill Draw(ModelShipment shipment, DateTimeOffset now)
    {
        var isNew = shipment.Version == 0 || _random.Next(3) == 0;
        var waybill = isNew
            ? New(shipment)
            : shipment.ToWaybill(shipment.RecipientMobile, shipment.SenderMobile);
        if (_random.Next(4) == 0)
        {
            waybill.WriteMode = WriteMode.Update;
            waybill.UpdateCondition = new UpdateCondition { ExpectedVersion = _random.Next(4) == 0 ? shipment.Version + 7 : Math.Max(1, shipment.Version) };
        }
        waybill.RecipientNumber = new NumberRequest
        {
            Scope = shipment.Continues is null ? NumberScope.Waybill : NumberScope.Unspecified,
            ExpireTime = Timestamp.FromDateTimeOffset(now + TimeSpan.FromSeconds(_random.Next(60, (int)ModelTimes.LongestValidity.TotalSeconds))),
        };
        if (shipment.Piece is { } piece && _random.Next(2) == 0)
        {
            if (_random.Next(2) == 0)
            {
                waybill.WaybillNo += "-1-3-";
                return waybill;
            }
            (waybill.WaybillNo, waybill.Links) = (piece.WaybillNo, new ShipmentLinks { ParentWaybillNo = shipment.WaybillNo });
            if (waybill.WriteMode != WriteMode.Update) shipment.Piece = piece with { IsNoted = true };
        }
        return waybill;
    }

    /// <summary>Who is in it, if it is new; what continues another is mostly about the same people.</summary>
    private Waybill New(ModelShipment shipment)
    {
        if (shipment.Continues is not { Version: > 0 } other || _random.Next(5) == 0) return shipment.ToWaybill(NewMobile(), NewMobile());
        return shipment.IsReturn ? shipment.ToWaybill(other.Mobile(true), other.Mobile(false)) : shipment.ToWaybill(other.Mobile(false), other.Mobile(true));
    }

    /// <summary>By its number, or by that of one of its pieces.</summary>
    private ShipmentReference Reference(ModelShipment shipment)
    {
        if (shipment.Piece is not { } piece || _random.Next(2) == 0) return shipment.Reference;
        return ModelShipment.ByNumber(piece.IsNoted && _random.Next(2) == 0 ? piece.WaybillNo : shipment.WaybillNo + "-2-3");
    }

    private async Task ExtendAsync(EngineUnderTest server, (ModelShipment Shipment, bool IsSender) of)
    {
        var now = server.Now.ToUnixTimeSeconds();
        // One wish in four may reach beyond what is allowed from now, and in all; some come too soon.
        var until = now + _random.Next(30, (int)(_random.Next(4) > 0 ? ModelTimes.LongestValidity : 1.2 * ModelTimes.LongestTotal).TotalSeconds);
        var answer = await server.NumberDesk.ExtendAsync(Callers.Masker, Reference(of.Shipment), Role(of), DateTimeOffset.FromUnixTimeSeconds(until));
        var number = Actual(of, now);
        // When within a lease's time the block was leased, only the block knows.
        if (number is not null && number.IsLiveAt(now) && until >= now + 60 && until > number.ExpiresAt && until <= now + (long)ModelTimes.LongestValidity.TotalSeconds
            && (until < number.SurelyExtendableUntil || until <= number.ExtendableUntil && answer.ExpiresAt == until))
        {
            var wasHeld = number.IsHeld;
            number.ExpiresAt = until;
            if (number.IsHeld && !wasHeld) Held++;
            ModelChain.Extended([number.Shipment], now);
        }
        AssertAnswer(answer, of, now);
    }

    private async Task ReleaseAsync(EngineUnderTest server, (ModelShipment Shipment, bool IsSender) of)
    {
        var now = server.Now.ToUnixTimeSeconds();
        var answer = await server.NumberDesk.ReleaseAsync(Callers.Masker, Reference(of.Shipment), Role(of));
        if (Actual(of, now) is { } number && number.IsLiveAt(now))
        {
            number.IsReleased = true;
            number.Shipment.Written(now);
        }
        AssertAnswer(answer, of, now);
    }

    /// <summary>Whatever is stored is erased, also what is over; numbers end, and nothing lives any longer for it.</summary>
    private async Task EraseAsync(EngineUnderTest server, ModelShipment shipment)
    {
        var erasure = Assert.Single(await server.Erasures.EraseAsync(Callers.Masker, [Reference(shipment)]));
        ModelChain.Erase(shipment, server.Now.ToUnixTimeSeconds());
        Assert.Equal(shipment.Version == 0 ? new Erasure(Found.No) : new Erasure(Found.Yes, shipment.Version), erasure);
        Operations++;
    }

    private async Task RevealAsync(EngineUnderTest server, ModelShipment shipment)
    {
        var revealed = (await server.Reveals.RevealAsync(Callers.Masker, [new RevealTarget { Shipment = Reference(shipment) }]))[0];
        var found = !shipment.IsKeptAt(server.Now.ToUnixTimeSeconds()) ? Found.No : shipment.IsErased ? Found.Erased : Found.Yes;
        Assert.Equal(found, revealed.Found);
        if (found == Found.Yes) Assert.Equal((shipment.RecipientMobile, shipment.SenderMobile), (revealed.Originals!.Recipient.Mobile, revealed.Originals.Sender.Mobile));
        Operations++;
    }

    private async Task LookUpAsync(EngineUnderTest server, (ModelShipment Shipment, bool IsSender) of) =>
        AssertAnswer(await server.NumberDesk.LookUpAsync(Callers.Masker, Reference(of.Shipment), Role(of)), of, server.Now.ToUnixTimeSeconds());

    private async Task CallOwnAsync(EngineUnderTest server, (ModelShipment Shipment, bool IsSender) of)
    {
        if ((of.Shipment.Number(of.IsSender) ?? of.Shipment.Kept(of.IsSender)) is not { } number || server.Now.ToUnixTimeSeconds() >= number.FreeFrom) return;
        await AssertCallAsync(server, number);
        if (number.IsLiveAt(server.Now.ToUnixTimeSeconds()) && Numbers.NumberText.TryParse(number.Display, out var parsed))
        {
            var told = await server.NumberDesk.LookUpAsync(Callers.Masker, parsed);
            Assert.Equal((CallAnswer.Active, Role((number.Shipment, number.IsSender)), number.ExpiresAt), (told.State, told.Party, told.ExpiresAt));
        }
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
        var kept = of.Shipment.Number(of.IsSender) is null ? of.Shipment.Kept(of.IsSender) : null;
        // An owner that is over, or became another person with another number, took the number with it.
        if (kept is not null && (!kept.Shipment.IsKeptAt(now) || !kept.IsNamed && !IsTheirs(of, kept)))
        {
            Assert.Equal((CallAnswer.Released, kept.Display, now), (answer.State, answer.Number.ToString(), answer.ExpiresAt));
            return;
        }
        var number = kept is { IsNamed: false } ? null : of.Shipment.Number(of.IsSender) ?? kept;
        var isTheirs = kept is null || IsTheirs(of, kept);
        var expected = number is null ? CallAnswer.Unknown
            : number.IsReleased || !isTheirs ? CallAnswer.Released
            : number.ExpiresAt <= now ? CallAnswer.Expired : CallAnswer.Active;
        Assert.Equal((Found.Yes, expected, of.Shipment.Version), (answer.Found, answer.State, answer.Version));
        if (number is not null) Assert.Equal((number.Display, number.ExpiresAt), (answer.Number.ToString(), answer.ExpiresAt));
    }

    private static bool IsTheirs((ModelShipment Shipment, bool IsSender) of, ModelNumber kept) =>
        kept.Shipment.Mobile(kept.IsSender) == of.Shipment.Mobile(of.IsSender) && !of.Shipment.IsErased && !kept.Shipment.IsErased;

    /// <summary>The number that an act on a party's number is carried out on: its own, or the one that it keeps, if that still is this person's.</summary>
    private static ModelNumber? Actual((ModelShipment Shipment, bool IsSender) of, long now)
    {
        if (of.Shipment.Number(of.IsSender) is { } own) return own;
        if (!of.Shipment.IsKeptAt(now) || of.Shipment.IsErased || of.Shipment.Kept(of.IsSender) is not { IsNamed: true } kept) return null;
        return kept.Shipment.Mobile(kept.IsSender) == of.Shipment.Mobile(of.IsSender) ? kept : null;
    }

    private static PartyRole Role((ModelShipment, bool IsSender) of) => of.IsSender ? PartyRole.Sender : PartyRole.Recipient;
}
