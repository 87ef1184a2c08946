namespace PrivacyWaybill.Numbers.Witness;

/// <summary>
/// Remembers outside the store until when each block may have live numbers, so that a store that comes back empty or old is
/// noticed and no number is issued twice. What is noted is durable when the call returns. Safe for concurrent use; calls
/// block.
/// </summary>
public interface ILeaseWitness
{
    /// <summary>This server's id: 1 to 64 ASCII letters, digits, '-' or '_'; empty for one that only reads.</summary>
    string Server { get; }

    /// <summary>Begins to witness a segment. Before anything of it is leased.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    void Open(NumberSegment segment);

    /// <summary>Notes leases of this server, before they are used; or, with the present time, blocks that go back unused.</summary>
    /// <exception cref="IOException">It cannot be written: the leases must not be used.</exception>
    void Note(NumberSegment segment, ReadOnlySpan<int> blocks, DateTimeOffset freeAt);

    /// <summary>Notes that numbers of blocks are held until a time, before they are. A time is never lowered.</summary>
    /// <exception cref="IOException">It cannot be written: the numbers must not be held.</exception>
    /// <returns>One mark a hold, in order: the store is to keep the last of a block and server, so that a hold that it lost shows.</returns>
    IReadOnlyList<HoldMark> NoteHolds(NumberSegment segment, IEnumerable<(int Block, DateTimeOffset FreeAt)> holds, DateTimeOffset now);

    /// <summary>The ids of the segments that any server witnessed.</summary>
    /// <exception cref="IOException">They cannot be read.</exception>
    IReadOnlyCollection<ushort> ListSegments();

    /// <summary>The mark of the last hold of a block by each server that made one, by the server's id.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    IReadOnlyDictionary<string, uint> ReadMarks(NumberSegment segment, int block);

    /// <summary>The latest that any server noted of a block, in Unix seconds; 0 for nothing.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    WitnessedBlock Read(NumberSegment segment, int block);

    /// <summary>The latest that any server noted of all blocks.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    WitnessReading Read(NumberSegment segment);
}
