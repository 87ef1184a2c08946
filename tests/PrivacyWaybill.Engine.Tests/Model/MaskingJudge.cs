using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Tests.Model;

/// <summary>Compares the answers of the masking call with the model, and lets the model follow.</summary>
internal sealed class MaskingJudge(NumberBook book)
{
    private static readonly bool[] s_parties = [false, true];

    public void Compare(ModelShipment shipment, Waybill sent, WaybillResult result, long now)
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
            Create(shipment, sent, result, now);
        }
        else if (shipment.IsErased)
        {
            Assert.Equal(ItemCode.Erased, result.Status.Code);
            foreach (var ofSender in s_parties) AssertTold(null, Told(result, ofSender));
        }
        else if (same)
        {
            Take(shipment, sent, result, now, onlyIfRenewed: true);
            Assert.True(result.Replayed);
        }
        else if (!isUpdate)
        {
            Assert.Equal((ItemCode.Conflict, shipment.Version), (result.Status.Code, result.Version));
            foreach (var ofSender in s_parties) AssertTold(OfConflict(shipment, ofSender, now), Told(result, ofSender));
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

    private void Create(ModelShipment shipment, Waybill sent, WaybillResult result, long now)
    {
        shipment.Begin();
        ModelChain.Enter(shipment, sent.Recipient.Mobile, sent.Sender.Mobile, now);
        Assert.Equal(shipment.Continues is not null && shipment.Root is null, result.Warned().Any(w => w.Item1 == WarningCode.LinkNotFound));
        Prolong(shipment, sent, result, now);
        Take(shipment, sent, result, now);
        Assert.False(result.Replayed);
    }

    /// <summary>What it keeps travels on with it, as far as the longest total validity allows.</summary>
    private static void Prolong(ModelShipment shipment, Waybill sent, WaybillResult result, long now)
    {
        var owners = new HashSet<ModelShipment>();
        foreach (var bySender in s_parties)
        {
            if (shipment.Kept(bySender) is not { } number) continue;
            var until = Math.Max(number.ExpiresAt, Wished(sent, bySender, now));
            var told = Told(result, bySender)?.ExpireTime.Seconds ?? 0;
            // When within a lease's time the block was leased, only the block knows.
            Assert.InRange(told, Math.Max(number.ExpiresAt, Math.Min(until, number.SurelyExtendableUntil)), Math.Max(number.ExpiresAt, Math.Min(until, number.ExtendableUntil)));
            if (told == number.ExpiresAt && number.IsShared) continue;
            (number.ExpiresAt, number.IsShared) = (told, true);
            owners.Add(number.Shipment);
        }
        if (owners.Count > 0) ModelChain.Extended(owners, now);
    }

    /// <summary>It went well: live numbers stay, others are new or, if they were released, gone.</summary>
    private void Take(ModelShipment shipment, Waybill sent, WaybillResult result, long now, bool onlyIfRenewed = false)
    {
        Assert.Equal(ItemCode.Ok, result.Status.Code);
        var isWritten = !onlyIfRenewed;
        foreach (var ofSender in s_parties)
        {
            var (number, told, kept) = (shipment.Number(ofSender), Told(result, ofSender), shipment.Kept(ofSender));
            if (kept is not null && TakeKept(shipment, sent, ofSender, told, ref isWritten, now)) continue;
            var isStrangers = number is { IsReleased: false, IsShared: true } && Mobile(sent, ofSender) != shipment.Mobile(ofSender);
            if (number is { IsReleased: false } && number.ExpiresAt > now && !isStrangers || number is { IsReleased: true } || !shipment.Wants(ofSender))
            {
                AssertTold(number is { IsReleased: false } ? number : null, told);
                continue;
            }
            Assert.NotNull(told);
            var expires = Wished(sent, ofSender, now);
            Assert.Equal(expires, told.ExpireTime.Seconds);
            Assert.Equal(number is not null || kept is not null, result.Warned().Contains((WarningCode.NumberRenewed, ofSender ? "sender_number" : "recipient_number")));
            number = new ModelNumber(shipment, ofSender, told.Display, now, expires) { IsShared = number is { IsShared: true } };
            book.Note(number);
            shipment.SetNumber(ofSender, number);
            shipment.Keep(ofSender, null);
            isWritten = true;
        }
        if (isWritten) shipment.Written(now);
        (shipment.RecipientMobile, shipment.SenderMobile) = (sent.Recipient.Mobile, sent.Sender.Mobile);
        Assert.Equal(shipment.Version, result.Version);
    }

    /// <summary>The number of another shipment: kept, over, or, where that one got another, the other. False if one of its own is to take its place.</summary>
    private static bool TakeKept(ModelShipment shipment, Waybill sent, bool bySender, VirtualNumber? told, ref bool isWritten, long now)
    {
        var kept = shipment.Kept(bySender)!;
        var mobile = Mobile(sent, bySender);
        var (live, isOver) = ModelChain.Ask(kept.Shipment, kept.IsSender, mobile, now);
        // An owner that was created anew knows of no keepers.
        if (live is not null && (live == kept || live.IsShared))
        {
            AssertTold(live, told);
            isWritten |= live != kept;
            shipment.Keep(bySender, live);
            return true;
        }
        var isLeft = isOver && mobile != shipment.Mobile(bySender);
        if ((!isOver || isLeft) && shipment.Wants(bySender)) return false;
        Assert.Null(told);
        if (isLeft) shipment.Keep(bySender, null);
        return true;
    }

    private static ModelNumber? OfConflict(ModelShipment shipment, bool ofSender, long now)
    {
        if (shipment.Kept(ofSender) is not { } kept) return shipment.Number(ofSender) is { } own && own.IsLiveAt(now) ? own : null;
        return ModelChain.Ask(kept.Shipment, kept.IsSender, shipment.Mobile(ofSender), now).Live is { } live && live == kept ? live : null;
    }

    /// <summary>When a new number of a party would end.</summary>
    private static long Wished(Waybill sent, bool ofSender, long now) =>
        (ofSender ? sent.SenderNumber : sent.RecipientNumber)?.ExpireTime?.Seconds ?? now + (long)ModelTimes.DefaultValidity.TotalSeconds;

    private static string Mobile(Waybill sent, bool ofSender) => (ofSender ? sent.Sender : sent.Recipient).Mobile;

    private static void AssertTold(ModelNumber? number, VirtualNumber? told) =>
        Assert.Equal((number?.Display, number?.ExpiresAt), (told?.Display, told?.ExpireTime.Seconds));

    private static VirtualNumber? Told(WaybillResult result, bool ofSender) => (ofSender ? result.Sender : result.Recipient)?.VirtualNumber;
}
