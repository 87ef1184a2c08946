using PrivacyWaybill.Numbers;
using PrivacyWaybill.Numbers.Ledger;

namespace PrivacyWaybill.Server.Store;

/// <summary>Why a segment issues nothing, and what an operator should do: the same words in the pool's status and in the log.</summary>
internal static class SegmentRemedies
{
    private const string Missing =
        "the store has no ledger for it: it was never initialised, or the store came back empty. A new segment is initialised by 'pw store init'. "
        + "Otherwise its numbers may be printed on parcels: restore the store, or rebuild it from the servers' witnesses by 'pw store mend'";

    private const string OfAnother =
        "the store's ledger was made for another shape of the segment, or with another key ring: start this server with the pool file and the key ring "
        + "that the store was initialised with";

    private const string Disagrees =
        "the store's ledger lacks blocks, or offered one that is leased: the store is damaged, or went back in time. Stop the servers, restore the store "
        + "or rebuild it by 'pw store mend', and start them again";

    private const string Old =
        "the store came back old, and what was leased since is not known, because witnesses are missing: let this server read those of all "
        + "Numbers:Witness:Servers; until then a reserve segment is issued";

    private const string Unwitnessed =
        "this server cannot write or read its lease witness: see to it that the folder of Numbers:Witness:Directory is there, writable and not full";

    private const string ClockUnsure =
        "this server's clock jumped, and the store's does not confirm it: set both by the same time server; it goes on when they agree";

    private const string Unavailable = "the store cannot be reached, or is too slow: look after it and the network; it goes on by itself";

    /// <summary>Of a state; empty if numbers can be leased.</summary>
    public static string Of(LedgerState state) => state switch
    {
        LedgerState.Ready => "",
        LedgerState.Missing => Missing,
        LedgerState.OfAnother => OfAnother,
        LedgerState.Disagrees => Disagrees,
        LedgerState.Old => Old,
        LedgerState.Unwitnessed => Unwitnessed,
        LedgerState.ClockUnsure => ClockUnsure,
        _ => Unavailable,
    };

    /// <summary>Of what happened.</summary>
    public static string Of(NumberPoolEventKind kind) => kind switch
    {
        NumberPoolEventKind.Recovered => "numbers are issued again",
        NumberPoolEventKind.Exhausted => "no block is free: add a segment ('pw pool add'), or wait until numbers have rested",
        NumberPoolEventKind.LedgerMissing => Missing,
        NumberPoolEventKind.LedgerOfAnother => OfAnother,
        NumberPoolEventKind.LedgerDisagrees => Disagrees,
        NumberPoolEventKind.StoreOld => Old,
        NumberPoolEventKind.WitnessFailed => Unwitnessed,
        NumberPoolEventKind.ClockJumped => ClockUnsure,
        NumberPoolEventKind.StoreOldAndMended =>
            "the store came back old, and its ledger was mended from the witnesses: nothing is issued twice, but records written since the copy are lost; send their waybills again",
        NumberPoolEventKind.PageLost =>
            "a page of the store was lost: numbers issued from that block lead to nobody, and their waybills get new ones when they are sent again; see that the store evicts nothing (noeviction)",
        NumberPoolEventKind.PageWriteFailed => "the store did not answer a write: a block is given up, nothing acknowledged is lost",
        _ => Unavailable,
    };
}
