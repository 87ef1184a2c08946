using System.Security.Cryptography;
using PrivacyWaybill.Engine.Content;
using PrivacyWaybill.Engine.Stages;
using PrivacyWaybill.Masking;
using PrivacyWaybill.Numbers;
using PrivacyWaybill.V1;
using PrivacyWaybill.Vault.Records;
using PrivacyWaybill.Vault.Store;

namespace PrivacyWaybill.Engine.Shipments;

/// <summary>
/// Reads the numbers of other shipments that a person may have kept, in both directions: the owner's record names the
/// number, its page names the owner, and the owner's party has the person's phone.
/// </summary>
internal sealed class NumberOwners(RecordStore store, NumberDirectory directory, NumberPlan plan, TimeProvider time)
{
    /// <summary>One answer a question, in two round trips together.</summary>
    public async ValueTask<OwnerAnswer[]> AskAsync(RecordSealer sealer, string tenant, IReadOnlyList<OwnerQuestion> questions)
    {
        var answers = new OwnerAnswer[questions.Count];
        var values = new ReadResult[questions.Count];
        await store.ReadAsync(questions.Select(q => q.Owner).ToArray(), values);
        var live = Judge(sealer, tenant, questions, values, answers);
        if (live.Count == 0) return answers;

        var places = live.ConvertAll(l => new NumberRef(answers[l].Number.Segment, answers[l].Number.Sequence)).ToArray();
        var entries = await directory.ReadAsync(places);
        var printed = new ExtendedNumber[places.Length];
        plan.Describe(places, printed);
        for (var e = 0; e < entries.Length; e++)
        {
            ref var answer = ref answers[live[e]];
            if (entries[e].State == PageEntryState.Unavailable) answer = default;
            else if (printed[e].MainDigits == 0 || !entries[e].Confirms(questions[live[e]].Owner.AsSpan(), answer.Number.LeaseId)) answer = new OwnerAnswer(OwnerState.Expired);
            else answer = answer with { Printed = printed[e] };
        }
        return answers;
    }

    /// <summary>Whether a content's party has this phone.</summary>
    public static bool HasPhone(ReadOnlySpan<byte> content, PartyRole party, ReadOnlySpan<byte> phone)
    {
        Span<byte> digits = stackalloc byte[PhoneText.MaxDigits];
        return TryFindPhone(content, party, digits, out var length) && digits[..length].SequenceEqual(phone);
    }

    /// <summary>The phone of a content's party, as digits.</summary>
    public static bool TryFindPhone(ReadOnlySpan<byte> content, PartyRole party, Span<byte> digits, out int length)
    {
        ReadOnlySpan<byte> mobile = default, landline = default;
        var reader = new ContentReader(content);
        while (reader.Next())
        {
            if (reader.Field == Batches.TextFields.Of(party, Batches.PartyField.Mobile)) mobile = reader.Text;
            if (reader.Field == Batches.TextFields.Of(party, Batches.PartyField.Landline)) landline = reader.Text;
        }
        return Reachability.TryFindPhone(mobile, landline, digits, out length);
    }

    /// <summary>Answers by the records alone, and returns those whose pages have to agree.</summary>
    private List<int> Judge(RecordSealer sealer, string tenant, IReadOnlyList<OwnerQuestion> questions, ReadResult[] values, OwnerAnswer[] answers)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var named = new List<(int Question, RecordHeader Header, ReadOnlyMemory<byte> Sealed)>();
        for (var q = 0; q < values.Length; q++)
        {
            if (values[q].Outcome is not (ReadOutcome.Found or ReadOutcome.Missing)) continue;
            answers[q] = new OwnerAnswer(OwnerState.Over);
            if (values[q].Outcome == ReadOutcome.Missing || RecordHeader.Read(values[q].Value.Span, out var header, out var content) != RecordFault.None) continue;
            var number = NumberCheck.NumberOf(header, questions[q].Party);
            if (header.State != RecordState.Live || header.RetainUntil <= now || number.State == NumberState.Released) continue;
            if (!number.Exists || number.ExpiresAt <= now) answers[q] = new OwnerAnswer(OwnerState.Expired);
            else named.Add((q, header, values[q].Value[^content.Length..]));
        }
        var live = new List<int>(named.Count);
        if (named.Count == 0) return live;
        var contents = SealedContents.Open(sealer, tenant, named.ConvertAll(n => (questions[n.Question].Owner, n.Header.SealingKeyId, n.Sealed)));
        for (var n = 0; n < contents.Length; n++)
        {
            var (q, header, _) = named[n];
            if (contents[n] is not { } opened) continue;
            if (HasPhone(opened, questions[q].Party, questions[q].Phone))
            {
                answers[q] = new OwnerAnswer(OwnerState.Live, NumberCheck.NumberOf(header, questions[q].Party));
                live.Add(q);
            }
            CryptographicOperations.ZeroMemory(opened);
        }
        return live;
    }
}
