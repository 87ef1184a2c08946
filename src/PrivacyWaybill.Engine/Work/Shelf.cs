using System.Diagnostics.CodeAnalysis;

namespace PrivacyWaybill.Engine.Work;

/// <summary>
/// Objects to be used again, last in first out: what was used last is in the processor's cache still, and what a burst needed
/// lies at the bottom. Safe for concurrent use.
/// </summary>
/// <param name="most">Most that are kept.</param>
internal sealed class Shelf<T>(int most)
    where T : class
{
    private readonly Stack<T> _kept = new();
    private readonly Lock _lock = new();

    /// <summary>The one that was put here last.</summary>
    public bool TryTake([NotNullWhen(true)] out T? one)
    {
        lock (_lock) return _kept.TryPop(out one);
    }

    /// <summary>Keeps one, if there is room for it.</summary>
    public bool TryKeep(T one)
    {
        lock (_lock)
        {
            if (_kept.Count >= most) return false;
            _kept.Push(one);
            return true;
        }
    }
}
