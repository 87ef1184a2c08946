using System.Buffers;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Wire;

/// <summary>The codec over the generated classes: plain, and the oracle of a faster one.</summary>
public sealed class GeneratedBatchCodec : IBatchCodec
{
    /// <inheritdoc/>
    public void ReadBatch(ReadOnlySequence<byte> message, WaybillBatch batch)
    {
        batch.Reset(0);
        if (!TryParse(MaskWaybillsRequest.Parser, message, batch, out var request)) return;
        batch.BatchId = request.BatchId;
        if (request.Waybills.Count == 0)
        {
            Refusals.Empty(batch);
            return;
        }
        if (request.Waybills.Count > MessageLimits.BatchWaybills)
        {
            Refusals.TooMany(batch);
            return;
        }
        batch.Reset(request.Waybills.Count);
        batch.BatchId = request.BatchId;
        for (var i = 0; i < batch.Count; i++) Read(request.Waybills[i], batch, i);
    }

    /// <inheritdoc/>
    public void ReadSingle(ReadOnlySequence<byte> message, WaybillBatch batch)
    {
        batch.Reset(0);
        if (!TryParse(MaskWaybillRequest.Parser, message, batch, out var request)) return;
        batch.Reset(1);
        Read(request.Waybill ?? new Waybill(), batch, 0);
    }

    /// <inheritdoc/>
    public void WriteBatch(WaybillBatch batch)
    {
        var result = new BatchResult
        {
            BatchId = batch.BatchId,
            BatchSequence = batch.Sequence,
            Code = batch.Code,
            Remedy = batch.Remedy,
            RetryDelay = batch.RetryDelay > TimeSpan.Zero ? Duration.FromTimeSpan(batch.RetryDelay) : null,
        };
        for (var i = 0; i < batch.Count; i++) result.Results.Add(Result(batch, i));
        batch.Answer.Message(new MaskWaybillsResponse { Batch = result });
    }

    /// <inheritdoc/>
    public void WriteSingle(WaybillBatch batch) => batch.Answer.Message(new MaskWaybillResponse { Result = Result(batch, 0) });

    private static bool TryParse<T>(MessageParser<T> parser, ReadOnlySequence<byte> message, WaybillBatch batch, out T request)
        where T : class, IMessage<T>
    {
        request = null!;
        if (message.Length > MessageLimits.MessageBytes)
        {
            Refusals.TooLarge(batch);
            return false;
        }
        try
        {
            request = parser.ParseFrom(message);
            return true;
        }
        catch (InvalidProtocolBufferException)
        {
            // Its text is not passed on: it may quote the input.
            Refusals.Malformed(batch);
            return false;
        }
    }

    internal static void Read(Waybill waybill, WaybillBatch batch, int i)
    {
        ref var item = ref batch.Items[i];
        item.ShipmentEpoch = waybill.ShipmentEpoch;
        item.WriteMode = waybill.WriteMode;
        item.LabelScope = waybill.LabelScope;
        item.ReturnSealedRecord = waybill.ReturnSealedRecord;
        item.SenderNumber = Wish(waybill.SenderNumber, batch);
        item.RecipientNumber = Wish(waybill.RecipientNumber, batch);
        if (waybill.UpdateCondition is { } condition)
        {
            item.ExpectedVersion = condition.ExpectedVersion;
            if (condition.SourceEventTime is { } time) item.SourceEventTime = EventTime.Of(time.Seconds, time.Nanos);
        }

        Add(TextField.ObjectId, waybill.ObjectId);
        Add(TextField.WaybillNo, waybill.WaybillNo);
        Add(TextField.Goods, waybill.Goods);
        Add(TextField.Remark, waybill.Remark);
        Add(TextField.RouteLabel, waybill.RouteLabel);
        Add(TextField.Profile, waybill.Profile);
        Add(TextField.ExemptionGrant, waybill.ExemptionGrant);
        Add(TextField.PseudonymPurpose, waybill.PseudonymPurpose);
        if (waybill.Links is { } links)
        {
            item.Piece = links.Piece;
            item.LinkedEpoch = links.LinkedShipmentEpoch;
            Add(TextField.ParentWaybillNo, links.ParentWaybillNo);
            Add(TextField.ReturnOf, links.ReturnOf);
            Add(TextField.RedirectOf, links.RedirectOf);
            Add(TextField.ReplacementOf, links.ReplacementOf);
        }
        AddParty(PartyRole.Sender, waybill.Sender, waybill.SenderNumber);
        AddParty(PartyRole.Recipient, waybill.Recipient, waybill.RecipientNumber);

        void AddParty(PartyRole role, V1.Party? party, NumberRequest? number)
        {
            if (number is not null) Add(TextFields.Of(role, PartyField.NumberSegment), number.Segment);
            if (party is null) return;
            Add(TextFields.Of(role, PartyField.Name), party.Name);
            Add(TextFields.Of(role, PartyField.Mobile), party.Mobile);
            Add(TextFields.Of(role, PartyField.Landline), party.Landline);
            Add(TextFields.Of(role, PartyField.Company), party.Company);
            Add(TextFields.Of(role, PartyField.PlatformReference), party.PlatformReference);
            if (party.PlatformNumber is { } platform)
            {
                Add(TextFields.Of(role, PartyField.PlatformIssuer), platform.Issuer);
                Add(TextFields.Of(role, PartyField.PlatformNumber), platform.Number);
            }
            if (party.Address is { } address)
            {
                Add(TextFields.Of(role, PartyField.AddressText), address.Text);
                Add(TextFields.Of(role, PartyField.Province), address.Province);
                Add(TextFields.Of(role, PartyField.City), address.City);
                Add(TextFields.Of(role, PartyField.District), address.District);
                Add(TextFields.Of(role, PartyField.Town), address.Town);
                Add(TextFields.Of(role, PartyField.Detail), address.Detail);
            }
        }

        void Add(TextField field, string text)
        {
            if (text.Length > 0) Encoding.UTF8.GetBytes(text, batch.AddInput(i, field, Encoding.UTF8.GetByteCount(text)));
        }
    }

    private static NumberWish Wish(NumberRequest? request, WaybillBatch batch)
    {
        if (request is null) return default;
        var wish = new NumberWish { Scope = request.Scope, CityOnly = request.CityStrict };
        if (request.City.Length > 0) Encoding.UTF8.GetBytes(request.City, batch.AddInput(Encoding.UTF8.GetByteCount(request.City), out wish.City));
        if (request.ValidFor is { } span) (wish.Validity, wish.Seconds) = (NumberValidity.For, span.Seconds);
        else if (request.ExpireTime is { } time) (wish.Validity, wish.Seconds) = (NumberValidity.Until, time.Seconds);
        return wish;
    }

    internal static WaybillResult Result(WaybillBatch batch, int i)
    {
        ref readonly var item = ref batch.Items[i];
        var result = new WaybillResult
        {
            ObjectId = Text(TextField.ObjectId),
            Status = new ItemStatus
            {
                Code = item.Code,
                Field = item.Field,
                Remedy = item.Remedy,
                Retryable = item.IsRetryable,
            },
            Version = item.Version,
            RuleSetVersion = batch.Profiles.RuleSetVersion,
        };
        for (var w = batch.FirstWarning(i); w >= 0; w = batch.Warning(w).Next)
            result.Warnings.Insert(0, new Warning { Code = batch.Warning(w).Code, Field = batch.Warning(w).Field, Reason = batch.Warning(w).Reason });
        if (!item.IsMasked) return result;

        result.Sender = Party(PartyRole.Sender, item.Sender);
        result.Recipient = Party(PartyRole.Recipient, item.Recipient);
        result.Goods = Text(TextField.Goods);
        result.Remark = Text(TextField.Remark);
        result.RouteLabel = Text(TextField.RouteLabel);
        result.Profile = Text(TextField.Profile);
        result.NonCompliant = item.NonCompliant;
        result.Replayed = item.Replayed;
        result.RelabelRequired = item.RelabelRequired;
        if (item.Code == ItemCode.Ok) result.Durability = batch.Durability;
        if (item.SealedRecord.Length > 0) result.SealedRecord = ByteString.CopyFrom(batch.Output(item.SealedRecord));
        return result;

        string Text(TextField field) => Encoding.UTF8.GetString(batch.Output(i, field));

        PartyResult Party(PartyRole role, in PartyOutcome outcome)
        {
            var party = new PartyResult
            {
                Name = Text(TextFields.Of(role, PartyField.Name)),
                Mobile = Text(TextFields.Of(role, PartyField.Mobile)),
                Landline = Text(TextFields.Of(role, PartyField.Landline)),
                Company = Text(TextFields.Of(role, PartyField.Company)),
                PlatformNumber = Text(TextFields.Of(role, PartyField.PlatformNumber)),
                PlatformReference = Text(TextFields.Of(role, PartyField.PlatformReference)),
                Address = new Address
                {
                    Text = Text(TextFields.Of(role, PartyField.AddressText)),
                    Province = Text(TextFields.Of(role, PartyField.Province)),
                    City = Text(TextFields.Of(role, PartyField.City)),
                    District = Text(TextFields.Of(role, PartyField.District)),
                    Town = Text(TextFields.Of(role, PartyField.Town)),
                    Detail = Text(TextFields.Of(role, PartyField.Detail)),
                },
                Token = Ascii(outcome.Token),
                Pseudonym = Ascii(outcome.Pseudonym),
            };
            if (outcome.HasNumber)
            {
                party.VirtualNumber = new VirtualNumber
                {
                    MainNumber = Ascii(outcome.MainNumber),
                    Extension = Ascii(outcome.Extension),
                    Display = Ascii(outcome.Display),
                    ExpireTime = new Timestamp { Seconds = outcome.ExpiresAt },
                };
            }
            return party;
        }

        string Ascii(Slice slice) => Encoding.ASCII.GetString(batch.Output(slice));
    }
}
