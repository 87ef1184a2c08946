using PrivacyWaybill.Masking.Tests.Golden;

namespace PrivacyWaybill.Masking.Tests.Memory;

public sealed class AllocationTests
{
    [Fact]
    public void Mask_EveryWorkedExample_AllocatesNothing()
    {
        var masker = new WaybillMasker(MaskingProfile.Gb41833);
        var rows = GoldenRow.All().Where(row => row.Field != "waybill_no")
            .Select(row => (Field: GoldenTests.FieldOf(row), Source: System.Text.Encoding.UTF8.GetBytes(row.Input))).ToArray();
        // Longer than the stack buffers, so that the pool serves it.
        rows = [.. rows, (WaybillField.FreeText, System.Text.Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("送到3号楼2单元1201，", 50))))];
        var destination = new byte[4096];
        MaskAll(masker, rows, destination);
        var before = GC.GetAllocatedBytesForCurrentThread();
        MaskAll(masker, rows, destination);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void MaskAll(WaybillMasker masker, (WaybillField Field, byte[] Source)[] rows, byte[] destination)
    {
        foreach (var (field, source) in rows) masker.Mask(field, source, destination);
    }
}
