using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Wire;

/// <summary>
/// Reads one <c>Waybill</c> off the wire into an item of a batch whose input is the message: texts become slices of it.
/// Read into more than once, the later fields count, as when protobuf merges messages.
/// </summary>
internal struct WaybillReader(WaybillBatch batch, int item)
{
    private const uint N = WireReader.Number, D = WireReader.Delimited;

    private long _eventSeconds;
    private int _eventNanos;

    /// <summary>Reads the field that the reader stands at.</summary>
    public void Read(ref WireReader wire)
    {
        ref var to = ref batch.Items[item];
        var outer = wire.Enter();
        while (wire.Next())
        {
            switch (wire.Tag)
            {
                case Waybill.ObjectIdFieldNumber << 3 | D: Text(ref wire, TextField.ObjectId); break;
                case Waybill.WaybillNoFieldNumber << 3 | D: Text(ref wire, TextField.WaybillNo); break;
                case Waybill.ShipmentEpochFieldNumber << 3 | N: to.ShipmentEpoch = (uint)wire.ReadNumber(); break;
                case Waybill.WriteModeFieldNumber << 3 | N: to.WriteMode = (WriteMode)(int)wire.ReadNumber(); break;
                case Waybill.LabelScopeFieldNumber << 3 | N: to.LabelScope = (LabelScope)(int)wire.ReadNumber(); break;
                case Waybill.SenderFieldNumber << 3 | D: Party(ref wire, TextField.SenderName); break;
                case Waybill.RecipientFieldNumber << 3 | D: Party(ref wire, TextField.RecipientName); break;
                case Waybill.GoodsFieldNumber << 3 | D: Text(ref wire, TextField.Goods); break;
                case Waybill.RemarkFieldNumber << 3 | D: Text(ref wire, TextField.Remark); break;
                case Waybill.RouteLabelFieldNumber << 3 | D: Text(ref wire, TextField.RouteLabel); break;
                case Waybill.LinksFieldNumber << 3 | D: Links(ref wire, ref to); break;
                case Waybill.ProfileFieldNumber << 3 | D: Text(ref wire, TextField.Profile); break;
                case Waybill.SenderNumberFieldNumber << 3 | D: Number(ref wire, ref to.SenderNumber, PartyRole.Sender); break;
                case Waybill.RecipientNumberFieldNumber << 3 | D: Number(ref wire, ref to.RecipientNumber, PartyRole.Recipient); break;
                case Waybill.ExemptionGrantFieldNumber << 3 | D: Text(ref wire, TextField.ExemptionGrant); break;
                case Waybill.UpdateConditionFieldNumber << 3 | D: Condition(ref wire, ref to); break;
                case Waybill.ReturnSealedRecordFieldNumber << 3 | N: to.ReturnSealedRecord = wire.ReadNumber() != 0; break;
                case Waybill.PseudonymPurposeFieldNumber << 3 | D: Text(ref wire, TextField.PseudonymPurpose); break;
                default: wire.Skip(); break;
            }
        }
        wire.Leave(outer);
    }

    private void Party(ref WireReader wire, TextField first)
    {
        var outer = wire.Enter();
        while (wire.Next())
        {
            switch (wire.Tag)
            {
                case V1.Party.NameFieldNumber << 3 | D: Text(ref wire, first + (byte)PartyField.Name); break;
                case V1.Party.MobileFieldNumber << 3 | D: Text(ref wire, first + (byte)PartyField.Mobile); break;
                case V1.Party.LandlineFieldNumber << 3 | D: Text(ref wire, first + (byte)PartyField.Landline); break;
                case V1.Party.CompanyFieldNumber << 3 | D: Text(ref wire, first + (byte)PartyField.Company); break;
                case V1.Party.AddressFieldNumber << 3 | D: Address(ref wire, first); break;
                case V1.Party.PlatformNumberFieldNumber << 3 | D: Platform(ref wire, first); break;
                case V1.Party.PlatformReferenceFieldNumber << 3 | D: Text(ref wire, first + (byte)PartyField.PlatformReference); break;
                default: wire.Skip(); break;
            }
        }
        wire.Leave(outer);
    }

    private void Address(ref WireReader wire, TextField first)
    {
        var outer = wire.Enter();
        while (wire.Next())
        {
            switch (wire.Tag)
            {
                case V1.Address.TextFieldNumber << 3 | D: Text(ref wire, first + (byte)PartyField.AddressText); break;
                case V1.Address.ProvinceFieldNumber << 3 | D: Text(ref wire, first + (byte)PartyField.Province); break;
                case V1.Address.CityFieldNumber << 3 | D: Text(ref wire, first + (byte)PartyField.City); break;
                case V1.Address.DistrictFieldNumber << 3 | D: Text(ref wire, first + (byte)PartyField.District); break;
                case V1.Address.TownFieldNumber << 3 | D: Text(ref wire, first + (byte)PartyField.Town); break;
                case V1.Address.DetailFieldNumber << 3 | D: Text(ref wire, first + (byte)PartyField.Detail); break;
                default: wire.Skip(); break;
            }
        }
        wire.Leave(outer);
    }

    private void Platform(ref WireReader wire, TextField first)
    {
        var outer = wire.Enter();
        while (wire.Next())
        {
            switch (wire.Tag)
            {
                case PlatformNumber.IssuerFieldNumber << 3 | D: Text(ref wire, first + (byte)PartyField.PlatformIssuer); break;
                case PlatformNumber.NumberFieldNumber << 3 | D: Text(ref wire, first + (byte)PartyField.PlatformNumber); break;
                default: wire.Skip(); break;
            }
        }
        wire.Leave(outer);
    }

    private void Links(ref WireReader wire, ref WaybillItem to)
    {
        var outer = wire.Enter();
        while (wire.Next())
        {
            switch (wire.Tag)
            {
                case ShipmentLinks.ParentWaybillNoFieldNumber << 3 | D: Text(ref wire, TextField.ParentWaybillNo); break;
                case ShipmentLinks.PieceFieldNumber << 3 | N: to.Piece = (uint)wire.ReadNumber(); break;
                case ShipmentLinks.ReturnOfFieldNumber << 3 | D: Text(ref wire, TextField.ReturnOf); break;
                case ShipmentLinks.RedirectOfFieldNumber << 3 | D: Text(ref wire, TextField.RedirectOf); break;
                case ShipmentLinks.ReplacementOfFieldNumber << 3 | D: Text(ref wire, TextField.ReplacementOf); break;
                case ShipmentLinks.LinkedShipmentEpochFieldNumber << 3 | N: to.LinkedEpoch = (uint)wire.ReadNumber(); break;
                default: wire.Skip(); break;
            }
        }
        wire.Leave(outer);
    }

    private void Number(ref WireReader wire, ref NumberWish wish, PartyRole party)
    {
        var outer = wire.Enter();
        while (wire.Next())
        {
            switch (wire.Tag)
            {
                case NumberRequest.ScopeFieldNumber << 3 | N: wish.Scope = (NumberScope)(int)wire.ReadNumber(); break;
                case NumberRequest.ValidForFieldNumber << 3 | D: Validity(ref wire, ref wish, NumberValidity.For); break;
                case NumberRequest.ExpireTimeFieldNumber << 3 | D: Validity(ref wire, ref wish, NumberValidity.Until); break;
                case NumberRequest.SegmentFieldNumber << 3 | D: Text(ref wire, TextFields.Of(party, PartyField.NumberSegment)); break;
                case NumberRequest.CityFieldNumber << 3 | D: wish.City = wire.ReadText(); break;
                case NumberRequest.CityStrictFieldNumber << 3 | N: wish.CityOnly = wire.ReadNumber() != 0; break;
                default: wire.Skip(); break;
            }
        }
        wire.Leave(outer);
    }

    /// <summary>Durations and timestamps have the same shape; of a validity only the seconds count.</summary>
    private static void Validity(ref WireReader wire, ref NumberWish wish, NumberValidity validity)
    {
        // The other of the two, if it came before, counts no more.
        if (wish.Validity != validity) (wish.Validity, wish.Seconds) = (validity, 0);
        var nanos = 0;
        Time(ref wire, ref wish.Seconds, ref nanos);
    }

    private void Condition(ref WireReader wire, ref WaybillItem to)
    {
        var outer = wire.Enter();
        while (wire.Next())
        {
            switch (wire.Tag)
            {
                case UpdateCondition.ExpectedVersionFieldNumber << 3 | N: to.ExpectedVersion = (uint)wire.ReadNumber(); break;
                case UpdateCondition.SourceEventTimeFieldNumber << 3 | D:
                    Time(ref wire, ref _eventSeconds, ref _eventNanos);
                    to.SourceEventTime = EventTime.Of(_eventSeconds, _eventNanos);
                    break;
                default: wire.Skip(); break;
            }
        }
        wire.Leave(outer);
    }

    private static void Time(ref WireReader wire, ref long seconds, ref int nanos)
    {
        const uint Seconds = Google.Protobuf.WellKnownTypes.Timestamp.SecondsFieldNumber << 3 | N;
        const uint Nanos = Google.Protobuf.WellKnownTypes.Timestamp.NanosFieldNumber << 3 | N;
        var outer = wire.Enter();
        while (wire.Next())
        {
            switch (wire.Tag)
            {
                case Seconds: seconds = (long)wire.ReadNumber(); break;
                case Nanos: nanos = (int)wire.ReadNumber(); break;
                default: wire.Skip(); break;
            }
        }
        wire.Leave(outer);
    }

    private readonly void Text(ref WireReader wire, TextField field) => batch.SetInput(item, field, wire.ReadText());
}
