using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Tests.Batches;

public sealed class WaybillBatchTests
{
    [Fact]
    public void Reset_LargerThenSmaller_EveryItemIsEmpty()
    {
        var batch = new WaybillBatch();
        foreach (var count in new[] { 3, 500, 1, 20 })
        {
            batch.Reset(count);
            Assert.Equal(count, batch.Items.Length);
            for (var i = 0; i < count; i++)
            {
                foreach (var field in TextFields.All) Assert.Equal((0, 0), (batch.Input(i, field).Length, batch.Output(i, field).Length));
                batch.SetInput(i, TextField.Remark, "放门口"u8);
                batch.SetOutput(i, TextField.Goods, "书"u8);
                batch.Items[i].Fail(ItemCode.Internal, "", "");
            }
        }
    }

    [Fact]
    public void AddInput_ManyTexts_KeepTheirBytesWhileTheBufferGrows()
    {
        var batch = new WaybillBatch();
        batch.Reset(200);
        for (var i = 0; i < 200; i++) batch.SetInput(i, TextField.Remark, [.. Enumerable.Repeat((byte)i, 100)]);
        for (var i = 0; i < 200; i++) Assert.True(batch.Input(i, TextField.Remark).SequenceEqual(Enumerable.Repeat((byte)i, 100).ToArray()));
        Assert.Equal(20_000, batch.InputLength);
    }

    [Fact]
    public void Return_UsedBatch_IsWipedAndGivenOutAgain()
    {
        var pool = new BatchPool();
        var batch = pool.Rent();
        batch.Reset(1);
        batch.SetInput(0, TextField.Remark, "放门口"u8);
        // The wiped bytes are seen by the next text that takes their place.
        pool.Return(batch);
        Assert.Same(batch, pool.Rent());
        batch.Reset(1);
        Assert.False(batch.AddInput(0, TextField.Remark, 9).ContainsAnyExcept((byte)0));
        Assert.Equal(0, pool.Rent().Count);
    }
}
