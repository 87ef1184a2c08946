using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Tests.Model;

/// <summary>What a shipment is by the model: the stored phones, its version and its numbers. Belongs to one client.</summary>
internal sealed class ModelShipment(string waybillNo, bool wantsSenderNumber)
{
    private ModelNumber? _recipient, _sender, _recipientKeeps, _senderKeeps;

    public string WaybillNo { get; } = waybillNo;

    /// <summary>What it continues whenever it is sent; null if nothing.</summary>
    public ModelShipment? Continues { get; init; }

    /// <summary>It brings back what it continues; otherwise it takes it elsewhere.</summary>
    public bool IsReturn { get; init; }

    /// <summary>The first of the chain that it was created into; null if it stands alone.</summary>
    public ModelShipment? Root { get; set; }

    /// <summary>All that were ever created into the chain of which this is the first.</summary>
    public HashSet<ModelShipment> Members { get; } = [];

    /// <summary>A number that only names a parent, if pieces have such; and whether it was sent with it.</summary>
    public (string WaybillNo, bool IsNoted)? Piece { get; set; }

    /// <summary>0 if nothing was ever stored.</summary>
    public uint Version { get; set; }

    /// <summary>Unix seconds.</summary>
    public long RetainUntil { get; set; }

    public string RecipientMobile { get; set; } = "";

    public string SenderMobile { get; set; } = "";

    public bool IsKeptAt(long now) => Version > 0 && RetainUntil > now;

    /// <summary>Nobody is left in it; until its time is over nobody comes back.</summary>
    public bool IsErased { get; set; }

    public ModelNumber? Number(bool ofSender) => ofSender ? _sender : _recipient;

    public void SetNumber(bool ofSender, ModelNumber? number) => _ = ofSender ? _sender = number : _recipient = number;

    /// <summary>The number of another shipment that a party keeps, by the record.</summary>
    public ModelNumber? Kept(bool bySender) => bySender ? _senderKeeps : _recipientKeeps;

    public void Keep(bool bySender, ModelNumber? number) => _ = bySender ? _senderKeeps = number : _recipientKeeps = number;

    public string Mobile(bool ofSender) => ofSender ? SenderMobile : RecipientMobile;

    public bool Wants(bool senderNumber) => !senderNumber || wantsSenderNumber;

    public bool Says(string recipientMobile, string senderMobile) => (RecipientMobile, SenderMobile) == (recipientMobile, senderMobile);

    /// <summary>Something that went well was written: the record lives on, as long at least as its numbers and those it keeps.</summary>
    public void Written(long now)
    {
        Version++;
        var kept = _recipientKeeps is null && _senderKeeps is null ? 0 : RetainUntil;
        RetainUntil = new[] { kept, now + (long)ModelTimes.Retention.TotalSeconds, EndOf(_recipient), EndOf(_sender), KeptEnd(now) }.Max();
    }

    /// <summary>It keeps a number that lives longer now.</summary>
    public void Lengthen(ModelShipment owner, long now)
    {
        if (IsErased || !IsKeptAt(now) || Root is null) return;
        var end = new[] { _recipientKeeps, _senderKeeps }.Max(n => n?.Shipment == owner && n.IsNamed ? EndOf(n) : 0);
        if (end > RetainUntil) (Version, RetainUntil) = (Version + 1, end);
    }

    /// <summary>A tombstone takes its place, if there is anything.</summary>
    public void Erase()
    {
        if (Version == 0 || IsErased) return;
        (IsErased, Version) = (true, Version + 1);
        foreach (var number in (ReadOnlySpan<ModelNumber?>)[_recipient, _sender])
        {
            if (number is null) continue;
            number.IsReleased = true;
            // The tombstone says so until the number may be somebody else's.
            RetainUntil = Math.Max(RetainUntil, number.FreeFrom + (long)ModelTimes.Margin.TotalSeconds);
        }
    }

    /// <summary>Nothing of what it was is left: it is created anew.</summary>
    public void Begin()
    {
        (_recipient, _sender, _recipientKeeps, _senderKeeps) = (null, null, null, null);
        (Root, IsErased) = (null, false);
    }

    public Waybill ToWaybill(string recipientMobile, string senderMobile) => Waybills.New(w =>
    {
        w.WaybillNo = WaybillNo;
        w.Recipient.Mobile = recipientMobile;
        w.Sender.Mobile = senderMobile;
        if (Continues is null) w.SenderNumber = new NumberRequest { Scope = Wants(senderNumber: true) ? NumberScope.Waybill : NumberScope.None };
        else w.Links = IsReturn ? new ShipmentLinks { ReturnOf = Continues.WaybillNo } : new ShipmentLinks { RedirectOf = Continues.WaybillNo };
    });

    /// <summary>What was given up rests, and is known until then.</summary>
    private static long EndOf(ModelNumber? number) =>
        number is null ? 0 : number.IsReleased ? number.FreeFrom + (long)ModelTimes.Margin.TotalSeconds : number.ExpiresAt;

    private long KeptEnd(long now) => new[] { _recipientKeeps, _senderKeeps }.Max(n => n is not null && n.IsLiveAt(now) ? n.ExpiresAt : 0);

    public ShipmentReference Reference => ByNumber(WaybillNo);

    public static ShipmentReference ByNumber(string waybillNo) => new() { Waybill = new WaybillKey { WaybillNo = waybillNo } };
}
