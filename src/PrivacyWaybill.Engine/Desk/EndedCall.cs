using PrivacyWaybill.Engine.Calls;

namespace PrivacyWaybill.Engine.Desk;

/// <summary>A call that ended.</summary>
/// <param name="CallId">The switch's id of it.</param>
/// <param name="Call">What was called, and by whom.</param>
/// <param name="IsConnected">Whether it was connected.</param>
public readonly record struct EndedCall(string CallId, IncomingCall Call, bool IsConnected);
