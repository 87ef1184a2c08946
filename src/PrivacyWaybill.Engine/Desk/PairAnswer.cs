using PrivacyWaybill.Numbers;

namespace PrivacyWaybill.Engine.Desk;

/// <summary>How a wish for a call pair went.</summary>
/// <param name="Outcome">How.</param>
/// <param name="MainNumber">If bound: the main number.</param>
/// <param name="ExpiresAt">If bound: when it ends, Unix seconds.</param>
/// <param name="IsReplay">If bound: whether it was before.</param>
/// <param name="RetryAfter">If there is no main number: when there may be one.</param>
public sealed record PairAnswer(PairOutcome Outcome, ExtendedNumber MainNumber = default, uint ExpiresAt = 0, bool IsReplay = false, TimeSpan RetryAfter = default);
