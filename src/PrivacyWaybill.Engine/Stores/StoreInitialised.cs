namespace PrivacyWaybill.Engine.Stores;

/// <summary>How initialising a store went.</summary>
/// <param name="IsReady">The store is ours and complete.</param>
/// <param name="Report">What was done or hindered, a line a step.</param>
public sealed record StoreInitialised(bool IsReady, IReadOnlyList<string> Report);
