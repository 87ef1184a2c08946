namespace PrivacyWaybill.Engine.Verification;

/// <summary>
/// Picks a share of waybills as they come, evenly: of any n in a row n × share, rounded down or up. A counter and no chance,
/// so that a test knows which. Safe for concurrent use; one step a batch.
/// </summary>
/// <param name="share">From 0 for none to 1 for all.</param>
internal sealed class ShareSampler(double share)
{
    // In units of 2^-32: whenever the sum passes a whole one, the waybill is picked.
    private readonly ulong _step = share <= 0 ? 0 : Math.Max(1, (ulong)Math.Round(Math.Min(share, 1) * (1UL << 32)));
    private ulong _sum;

    /// <summary>None is ever picked.</summary>
    public bool IsOff => _step == 0;

    /// <summary>The turns of the next few waybills.</summary>
    public Turns Take(int count) => new(Interlocked.Add(ref _sum, _step * (ulong)count) - _step * (ulong)count, _step);

    /// <summary>Turns of a batch, one after the other.</summary>
    internal ref struct Turns(ulong sum, ulong step)
    {
        private ulong _sum = sum;

        /// <summary>Whether the next waybill is picked.</summary>
        public bool Next()
        {
            var before = _sum;
            _sum += step;
            return before >> 32 != _sum >> 32;
        }
    }
}
