using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.V1;
using PrivacyWaybill.Vault.Records;

namespace PrivacyWaybill.Engine.Desk;

/// <summary>
/// The records whose numbers a batch extends, as they are to be: who keeps such a number must live as long as it. A number
/// that was extended before counts too, so that what failed half way is completed by asking again.
/// </summary>
/// <param name="acts">How many acts the batch has.</param>
internal sealed class ExtendedOwners(int acts)
{
    private readonly (RecordId Id, RecordHeader Header)?[] _owners = new (RecordId, RecordHeader)?[acts];

    // The records that the caller named; a keeper's, perhaps.
    private readonly RecordId[] _asked = new RecordId[acts];

    /// <summary>Notes the records of the acts that extend, after they were considered; a later look takes the place of an earlier one.</summary>
    /// <param name="records">The records.</param>
    /// <param name="looked">What their items are indexes into.</param>
    /// <param name="actOf">The act of the batch that an index stands for; the same if null.</param>
    public void Look(List<RecordOnDesk> records, IReadOnlyList<NumberAct> looked, Func<int, int>? actOf = null)
    {
        foreach (var record in records)
        {
            foreach (var item in record.Items)
            {
                if (looked[item].Kind != NumberActKind.Extend) continue;
                _owners[actOf?.Invoke(item) ?? item] = (record.Id, record.Next is null ? record.Header : record.NextHeader);
                if (actOf is null) _asked[item] = record.Id;
            }
        }
    }

    /// <summary>Sees to those who keep the numbers; an act after which some may be left behind is answered as unavailable.</summary>
    public async Task SettleAsync(Caller caller, KeeperRetention retention, NumberAnswer[] answers)
    {
        Dictionary<RecordId, RecordHeader>? extended = null;
        for (var act = 0; act < answers.Length; act++)
            if (answers[act].Change == NumberChangeCode.Ok && _owners[act] is { } owner) (extended ??= [])[owner.Id] = owner.Header;
        if (extended is null) return;
        var (behind, versions) = await retention.LengthenAsync(caller, extended);
        for (var act = 0; act < answers.Length; act++)
        {
            if (_owners[act] is not { } owner) continue;
            if (answers[act].Change == NumberChangeCode.Ok && behind.Contains(owner.Id)) answers[act] = new NumberAnswer(Found.Unavailable);
            else if (versions.TryGetValue(_asked[act], out var version)) answers[act] = answers[act] with { Version = version };
        }
    }
}
