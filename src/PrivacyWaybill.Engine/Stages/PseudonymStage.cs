using System.Text;
using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.Engine.Stores;
using PrivacyWaybill.Engine.Work;
using PrivacyWaybill.Masking;
using PrivacyWaybill.V1;
using PrivacyWaybill.Vault.Tokens;

namespace PrivacyWaybill.Engine.Stages;

/// <summary>Part of stage <c>sealing</c>: pseudonyms of mobile numbers, for the few who ask and may.</summary>
internal sealed class PseudonymStage(PseudonymLedger ledger)
{
    public async ValueTask IssueAsync(BatchWork work)
    {
        var wanted = Collect(work);
        if (wanted.Count == 0) return;
        var refusal = await ledger.RefusesAsync(work.Caller, [.. wanted.Select(w => w.Pseudonym).Distinct()]);
        foreach (var (item, party, pseudonym) in wanted)
        {
            if (refusal is { } isCapReached)
            {
                work.Batch.Warn(item, isCapReached ? WarningCode.PseudonymCapReached : WarningCode.PseudonymNotGranted, TextField.PseudonymPurpose);
                continue;
            }
            Encoding.ASCII.GetBytes(pseudonym, work.Batch.OutputRoom(PseudonymCipher.PseudonymLength));
            NumberOutput.Of(ref work.Batch.Items[item], party).Pseudonym = work.Batch.Commit(PseudonymCipher.PseudonymLength);
        }
    }

    private static List<(int Item, PartyRole Party, string Pseudonym)> Collect(BatchWork work)
    {
        var wanted = new List<(int, PartyRole, string)>();
        for (var i = 0; i < work.Batch.Count; i++)
        {
            if (work.Batch.Items[i].Code != ItemCode.Ok || work.Batch.Input(i, TextField.PseudonymPurpose).IsEmpty) continue;
            var purpose = Encoding.ASCII.GetString(work.Batch.Input(i, TextField.PseudonymPurpose));
            foreach (var party in (ReadOnlySpan<PartyRole>)[PartyRole.Sender, PartyRole.Recipient])
                if (Make(work, i, party, purpose) is { } pseudonym) wanted.Add((i, party, pseudonym));
        }
        return wanted;
    }

    private static string? Make(BatchWork work, int i, PartyRole party, string purpose)
    {
        Span<byte> digits = stackalloc byte[PhoneText.MaxDigits];
        if (!PhoneText.TryNormalise(work.Batch.Input(i, TextFields.Of(party, PartyField.Mobile)), digits, out var length)) return null;
        Span<byte> pseudonym = stackalloc byte[PseudonymCipher.PseudonymLength];
        Span<bool> made = stackalloc bool[1];
        var count = work.Vault.Pseudonyms.Encode(work.Caller.Tenant, work.Caller.Partner, purpose, digits[..length], [length], pseudonym, made);
        return count == 1 ? Encoding.ASCII.GetString(pseudonym) : null;
    }
}
