using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Tests.Model;

/// <summary>What a shipment is by the model: the stored phones, its version and its numbers. Belongs to one client.</summary>
internal sealed class ModelShipment(string waybillNo, bool wantsSenderNumber)
{
    private ModelNumber? _recipient, _sender;

    public string WaybillNo { get; } = waybillNo;

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

    public bool Wants(bool senderNumber) => !senderNumber || wantsSenderNumber;

    public bool Says(string recipientMobile, string senderMobile) => (RecipientMobile, SenderMobile) == (recipientMobile, senderMobile);

    /// <summary>Something that went well was written: the record lives on, as long at least as its numbers.</summary>
    public void Written(long now) =>
        (Version, RetainUntil) = (Version + 1, Math.Max(now + (long)ModelTimes.Retention.TotalSeconds, Math.Max(EndOf(_recipient), EndOf(_sender))));

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

    public Waybill ToWaybill(string recipientMobile, string senderMobile) => Waybills.New(w =>
    {
        w.WaybillNo = WaybillNo;
        w.Recipient.Mobile = recipientMobile;
        w.Sender.Mobile = senderMobile;
        w.SenderNumber = new NumberRequest { Scope = Wants(senderNumber: true) ? NumberScope.Waybill : NumberScope.None };
    });

    private static long EndOf(ModelNumber? number) => number is { IsReleased: false } ? number.ExpiresAt : 0;

    public ShipmentReference Reference => new() { Waybill = new WaybillKey { WaybillNo = WaybillNo } };
}
