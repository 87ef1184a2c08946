using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.Engine.Work;
using PrivacyWaybill.Vault.Keys;

namespace PrivacyWaybill.Engine.Tests.Work;

public sealed class BatchWorkPoolTests : IDisposable
{
    private readonly EphemeralMasterKeys _master = new();
    private readonly KeyRing _keys;
    private readonly BatchWorkPool _pool;
    private readonly WaybillBatch _batch = new();

    public BatchWorkPoolTests()
    {
        _keys = KeyRing.Create(_master);
        _pool = new BatchWorkPool(_keys, null!);
        _batch.Reset(1);
    }

    [Fact]
    public async Task RentAsync_AllTaken_WaitsUntilOneIsLeft()
    {
        var taken = new List<BatchWork>();
        for (var i = 0; i < BatchWorkPool.Most; i++) taken.Add(await _pool.RentAsync(_batch, Callers.Masker));
        var waiting = _pool.RentAsync(_batch, Callers.Masker).AsTask();
        Assert.False(waiting.IsCompleted);
        _pool.Leave(taken[7], isClean: true);
        Assert.Same(taken[7], await waiting.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Leave_NotClean_MakesRoomForAnother()
    {
        var taken = new List<BatchWork>();
        for (var i = 0; i < BatchWorkPool.Most; i++) taken.Add(await _pool.RentAsync(_batch, Callers.Masker));
        _pool.Leave(taken[7], isClean: false);
        Assert.DoesNotContain(await _pool.RentAsync(_batch, Callers.Masker), taken);
    }

    public void Dispose()
    {
        _pool.Dispose();
        _keys.Dispose();
        _master.Dispose();
    }
}
