namespace PrivacyWaybill.EndToEnd.Tests.Support;

/// <summary>Waits for what must come to pass, by looking again and again until a deadline.</summary>
public static class Eventually
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    /// <summary>Waits until the condition holds.</summary>
    public static async Task HoldsAsync(Func<Task<bool>> condition, string what)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(start) > Deadline) Assert.Fail($"did not come to pass within {Deadline.TotalSeconds} s: {what}");
            await Task.Delay(Interval);
        }
    }

    /// <inheritdoc cref="HoldsAsync(Func{Task{bool}}, string)"/>
    public static Task HoldsAsync(Func<bool> condition, string what) => HoldsAsync(() => Task.FromResult(condition()), what);

    /// <summary>Waits until a value has stayed the same over many looks, and returns it.</summary>
    public static async Task<long> SettlesAsync(Func<Task<long>> value)
    {
        var (last, looks) = (await value(), 0);
        await HoldsAsync(async () =>
        {
            var now = await value();
            looks = now == last ? looks + 1 : 0;
            last = now;
            return looks == 20;
        }, "a value that stays the same");
        return last;
    }
}
