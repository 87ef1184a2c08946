using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Wire;

/// <summary>Writes the <c>WaybillResult</c> of an item.</summary>
internal static class ResultWriter
{
    private const uint Seconds = Google.Protobuf.WellKnownTypes.Timestamp.SecondsFieldNumber;
    private const uint Nanos = Google.Protobuf.WellKnownTypes.Duration.NanosFieldNumber;

    public static void Write(WireWriter to, uint field, WaybillBatch batch, int i)
    {
        ref readonly var item = ref batch.Items[i];
        var result = to.Begin(field, 2);
        to.Text(WaybillResult.ObjectIdFieldNumber, batch.Output(i, TextField.ObjectId));
        Status(to, item);
        if (item.IsMasked)
        {
            Party(to, WaybillResult.SenderFieldNumber, batch, i, TextField.SenderName, item.Sender);
            Party(to, WaybillResult.RecipientFieldNumber, batch, i, TextField.RecipientName, item.Recipient);
            to.Text(WaybillResult.GoodsFieldNumber, batch.Output(i, TextField.Goods));
            to.Text(WaybillResult.RemarkFieldNumber, batch.Output(i, TextField.Remark));
            to.Text(WaybillResult.RouteLabelFieldNumber, batch.Output(i, TextField.RouteLabel));
            to.Truth(WaybillResult.ReplayedFieldNumber, item.Replayed);
        }
        to.Number(WaybillResult.VersionFieldNumber, item.Version);
        if (item.Code == ItemCode.Ok) to.Number(WaybillResult.DurabilityFieldNumber, (ulong)batch.Durability);
        Warnings(to, batch, item.FirstWarning);
        if (item.IsMasked) to.Text(WaybillResult.ProfileFieldNumber, batch.Output(i, TextField.Profile));
        to.Text(WaybillResult.RuleSetVersionFieldNumber, batch.Profiles.RuleSetVersionBytes);
        if (item.IsMasked)
        {
            to.Truth(WaybillResult.NonCompliantFieldNumber, item.NonCompliant);
            to.Text(WaybillResult.SealedRecordFieldNumber, batch.Output(item.SealedRecord));
            to.Truth(WaybillResult.RelabelRequiredFieldNumber, item.RelabelRequired);
        }
        to.End(result);
    }

    public static void Duration(WireWriter to, uint field, TimeSpan span)
    {
        var duration = to.Begin(field, 1);
        to.Number(Seconds, (ulong)(span.Ticks / TimeSpan.TicksPerSecond));
        to.Number(Nanos, (ulong)(span.Ticks % TimeSpan.TicksPerSecond * TimeSpan.NanosecondsPerTick));
        to.End(duration);
    }

    private static void Status(WireWriter to, in WaybillItem item)
    {
        var status = to.Begin(WaybillResult.StatusFieldNumber, 1);
        to.Number(ItemStatus.CodeFieldNumber, (ulong)item.Code);
        to.Text(ItemStatus.FieldFieldNumber, item.Field);
        to.Text(ItemStatus.RemedyFieldNumber, item.Remedy);
        to.Truth(ItemStatus.RetryableFieldNumber, item.IsRetryable);
        to.End(status);
    }

    private static void Party(WireWriter to, uint field, WaybillBatch batch, int i, TextField first, in PartyOutcome outcome)
    {
        var party = to.Begin(field, 2);
        to.Text(PartyResult.NameFieldNumber, Text(PartyField.Name));
        to.Text(PartyResult.MobileFieldNumber, Text(PartyField.Mobile));
        to.Text(PartyResult.LandlineFieldNumber, Text(PartyField.Landline));
        to.Text(PartyResult.CompanyFieldNumber, Text(PartyField.Company));
        var address = to.Begin(PartyResult.AddressFieldNumber, 1);
        to.Text(Address.TextFieldNumber, Text(PartyField.AddressText));
        to.Text(Address.ProvinceFieldNumber, Text(PartyField.Province));
        to.Text(Address.CityFieldNumber, Text(PartyField.City));
        to.Text(Address.DistrictFieldNumber, Text(PartyField.District));
        to.Text(Address.TownFieldNumber, Text(PartyField.Town));
        to.Text(Address.DetailFieldNumber, Text(PartyField.Detail));
        to.End(address);
        to.Text(PartyResult.PlatformNumberFieldNumber, Text(PartyField.PlatformNumber));
        to.Text(PartyResult.PlatformReferenceFieldNumber, Text(PartyField.PlatformReference));
        if (outcome.HasNumber) Number(to, batch, outcome);
        to.Text(PartyResult.TokenFieldNumber, batch.Output(outcome.Token));
        to.Text(PartyResult.PseudonymFieldNumber, batch.Output(outcome.Pseudonym));
        to.End(party);

        ReadOnlySpan<byte> Text(PartyField of) => batch.Output(i, first + (byte)of);
    }

    private static void Number(WireWriter to, WaybillBatch batch, in PartyOutcome outcome)
    {
        var number = to.Begin(PartyResult.VirtualNumberFieldNumber, 1);
        to.Text(VirtualNumber.MainNumberFieldNumber, batch.Output(outcome.MainNumber));
        to.Text(VirtualNumber.ExtensionFieldNumber, batch.Output(outcome.Extension));
        to.Text(VirtualNumber.DisplayFieldNumber, batch.Output(outcome.Display));
        var end = to.Begin(VirtualNumber.ExpireTimeFieldNumber, 1);
        to.Number(Seconds, outcome.ExpiresAt);
        to.End(end);
        to.End(number);
    }

    /// <summary>In the order in which they were given; they are chained the other way round.</summary>
    private static void Warnings(WireWriter to, WaybillBatch batch, int newest)
    {
        if (newest < 0) return;
        var given = batch.Warning(newest);
        Warnings(to, batch, given.Next);
        var warning = to.Begin(WaybillResult.WarningsFieldNumber, 1);
        to.Number(Warning.CodeFieldNumber, (ulong)given.Code);
        to.Text(Warning.FieldFieldNumber, given.Field);
        to.Number(Warning.ReasonFieldNumber, (ulong)given.Reason);
        to.End(warning);
    }
}
