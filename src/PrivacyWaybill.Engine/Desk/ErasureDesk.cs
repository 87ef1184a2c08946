using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Numbers;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Desk;

/// <summary>
/// Erases shipments, each with all that continue it or that it continues: by compare-and-set a <see cref="Tombstone"/> takes
/// the place of every record. What was read before that loses its own compare-and-set.
/// </summary>
public sealed class ErasureDesk
{
    private readonly VaultWorkers _workers;
    private readonly RecordRounds _rounds;
    private readonly RecordEraser _eraser;
    private readonly GroupErasure _groups;

    /// <summary>A desk over the engine's parts.</summary>
    public ErasureDesk(EngineParts engine, NumberPoolOptions numbers, VaultWorkers workers)
    {
        (_workers, _rounds, _eraser) = (workers, new RecordRounds(engine, workers), new RecordEraser(engine, numbers, workers));
        _groups = new GroupErasure(engine, _rounds, _eraser, new UnwrittenMembers(engine, workers));
    }

    /// <summary>One answer a shipment, in order.</summary>
    public async Task<Erasure[]> EraseAsync(Caller caller, IReadOnlyList<ShipmentReference> shipments)
    {
        var answers = new Erasure[shipments.Count];
        var located = Locate(caller, shipments, answers);
        // Of a shipment that is gone, what continues it may be there still.
        var members = located.ToDictionary(static l => l.Item, Gone);
        var named = located.ToDictionary(static l => l.Item);
        await _rounds.RunAsync(caller, located, async records =>
        {
            await _eraser.EraseAsync(caller, records.FindAll(record => record.Items.Exists(item => IsProven(record, named[item]))));
            foreach (var record in records)
            {
                foreach (var item in record.Items)
                {
                    answers[item] = IsProven(record, named[item]) ? RecordEraser.Outcome(record) : new Erasure(Found.No);
                    if (answers[item].Found == Found.Yes) members[item] = [new GroupMember(record.Header.Link?.Root ?? record.Id, record.Id)];
                }
            }
        }, (item, found) => answers[item] = new Erasure(found));
        await EraseGroupsAsync(caller, members, answers);
        return answers;
    }

    private List<LocatedItem> Locate(Caller caller, IReadOnlyList<ShipmentReference> shipments, Erasure[] answers)
    {
        var located = new List<LocatedItem>(shipments.Count);
        using var lease = _workers.Rent();
        for (var s = 0; s < shipments.Count; s++)
        {
            if (ShipmentLocator.TryLocate(lease.Worker, caller, shipments[s], s, out var record, out _)) located.Add(record);
            else answers[s] = new Erasure(Found.InvalidReference);
        }
        return located;
    }

    /// <summary>A waybill number names a record of the caller's tenant and no other; a token, or a piece's parent, has to be proved.</summary>
    private static bool IsProven(RecordOnDesk record, in LocatedItem named) => record.Opens || named.IsByNumber && (named.Id == record.Id || named.Other == record.Id);

    /// <summary>The groups that a shipment without a record may be the root of: under either naming key while they change.</summary>
    private static GroupMember[] Gone(LocatedItem located) =>
        located.Other is { } other ? [new GroupMember(located.Id, located.Id), new GroupMember(other, other)] : [new GroupMember(located.Id, located.Id)];

    private async Task EraseGroupsAsync(Caller caller, Dictionary<int, GroupMember[]> members, Erasure[] answers)
    {
        var asked = members.Where(m => answers[m.Key].Found is Found.Yes or Found.No).SelectMany(static m => m.Value.Select(member => (Item: m.Key, Member: member))).ToList();
        var outcomes = await _groups.EraseAsync(caller, asked.Select(static a => a.Member.Root), asked.Where(a => answers[a.Item].Found == Found.Yes).Select(static a => a.Member));
        foreach (var (item, member) in asked)
        {
            if (answers[item].Found == Found.Unavailable) continue;
            var outcome = outcomes[member.Root];
            var isMore = answers[item].Found == Found.Yes ? outcome is Found.Unavailable or Found.Unreadable : outcome is Found.Unavailable or Found.Yes;
            if (isMore) answers[item] = new Erasure(outcome);
        }
    }
}
