using PrivacyWaybill.Vault.Keys;
using PrivacyWaybill.Vault.Records;

namespace PrivacyWaybill.Engine.Work;

/// <summary>What a batch hands on while naming keys change: both names of each item's shipment.</summary>
internal sealed class NamingWork(NamingChange change, byte activeEpoch)
{
    /// <summary>How far the change has come.</summary>
    public NamingPhase Phase => change.Phase;

    /// <summary>The ids that the active key gives.</summary>
    public RecordId[] Active { get; private set; } = [];

    /// <summary>The ids that the other key gives.</summary>
    public RecordId[] Other { get; private set; } = [];

    /// <summary>The items whose place turned out to be claimed, so that they are to be created under the other key.</summary>
    public bool[] HasMoved { get; private set; } = [];

    /// <summary>Whether those are created now.</summary>
    public bool IsFollowing { get; set; }

    /// <summary>Of two records of one waybill, which none should have, the one under the older key counts.</summary>
    public bool IsOtherOlder => change.Epoch < activeEpoch;

    public void Begin(int count)
    {
        EndFollowing();
        if (Active.Length < count) (Active, Other, HasMoved) = (new RecordId[count], new RecordId[count], new bool[count]);
    }

    public void EndFollowing()
    {
        IsFollowing = false;
        HasMoved.AsSpan().Clear();
    }

    public bool IsOfEvenEpoch(in RecordId id, int item) => (id == Other[item] ? change.Epoch : activeEpoch) % 2 == 0;
}
