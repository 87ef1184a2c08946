using PrivacyWaybill.Vault.Records;
using StackExchange.Redis;

namespace PrivacyWaybill.Vault.Store;

/// <summary>
/// The forward direction of linked records: under the root of a chain of shipments, the ids of all that continue it. Key 'g'
/// and the root's id, a set; there are none for shipments that nothing continues. A record joins before it is written and
/// whenever it is written again, so a group may name a record that was never written, but never lacks one that was, and
/// lasts as long as the longest-lived of them. A member counts only if its record names the root
/// (<see cref="RecordLink.Root"/>). Safe for concurrent use.
/// </summary>
public sealed class ShipmentGroup
{
    /// <summary>
    /// Most records that continue one shipment, directly or one through the other. An erasure and a prolongation look at all,
    /// at up to 6 KiB each.
    /// </summary>
    public const int Most = 1_000;

    private readonly RecordSets _sets;

    /// <summary>Groups behind a connection, as <see cref="RecordStore"/> takes it.</summary>
    /// <param name="database">The connection.</param>
    /// <param name="deadline">How long a batch's answers are waited for.</param>
    /// <param name="time">The clock of the deadline; the system's if null.</param>
    public ShipmentGroup(IDatabase database, TimeSpan deadline, TimeProvider? time = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(deadline, TimeSpan.Zero);
        _sets = new RecordSets(Most, database, deadline, time ?? TimeProvider.System);
    }

    /// <summary>The key of a group: 'g' and the root's id.</summary>
    public static RedisKey Key(in RecordId root) => RecordKeys.Of('g', root);

    /// <summary>Adds records to their groups. Adding one again is no change, but for how long the group lasts.</summary>
    /// <param name="entries">The records.</param>
    /// <returns>One outcome an entry; one that is in its group already always has room.</returns>
    public Task<JoinOutcome[]> JoinAsync(IReadOnlyList<GroupEntry> entries) =>
        _sets.JoinAsync([.. entries.Select(static e => (Key(e.Root), e.Member, e.Expiry))]);

    /// <summary>All that continue the shipments, without the roots themselves.</summary>
    /// <param name="roots">The first shipments of chains; one that nothing continues has no members.</param>
    /// <returns>One list a root; null where the store did not answer.</returns>
    public Task<IReadOnlyList<RecordId>?[]> MembersAsync(IReadOnlyList<RecordId> roots) => _sets.MembersAsync([.. roots.Select(static r => Key(r))]);
}
