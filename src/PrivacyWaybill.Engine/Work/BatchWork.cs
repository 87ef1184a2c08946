using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.Engine.Content;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Shipments;
using PrivacyWaybill.Numbers;
using PrivacyWaybill.V1;
using PrivacyWaybill.Vault;
using PrivacyWaybill.Vault.Keys;
using PrivacyWaybill.Vault.Records;
using PrivacyWaybill.Vault.Store;
using PrivacyWaybill.Vault.Tokens;

namespace PrivacyWaybill.Engine.Work;

/// <summary>
/// The workbench of one batch: what the stages hand on to each other beside the batch itself, one place an item, and a
/// set of ciphers. Reused from batch to batch; belongs to one batch at a time.
/// </summary>
internal sealed class BatchWork(KeyRing keys, NumberPool numbers) : IDisposable
{
    // A few times what an ordinary batch needs: one of 4 MB is not paid for ever.
    private const int MostKept = 4 << 20;

    private readonly bool _isEvenEpoch = keys.ActiveNamingEpoch % 2 == 0;
    private readonly int[][] _claimOf = [[], []];
    private byte[] _contents = [];
    private byte[] _sealed = [];
    private int[] _ends = [];
    private int _written;

    /// <summary>The batch.</summary>
    public WaybillBatch Batch { get; private set; } = null!;

    /// <summary>Who sent it.</summary>
    public Caller Caller { get; private set; } = null!;

    /// <summary>Ciphers.</summary>
    public VaultWorker Vault { get; } = keys.CreateWorker();

    /// <summary>The record of each item: while naming keys change, under the key that was found to name it.</summary>
    public RecordId[] Ids { get; private set; } = [];

    /// <summary>What each item's shipment is named by the active key, whatever its record is named by.</summary>
    public RecordId[] Names => Change?.Active ?? Ids;

    /// <summary>The change of naming keys; null while there is none.</summary>
    public NamingWork? Change { get; } = keys.NamingChange is { } change ? new NamingWork(change, keys.ActiveNamingEpoch) : null;

    /// <summary>Whether a key of an even epoch names an item's record.</summary>
    public bool IsOfEvenEpoch(int i) => Change?.IsOfEvenEpoch(Ids[i], i) ?? _isEvenEpoch;

    /// <summary>For each item that names the same shipment as an earlier one: that one's index; -1 otherwise.</summary>
    public int[] SameAs { get; private set; } = [];

    /// <summary>Finds them.</summary>
    public Repetitions Repetitions { get; } = new();

    /// <summary>What the store holds of each item's shipment, as far as it was learnt; empty otherwise.</summary>
    public ReadOnlyMemory<byte>[] Stored { get; private set; } = [];

    /// <summary>For each item that was to be created, a claim that got no number; null otherwise.</summary>
    public UnservedClaim?[] Unserved { get; private set; } = [];

    /// <summary>Room for each item's waybill number, epoch and the like, for the stages' own use.</summary>
    public uint[] Epochs { get; private set; } = [];

    /// <summary>Some item continues another shipment.</summary>
    public bool HasLinks { get; set; }

    /// <summary>Some item is a piece whose own number does not lead to its shipment.</summary>
    public bool HasPieces { get; set; }

    /// <summary>Which items are created now: 0 for those that continue nothing, then by <see cref="LinkedItem.Turn"/>.</summary>
    public int Turn { get; set; }

    /// <summary>What was found out about items that continue others; only with <see cref="HasLinks"/>.</summary>
    public LinkedItem?[] Links { get; private set; } = [];

    /// <summary>The numbers that the batch is to get.</summary>
    public NumberClaims Claims { get; } = new(numbers);

    /// <summary>The bytes of the records to be written.</summary>
    public ValueBuffer Values { get; } = new();

    /// <summary>The records to be created.</summary>
    public RecordWrite[] Writes { get; private set; } = [];

    /// <summary>The item of each of <see cref="Writes"/>.</summary>
    public int[] WriteItems { get; private set; } = [];

    /// <summary>The answer to each of <see cref="Writes"/>.</summary>
    public CreateResult[] Created { get; private set; } = [];

    /// <summary>For each item the claim of one of its parties, or -1.</summary>
    public int[] ClaimOf(PartyRole party) => _claimOf[party == PartyRole.Sender ? 1 : 0];

    /// <summary>The records that tokens are made for: two an item, one a party.</summary>
    public RecordId[] TokenIds { get; private set; } = [];

    /// <summary>The party of each of <see cref="TokenIds"/>.</summary>
    public TokenParty[] TokenParties { get; private set; } = [];

    /// <summary>Where each item's content ends in <see cref="Contents"/>.</summary>
    public Span<int> Ends => _ends.AsSpan(0, Batch.Count);

    /// <summary>The packed contents one after the other; empty ones for items that have ended.</summary>
    public byte[] Contents => _contents;

    /// <summary>The sealed contents, each 16 bytes longer than its content.</summary>
    public byte[] SealedContents => _sealed;

    /// <summary>Takes on a batch.</summary>
    public void Begin(WaybillBatch batch, Caller caller)
    {
        (Batch, Caller) = (batch, caller);
        (HasLinks, HasPieces, Turn) = (false, false, 0);
        Claims.Given = batch.Given is { } given ? new GivenClaims(this, given, numbers.External) : null;
        Change?.Begin(batch.Count);
        if (Ids.Length >= batch.Count) return;
        Ids = new RecordId[batch.Count];
        SameAs = new int[batch.Count];
        Stored = new ReadOnlyMemory<byte>[batch.Count];
        Epochs = new uint[batch.Count];
        Unserved = new UnservedClaim?[batch.Count];
        Links = new LinkedItem?[batch.Count];
        Writes = new RecordWrite[batch.Count];
        WriteItems = new int[batch.Count];
        Created = new CreateResult[batch.Count];
        TokenIds = new RecordId[2 * batch.Count];
        TokenParties = new TokenParty[2 * batch.Count];
        _claimOf[0] = new int[batch.Count];
        _claimOf[1] = new int[batch.Count];
        _ends = new int[batch.Count];
    }

    /// <summary>Makes room for contents of at most this length in all, and for the same sealed.</summary>
    public void ReserveContents(int length)
    {
        if (_contents.Length < length)
        {
            WipeContents();
            _contents = new byte[length + length / 4];
        }
        var whole = length + Batch.Count * RecordSealer.Overhead;
        if (_sealed.Length < whole) _sealed = new byte[whole + whole / 4];
    }

    /// <summary>Notes how far contents were written, so that they are wiped; those of an earlier pass may have been longer.</summary>
    public void NoteContents(int end) => _written = Math.Max(_written, Math.Min(end + ContentPacking.WrittenBehind, _contents.Length));

    /// <summary>Whether it is an item's turn to be created.</summary>
    public bool IsTurnOf(int i) => Change is { IsFollowing: true } change ? change.HasMoved[i] : IsOrdinaryTurnOf(i);

    private bool IsOrdinaryTurnOf(int i) => Batch.Items[i].Link == LinkKind.None ? Turn == 0 : Turn > 0 && Links[i]?.Turn == Turn;

    /// <summary>The number that a party of an item keeps from another shipment, if any.</summary>
    public PartyShare? ShareOf(int i, PartyRole party) => HasLinks ? Links[i]?.Share(party) : null;

    /// <summary>An item's sealed content.</summary>
    public ReadOnlySpan<byte> Sealed(int i)
    {
        var start = (i == 0 ? 0 : _ends[i - 1]) + i * RecordSealer.Overhead;
        return _sealed.AsSpan(start, _ends[i] + (i + 1) * RecordSealer.Overhead - start);
    }

    /// <summary>Lets go of the batch; originals are wiped.</summary>
    public void End()
    {
        WipeContents();
        if (_contents.Length > MostKept) (_contents, _sealed) = ([], []);
        Values.Trim(MostKept);
        var count = Batch.Count;
        Stored.AsSpan(0, count).Clear();
        Unserved.AsSpan(0, count).Clear();
        if (HasLinks) Links.AsSpan(0, count).Clear();
        Writes.AsSpan(0, count).Clear();
        Created.AsSpan(0, count).Clear();
        _ends.AsSpan(0, count).Clear();
        (Batch, Caller) = (null!, null!);
    }

    private void WipeContents()
    {
        _contents.AsSpan(0, _written).Clear();
        _written = 0;
    }

    /// <inheritdoc/>
    public void Dispose() => Vault.Dispose();
}
