namespace PrivacyWaybill.Cli.Verification;

/// <summary>How many numbers each masked phone may still be. Few counts occur: powers of ten, mostly.</summary>
internal sealed class CandidateTally
{
    private readonly SortedDictionary<long, long> _phones = [];

    /// <summary>Phones that were counted.</summary>
    public long Phones { get; private set; }

    /// <summary>The fewest candidates of any.</summary>
    public long Minimum => _phones.Keys.First();

    /// <summary>Half of the phones have so many candidates or fewer.</summary>
    public long Median
    {
        get
        {
            var left = (Phones + 1) / 2;
            foreach (var (candidates, phones) in _phones)
            {
                if ((left -= phones) <= 0) return candidates;
            }
            throw new InvalidOperationException("no phones were counted");
        }
    }

    /// <summary>How many phones have how many candidates, fewest first.</summary>
    public IReadOnlyDictionary<long, long> Distribution => _phones;

    /// <summary>Counts one.</summary>
    public void Add(long candidates)
    {
        Phones++;
        _phones[candidates] = _phones.GetValueOrDefault(candidates) + 1;
    }
}
