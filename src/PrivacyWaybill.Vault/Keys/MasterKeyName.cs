namespace PrivacyWaybill.Vault.Keys;

/// <summary>A master key without its secret.</summary>
/// <param name="Use">What it is for.</param>
/// <param name="Id">1 to 255, unique among the keys of its use and never given to another key.</param>
/// <param name="IsActive">Whether new records and tokens are made with it; exactly one key of each use is active.</param>
/// <param name="Phase">Of a naming key that is not active: how far the change of keys has come.</param>
public readonly record struct MasterKeyName(MasterKeyUse Use, byte Id, bool IsActive, NamingPhase Phase = NamingPhase.None);
