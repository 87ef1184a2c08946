namespace PrivacyWaybill.Server.Calls;

/// <summary>Where misses of a caller at a main number are counted: one window in each of two tables, chosen independently.</summary>
/// <param name="First">Its window in the first table.</param>
/// <param name="Second">Its window in the second.</param>
internal readonly record struct GuessWindows(ushort First, ushort Second);
