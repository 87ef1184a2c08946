using Google.Protobuf.WellKnownTypes;
using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.Numbers;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Wire;

/// <summary>Reads imports into batches and writes batches as their answers.</summary>
public static class ImportCodec
{
    /// <summary>Reads a batch of 1 to 1,000 bindings.</summary>
    public static void Read(ImportBindingsRequest request, WaybillBatch batch)
    {
        batch.Reset(request.Bindings.Count);
        batch.BatchId = request.BatchId;
        var given = batch.Given = new GivenNumbers(batch.Count);
        for (var i = 0; i < batch.Count; i++)
        {
            var binding = request.Bindings[i];
            var waybill = binding.Waybill ?? new Waybill();
            GeneratedBatchCodec.Read(waybill, batch, i);
            if (waybill.SenderNumber is not null || waybill.RecipientNumber is not null) given.AskForMore(i);
            batch.Items[i].SenderNumber = Read(binding.SenderNumber, given, i, PartyRole.Sender);
            batch.Items[i].RecipientNumber = Read(binding.RecipientNumber, given, i, PartyRole.Recipient);
        }
    }

    /// <summary>The answer to a batch that is done.</summary>
    public static ImportBindingsResponse Write(WaybillBatch batch)
    {
        var response = new ImportBindingsResponse { BatchId = batch.BatchId };
        for (var i = 0; i < batch.Count; i++) response.Results.Add(GeneratedBatchCodec.Result(batch, i));
        if (batch.RetryDelay > TimeSpan.Zero) response.RetryDelay = Duration.FromTimeSpan(batch.RetryDelay);
        return response;
    }

    private static NumberWish Read(ImportedNumber? number, GivenNumbers given, int item, PartyRole party)
    {
        if (number is null) return new NumberWish { Scope = NumberScope.None };
        var isRead = NumberText.TryParse(number.Number, number.Extension, out var parsed);
        given.Give(item, party, isRead ? parsed : default);
        // Without an expiry it is one of 1970, which is refused.
        return new NumberWish { Scope = NumberScope.Waybill, Validity = NumberValidity.Until, Seconds = number.ExpireTime?.Seconds ?? 0 };
    }
}
