using PrivacyWaybill.Engine.Batches;

namespace PrivacyWaybill.Engine.Tests.Support;

/// <summary>Texts put into batches by hand.</summary>
internal static class BatchTexts
{
    /// <summary>Puts a text in the place of what came in.</summary>
    public static void SetInput(this WaybillBatch batch, int item, TextField field, ReadOnlySpan<byte> text) => text.CopyTo(batch.AddInput(item, field, text.Length));

    /// <summary>Puts a text into the result.</summary>
    public static void SetOutput(this WaybillBatch batch, int item, TextField field, ReadOnlySpan<byte> text)
    {
        text.CopyTo(batch.OutputRoom(text.Length));
        batch.Commit(item, field, text.Length);
    }

    /// <summary>Adds a run to the output.</summary>
    public static Slice AddOutput(this WaybillBatch batch, ReadOnlySpan<byte> text)
    {
        text.CopyTo(batch.OutputRoom(text.Length));
        return batch.Commit(text.Length);
    }
}
