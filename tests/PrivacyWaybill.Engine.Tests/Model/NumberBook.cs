namespace PrivacyWaybill.Engine.Tests.Model;

/// <summary>Who was told which number, of all clients. Safe for concurrent use.</summary>
internal sealed class NumberBook
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ModelNumber> _last = [];

    /// <summary>How many numbers were told, and how many of them had been somebody else's.</summary>
    public (int Told, int Again) Count { get; private set; }

    /// <summary>Notes a new number. Nobody may have been told it since before validity and quarantine.</summary>
    public void Note(ModelNumber number)
    {
        lock (_gate)
        {
            var before = _last.GetValueOrDefault(number.Display);
            if (before is not null)
                Assert.True(number.IssuedAt >= before.FreeFrom, $"a number came round {before.FreeFrom - number.IssuedAt} s before its quarantine ended");
            _last[number.Display] = number;
            Count = (Count.Told + 1, Count.Again + (before is null ? 0 : 1));
        }
    }

    /// <summary>The last party of some numbers, drawn at random.</summary>
    public List<ModelNumber> Draw(Random random, int count)
    {
        lock (_gate)
        {
            var all = _last.Values.ToArray();
            return all.Length == 0 ? [] : [.. Enumerable.Range(0, count).Select(_ => all[random.Next(all.Length)])];
        }
    }
}
