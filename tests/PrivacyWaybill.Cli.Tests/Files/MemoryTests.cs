using PrivacyWaybill.Cli.Files;
using PrivacyWaybill.Cli.Records;
using PrivacyWaybill.Masking;

namespace PrivacyWaybill.Cli.Tests.Files;

/// <summary>What is allocated for a long stream is bounded, so what is held is bounded too.</summary>
public sealed class MemoryTests
{
    private const long Length = 200L << 20, MostAllocated = 32L << 20;

    [Theory]
    [InlineData("CSV", "Csv", "1,张三,13812345678,深圳市龙岗区雅豪苑6栋3单元301号,电话13912345678\n")]
    [InlineData("quoted over lines", "Csv", "\"1\",\"张\n三\",\"13812345678\",\"深圳市\"\"龙岗区\"\"雅豪苑6栋3单元301号\",\"\n\"\n")]
    [InlineData("a quote that is never closed", "Csv", "xxxxxxxxxxxxxxxx\n")]
    [InlineData("one endless line", "Csv", "xxxxxxxxxxxxxxxx")]
    [InlineData("JSON Lines", "JsonLines", "{\"id\":1,\"name\":\"张三\",\"recipient\":{\"phone\":\"13812345678\",\"address\":\"雅豪苑6栋3单元301号\"}}\n")]
    [InlineData("one endless line of JSON", "JsonLines", "{\"name\":\"xxxxxxxxxxxxxx")]
    public async Task Mask_LongStream_AllocatesNoMoreThanAShortOne(string label, string format, string record)
    {
        var layout = new RecordLayout(Enum.Parse<RecordFormat>(format), new ColumnMapping([], OtherColumns.Refuse));
        var input = new RepeatingStream("id,name,phone,address,remark\n" + (label.StartsWith("a quote", StringComparison.Ordinal) ? "\"" : ""), record, Length, isJson: format == "JsonLines");
        var before = GC.GetAllocatedBytesForCurrentThread();

        // All streams answer at once, so everything happens on this thread.
        await new FileMasking(new Shell(input, Stream.Null, TextWriter.Null), layout, ProfileSet.BuiltIn, MaskingProfile.Gb41833).RunAsync("-", null, false, CancellationToken.None);

        Assert.NotEmpty(label);
        Assert.Equal(Length, input.Read);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, MostAllocated);
    }
}
