using PrivacyWaybill.Engine.Desk;
using PrivacyWaybill.Vault.Records;

namespace PrivacyWaybill.Engine.Calls;

/// <summary>A record as its tenant may read it.</summary>
/// <param name="Found">Whether there is one that can be read.</param>
/// <param name="Header">If so: its header.</param>
/// <param name="Content">Its originals, to be wiped after use, empty if it is erased; null if it is another tenant's.</param>
internal readonly record struct OpenedRecord(Found Found, RecordHeader Header = default, byte[]? Content = null)
{
    /// <summary>Whether nobody is left in it.</summary>
    public bool IsErased => Found == Found.Yes && Header.State == RecordState.Erased;
}
