using System.Buffers;
using PrivacyWaybill.LoadTest.Load;
using PrivacyWaybill.LoadTest.Targets;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.LoadTest.Verification;

/// <summary>
/// Decodes answers and holds them against what was sent: order, status, replay, tokens, numbers, and that every text is masked. It
/// uses the generated classes, not the server's codec, and the conformance checker, not the masker. For many threads.
/// </summary>
/// <param name="wrong">Counts what is found.</param>
/// <param name="acknowledged">Receives waybills of the answers, for calls and reveals; null if there are none of those.</param>
/// <param name="hasOwnPool">Whether the numbers come from the run's own pool, so that a city can be told from the number.</param>
/// <param name="life">How long numbers live, if some may be over before the run is.</param>
internal sealed class AnswerVerifier(WrongAnswers wrong, AcknowledgedWaybills? acknowledged, bool hasOwnPool, TimeSpan? life = null)
{
    // Answers to the waybills of one batch are alike: a few of each feed calls and reveals.
    private const int KeptOfABatch = 32;

    private readonly NumberSet _seen = new(life, TimeProvider.System);

    /// <summary>Checks the answer to a batch.</summary>
    public void Check(in ReadOnlySequence<byte> message, Flight flight)
    {
        var template = flight.Template;
        var batch = MaskWaybillsResponse.Parser.ParseFrom(message).Batch;
        wrong.Look(template.Count);
        if (batch is not { Code: BatchCode.Ok } || batch.Results.Count != template.Count)
        {
            wrong.Demand(false, WrongKind.Batch, template.Count);
            return;
        }
        for (var i = 0; i < template.Count; i++)
        {
            var (sent, result) = (template.Waybills[i], batch.Results[i]);
            wrong.Demand(result.ObjectId == sent.ObjectId, WrongKind.Order);
            if (!wrong.DemandOk(result.Status)) continue;
            wrong.Demand(MaskedTexts.Hold(sent, result), WrongKind.Masking);
            var isAgain = flight.Numbers.IsAgain(i);
            wrong.Demand(result.Replayed == isAgain, WrongKind.Replayed);
            Check(sent.Sender, result.Sender, sent.SenderNumber, result, isAgain, "sender");
            Check(sent.Recipient, result.Recipient, sent.RecipientNumber, result, isAgain, "recipient");
            if (i < KeptOfABatch) acknowledged?.Add(new AcknowledgedWaybill(template.NumberText(flight.Numbers[i]), sent, result.Recipient.VirtualNumber?.Display));
        }
    }

    /// <summary>Whether a phone is a plain mobile number, so that what has to become of it is beyond doubt.</summary>
    public static bool IsPlainMobile(string phone) => phone.Length == 11 && phone[0] == '1' && phone[1] >= '3' && phone.All(char.IsAsciiDigit);

    private void Check(Party sent, PartyResult result, NumberRequest asked, WaybillResult whole, bool isAgain, string field)
    {
        var isPlain = IsPlainMobile(sent.Mobile);
        wrong.Demand(result.Token.Length > 0, WrongKind.Token);
        wrong.Demand(!isPlain || result.Mobile.Length > 0 && result.Mobile != sent.Mobile, WrongKind.Unmasked);
        var number = result.VirtualNumber;
        if (asked.Scope == NumberScope.None) wrong.Demand(number is null, WrongKind.Number);
        else if (number is null) wrong.Demand(whole.Warnings.Any(w => w.Code == WarningCode.NoReachablePhone && w.Field.StartsWith(field, StringComparison.Ordinal)), WrongKind.Number);
        else
        {
            if (!isAgain) wrong.Demand(_seen.Add(number), WrongKind.NumberTwice);
            if (hasOwnPool && asked.City.Length > 0) wrong.Demand(NumberPoolFile.CityOf(number.MainNumber) == asked.City, WrongKind.City);
        }
    }
}
