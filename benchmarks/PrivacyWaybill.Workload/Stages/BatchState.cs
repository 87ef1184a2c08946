using System.Runtime.CompilerServices;
using PrivacyWaybill.Engine.Batches;

namespace PrivacyWaybill.Workload.Stages;

/// <summary>
/// How a batch stood between two stages, so that the later one can be run on it again and again. A server never goes back; that
/// is why the batch offers nothing for it.
/// </summary>
internal sealed class BatchState(WaybillBatch batch)
{
    private readonly WaybillItem[] _items = batch.Items.ToArray();
    private readonly int _output = OutputOf(batch).Length;
    private readonly int _warnings = WarningsOf(batch);

    /// <summary>Has the batch stand so again.</summary>
    public void Restore(WaybillBatch batch)
    {
        _items.CopyTo(batch.Items);
        SetLength(OutputOf(batch), _output);
        WarningsOf(batch) = _warnings;
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_outputText")]
    private static extern ref ByteArena OutputOf(WaybillBatch batch);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_warningCount")]
    private static extern ref int WarningsOf(WaybillBatch batch);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_Length")]
    private static extern void SetLength(ByteArena arena, int length);
}
