using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Stages;
using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.Masking;
using PrivacyWaybill.Numbers;
using PrivacyWaybill.Testing;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Tests.Stages;

public sealed class UnchangedTextsTests
{
    private static readonly WaybillMasker s_masker = new(MaskingProfile.Gb41833), s_other = new(MaskingProfile.Strict);

    [Fact]
    public void Contains_AddedText_OnlyForItsMaskerAndKind()
    {
        var texts = new UnchangedTexts();
        texts.Add(s_masker, WaybillField.Goods, "图书"u8);
        Assert.True(texts.Contains(s_masker, WaybillField.Goods, "图书"u8));
        Assert.False(texts.Contains(s_other, WaybillField.Goods, "图书"u8));
        Assert.False(texts.Contains(s_masker, WaybillField.Company, "图书"u8));
        Assert.False(texts.Contains(s_masker, WaybillField.Goods, "图"u8));
    }

    /// <summary>All of these share a place: their ends and lengths are the same.</summary>
    [Fact]
    public void Contains_TextWithTheSameEnds_IsAnother()
    {
        var texts = new UnchangedTexts();
        texts.Add(s_masker, WaybillField.Company, "深圳市甲乙丙有限公司"u8);
        Assert.False(texts.Contains(s_masker, WaybillField.Company, "深圳市张小明有限公司"u8));
        texts.Add(s_masker, WaybillField.Company, "深圳市丁戊己有限公司"u8);
        Assert.False(texts.Contains(s_masker, WaybillField.Company, "深圳市甲乙丙有限公司"u8));
    }

    [Fact]
    public void Mask_WaybillsSeenBefore_AreMaskedAsAtFirst()
    {
        var waybills = File.ReadLines(RepositoryFiles.Path("seeds/waybills.jsonl")).Take(400).Select(Google.Protobuf.JsonParser.Default.Parse<Waybill>).ToArray();
        var warm = new MaskingStage(new PlatformNumbers(new SegmentTable([]), []));
        foreach (var profile in new[] { "gb41833", "strict", "gb41833" })
        {
            foreach (var waybill in waybills) waybill.Profile = profile;
            var (again, fresh) = (PolicyBench.Check(OnTheWire.Take(waybills)), PolicyBench.Check(OnTheWire.Take(waybills)));
            warm.Mask(again);
            new MaskingStage(new PlatformNumbers(new SegmentTable([]), [])).Mask(fresh);
            for (var i = 0; i < fresh.Count; i++)
            {
                foreach (var field in TextFields.All) Assert.True(fresh.Output(i, field).SequenceEqual(again.Output(i, field)), TextFields.Path(field));
                Assert.Equal(fresh.Items[i].ArrivedMasked, again.Items[i].ArrivedMasked);
            }
        }
    }
}
