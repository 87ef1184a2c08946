using PrivacyWaybill.Vault.Records;

namespace PrivacyWaybill.Vault.Store;

/// <summary>A page of the journal.</summary>
/// <param name="Ids">Records that may have changed, in the order of the entries; one may come several times.</param>
/// <param name="Next">Where the next page begins.</param>
/// <param name="IsLast">Nothing more is settled at present.</param>
public sealed record ChangePage(IReadOnlyList<RecordId> Ids, ChangeCursor Next, bool IsLast);
