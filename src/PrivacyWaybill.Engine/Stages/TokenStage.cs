using PrivacyWaybill.Engine.Work;
using PrivacyWaybill.V1;
using PrivacyWaybill.Vault.Tokens;

namespace PrivacyWaybill.Engine.Stages;

/// <summary>Part of stage <c>sealing</c>: a token for each party of every waybill that is stored. One cipher pass a batch.</summary>
internal static class TokenStage
{
    public static void Issue(BatchWork work)
    {
        var batch = work.Batch;
        var (ids, parties) = (work.TokenIds, work.TokenParties);
        var count = 0;
        for (var i = 0; i < batch.Count; i++)
        {
            if (!IsStored(batch.Items[i])) continue;
            (ids[count], parties[count++]) = (work.Ids[i], TokenParty.Sender);
            (ids[count], parties[count++]) = (work.Ids[i], TokenParty.Recipient);
        }
        if (count == 0) return;
        var room = batch.OutputRoom(count * TokenCipher.TokenLength);
        work.Vault.Tokens.Encode(work.Caller.Partner, ids.AsSpan(0, count), parties.AsSpan(0, count), room);
        foreach (ref var item in batch.Items)
        {
            if (!IsStored(item)) continue;
            item.Sender.Token = batch.Commit(TokenCipher.TokenLength);
            item.Recipient.Token = batch.Commit(TokenCipher.TokenLength);
        }
    }

    private static bool IsStored(in Batches.WaybillItem item) => item.Code == ItemCode.Ok || item.IsStoredOtherwise;
}
