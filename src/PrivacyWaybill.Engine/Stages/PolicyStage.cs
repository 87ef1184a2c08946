using System.Buffers;
using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Shipments;
using PrivacyWaybill.Masking;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Stages;

/// <summary>
/// Stage <c>policy</c>: limits and forms, and who may do what. Ends each item that is out of line with an error that
/// names the field and the remedy, never the value, and settles what was left to defaults.
/// </summary>
internal sealed class PolicyStage(EngineOptions options, SegmentNames segments, TimeProvider time)
{
    /// <summary>A number's expiry lies at least this far ahead: what a telephony switch can act on.</summary>
    private static readonly TimeSpan ShortestValidity = TimeSpan.FromSeconds(60);

    private const int LongestCity = 48;

    private static readonly SearchValues<byte> Graphic = SearchValues.Create([.. Enumerable.Range(0x21, 0x5E).Select(i => (byte)i)]);
    private static readonly SearchValues<byte> GraphicAndSpace = SearchValues.Create([.. Enumerable.Range(0x20, 0x5F).Select(i => (byte)i)]);
    private static readonly SearchValues<byte> PurposeBytes = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-"u8);

    private static readonly TextField[] Links =
        [TextField.ParentWaybillNo, TextField.ReturnOf, TextField.RedirectOf, TextField.ReplacementOf];

    private static readonly PartyField[] Address =
        [PartyField.AddressText, PartyField.Province, PartyField.City, PartyField.District, PartyField.Town, PartyField.Detail];

    private static readonly PartyField[] Contents = [PartyField.Name, PartyField.Mobile, PartyField.Landline, PartyField.Company, .. Address];

    private static readonly TextFieldSet SenderAddress = Of(PartyRole.Sender, Address), RecipientAddress = Of(PartyRole.Recipient, Address),
        SenderContents = Of(PartyRole.Sender, Contents), RecipientContents = Of(PartyRole.Recipient, Contents), LinkFields = TextFieldSet.Of(Links);

    private readonly byte[] _defaultProfile = System.Text.Encoding.ASCII.GetBytes(options.DefaultProfile);

    public void Check(WaybillBatch batch, Caller caller)
    {
        batch.Profiles = options.Profiles.Current;
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        for (var i = 0; i < batch.Count; i++)
        {
            ref var item = ref batch.Items[i];
            if (ObjectId(batch, i, ref item)
                && Lengths(batch, i, ref item)
                && Opaque(batch, i, ref item)
                && Numbers(batch, i, ref item)
                && Parties(batch, i, ref item)
                && Choices(batch, i, ref item, caller))
            {
                _ = Wish(batch, i, ref item, ref item.SenderNumber, PartyRole.Sender, NumberScope.None, now)
                    && Wish(batch, i, ref item, ref item.RecipientNumber, PartyRole.Recipient, NumberScope.Waybill, now);
            }
        }
    }

    /// <summary>First of all, because an item that fails by another field is told by it.</summary>
    private static bool ObjectId(WaybillBatch batch, int i, ref WaybillItem item)
    {
        if (batch.Input(i, TextField.ObjectId).Length > TextFields.Limit(TextField.ObjectId))
            item.Fail(ItemCode.FieldTooLong, TextField.ObjectId, TextFields.TooLong(TextField.ObjectId));
        if (!item.IsOpen || !IsOpaque(batch, i, TextField.ObjectId, Graphic, ref item)) return false;
        Echo(batch, i, TextField.ObjectId);
        return true;
    }

    private static bool Lengths(WaybillBatch batch, int i, ref WaybillItem item)
    {
        foreach (var field in batch.Present(i))
        {
            if (batch.Input(i, field).Length <= TextFields.Limit(field)) continue;
            item.Fail(ItemCode.FieldTooLong, field, TextFields.TooLong(field));
            return false;
        }
        return true;
    }

    /// <summary>What passes through untouched must not be able to carry a phone.</summary>
    private static bool Opaque(WaybillBatch batch, int i, ref WaybillItem item) =>
        IsOpaque(batch, i, TextField.RouteLabel, GraphicAndSpace, ref item)
        && IsOpaque(batch, i, TextFields.Of(PartyRole.Sender, PartyField.PlatformReference), Graphic, ref item)
        && IsOpaque(batch, i, TextFields.Of(PartyRole.Recipient, PartyField.PlatformReference), Graphic, ref item);

    private static bool IsOpaque(WaybillBatch batch, int i, TextField field, SearchValues<byte> allowed, ref WaybillItem item)
    {
        var text = batch.Input(i, field);
        if (text.IsEmpty) return true;
        if (text.ContainsAnyExcept(allowed))
            item.Fail(ItemCode.InvalidFormat, field, "must be printable ASCII; take out other characters");
        else if (PhoneSweep.ContainsPhone(text))
            item.Fail(ItemCode.PersonalDataInOpaqueField, field, "holds what looks like a phone number; this field is not masked, so take it out");
        return item.IsOpen;
    }

    private static bool Numbers(WaybillBatch batch, int i, ref WaybillItem item)
    {
        var number = batch.Input(i, TextField.WaybillNo);
        if (number.IsEmpty)
        {
            item.Fail(ItemCode.MissingField, TextField.WaybillNo, "a waybill needs its number");
            return false;
        }
        if (!IsWaybillNumber(number, TextField.WaybillNo, ref item)) return false;
        var isLinked = false;
        foreach (var link in batch.Present(i) & LinkFields)
        {
            if (!IsWaybillNumber(batch.Input(i, link), link, ref item)) return false;
            isLinked = true;
        }
        // Without links and hyphens it is no more than a number.
        return (!isLinked && !number.Contains((byte)'-')) || LinkRules.Check(batch, i, ref item);
    }

    private static bool IsWaybillNumber(ReadOnlySpan<byte> number, TextField field, ref WaybillItem item)
    {
        var fault = WaybillNumber.Validate(number);
        if (fault == WaybillNumberFault.None) fault = WaybillNumber.Validate(ShipmentIdentity.Of(number));
        switch (fault)
        {
            case WaybillNumberFault.None:
                return true;
            case WaybillNumberFault.WrongCheckDigit:
                item.Fail(ItemCode.InvalidFormat, field, "has the form of UPU S10, but a wrong check digit; check it for a slip");
                return false;
            default:
                item.Fail(ItemCode.InvalidFormat, field, "must be 8 to 40 ASCII letters, digits or '-'");
                return false;
        }
    }

    private static bool Parties(WaybillBatch batch, int i, ref WaybillItem item) =>
        Party(batch, i, ref item, PartyRole.Sender, "sender") && Party(batch, i, ref item, PartyRole.Recipient, "recipient");

    private static bool Party(WaybillBatch batch, int i, ref WaybillItem item, PartyRole party, string path)
    {
        var address = 0;
        foreach (var field in batch.Present(i) & (party == PartyRole.Sender ? SenderAddress : RecipientAddress)) address += batch.Input(i, field).Length;
        if ((batch.Present(i) & (party == PartyRole.Sender ? SenderContents : RecipientContents)).IsEmpty)
            item.Fail(ItemCode.EmptyParty, path, "give at least one of name, mobile, landline, company and address");
        else if (address > TextFields.AddressLimit)
            item.Fail(ItemCode.FieldTooLong, path + ".address", "all address fields together are longer than 600 bytes of UTF-8; shorten them");
        return item.IsOpen;
    }

    private bool Choices(WaybillBatch batch, int i, ref WaybillItem item, Caller caller)
    {
        var profile = batch.Input(i, TextField.Profile);
        if (profile.IsEmpty) profile = _defaultProfile;
        if (!batch.Profiles.TryGet(profile, out _))
            item.Fail(ItemCode.UnknownProfile, TextField.Profile, "no such profile on this server; leave it empty for the default");
        else if (!batch.Input(i, TextField.ExemptionGrant).IsEmpty)
            item.Fail(ItemCode.GrantRequired, TextField.ExemptionGrant, "no grant of this id is registered; leave it empty to have the waybill masked");
        else if (item.LabelScope is LabelScope.International or LabelScope.Customs)
            item.Fail(ItemCode.GrantRequired, "label_scope", "international and customs labels need a registered grant");
        else if (!Enum.IsDefined(item.LabelScope))
            item.Fail(ItemCode.InvalidFormat, "label_scope", "not a value of LabelScope");
        else if (!Enum.IsDefined(item.WriteMode))
            item.Fail(ItemCode.InvalidFormat, "write_mode", "not a value of WriteMode");
        else if (item.WriteMode == WriteMode.Update)
            Update(ref item, caller);
        if (!item.IsOpen) return false;

        profile.CopyTo(batch.OutputRoom(profile.Length));
        batch.Commit(i, TextField.Profile, profile.Length);
        return Pseudonyms(batch, i, ref item, caller);
    }

    private void Update(ref WaybillItem item, Caller caller)
    {
        if (!caller.May(Roles.Update))
            item.Fail(ItemCode.PermissionDenied, "write_mode", "UPDATE needs a credential with the role 'update'");
        else if (item.ExpectedVersion == 0 && item.SourceEventTime == 0)
            item.Fail(ItemCode.MissingField, "update_condition", "UPDATE needs expected_version or source_event_time");
        else if (item.SourceEventTime < 0)
            item.Fail(ItemCode.InvalidFormat, "update_condition.source_event_time", "must lie after 1970");
        // Once stored, it would make all true events stale.
        else if (item.SourceEventTime > (time.GetUtcNow() + options.ClockMargin).ToUnixTimeMilliseconds())
            item.Fail(ItemCode.InvalidFormat, "update_condition.source_event_time", "lies in the future; it must be when the change happened");
    }

    private bool Pseudonyms(WaybillBatch batch, int i, ref WaybillItem item, Caller caller)
    {
        var purpose = batch.Input(i, TextField.PseudonymPurpose);
        if (purpose.IsEmpty) return true;
        if (purpose.ContainsAnyExcept(PurposeBytes))
        {
            item.Fail(ItemCode.InvalidFormat, TextField.PseudonymPurpose, "must be of [a-z0-9-]");
            return false;
        }
        if (caller.May(Roles.Pseudonymise) && options.PseudonymsPerDay > 0) return true;
        batch.Warn(i, WarningCode.PseudonymNotGranted, TextField.PseudonymPurpose);
        batch.ClearInput(i, TextField.PseudonymPurpose);
        return true;
    }

    private bool Wish(WaybillBatch batch, int i, ref WaybillItem item, ref NumberWish wish, PartyRole party, NumberScope otherwise, long now)
    {
        var path = party == PartyRole.Sender ? "sender_number" : "recipient_number";
        if (!Enum.IsDefined(wish.Scope))
        {
            item.Fail(ItemCode.InvalidFormat, path, "scope is not a value of NumberScope");
            return false;
        }
        wish.MayShare = item.Link != LinkKind.None && wish.Scope is (NumberScope.Unspecified or NumberScope.Shipment);
        if (wish.Scope == NumberScope.Unspecified) wish.Scope = otherwise;
        // A number that is kept is to last as long as one of its own would.
        if (!wish.IsWanted && !wish.MayShare) return true;

        var expiry = wish.Validity switch
        {
            NumberValidity.Until => wish.Seconds,
            NumberValidity.For => wish.Seconds > uint.MaxValue ? long.MaxValue : now + wish.Seconds,
            _ => now + (long)options.DefaultValidity.TotalSeconds,
        };
        if (expiry < now + (long)ShortestValidity.TotalSeconds)
            item.Fail(ItemCode.InvalidExpiry, path, "the expiry must lie at least 60 s ahead");
        else if (expiry > now + (long)options.MaximumValidity.TotalSeconds)
            item.Fail(ItemCode.InvalidExpiry, path, "the expiry lies beyond the longest validity (StreamHello.max_number_validity)");
        else if (!segments.IsKnown(batch.Input(i, TextFields.Of(party, PartyField.NumberSegment))))
            item.Fail(ItemCode.UnknownSegment, TextFields.Of(party, PartyField.NumberSegment), "no such segment on this server; leave it empty for any");
        else if (wish.City.Length == 0 || City(batch, i, ref item, ref wish, party))
            wish.ExpiresAt = (uint)expiry;
        return item.IsOpen;
    }

    private bool City(WaybillBatch batch, int i, ref WaybillItem item, ref NumberWish wish, PartyRole party)
    {
        var path = party == PartyRole.Sender ? "sender_number.city" : "recipient_number.city";
        wish.KnownCity = segments.FindCity(batch.Input(wish.City));
        if (wish.City.Length > LongestCity)
            item.Fail(ItemCode.FieldTooLong, path, "longer than 48 bytes of UTF-8; shorten it");
        else if (!batch.Input(i, TextFields.Of(party, PartyField.NumberSegment)).IsEmpty)
            item.Fail(ItemCode.InvalidFormat, path, "name a segment or a city, not both");
        else if (wish.CityOnly && wish.KnownCity is null)
            item.Fail(ItemCode.UnknownSegment, path, "no segment of this city on this server; leave city_strict out for any");
        return item.IsOpen;
    }

    private static TextFieldSet Of(PartyRole party, PartyField[] fields) => TextFieldSet.Of(fields.Select(f => TextFields.Of(party, f)));

    private static void Echo(WaybillBatch batch, int i, TextField field)
    {
        var text = batch.Input(i, field);
        if (text.IsEmpty) return;
        text.CopyTo(batch.OutputRoom(text.Length));
        batch.Commit(i, field, text.Length);
    }
}
