using System.Text;
using System.Text.Json;
using PrivacyWaybill.Conformance;
using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Stages;
using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.Engine.Verification;
using PrivacyWaybill.Masking;
using PrivacyWaybill.Numbers;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Tests.Verification;

public sealed class VerificationStageTests
{
    private static readonly PlatformNumbers Platform = new(new SegmentTable([]), [new PlatformIssuer("shop", ["184"], 11, 4)]);

    [Fact]
    public void Verify_EveryMaskedText_IsCheckedOnceAsWhatItIs()
    {
        var seen = new List<(CheckedField, string, string, bool)>();
        var batch = Masked(Waybills.New(w =>
        {
            (w.Sender.Landline, w.Sender.Company, w.Recipient.PlatformReference) = ("0755-26711111", "某某有限公司", "ref-1");
            w.Sender.PlatformNumber = new PlatformNumber { Issuer = "shop", Number = "18400913965-7576" };
            w.Recipient.PlatformNumber = new PlatformNumber { Issuer = "shop", Number = "13900913965-7576" };
        }));
        Stage((field, original, masked, isVirtual) =>
        {
            seen.Add((field, Encoding.UTF8.GetString(original), Encoding.UTF8.GetString(masked), isVirtual));
            return default;
        }).Verify(batch);
        Assert.Equal(
        [
            (CheckedField.FreeText, "图书", "图书", false),
            (CheckedField.FreeText, "放门口", "放门口", false),
            (CheckedField.Name, "周小芳", "周**", false),
            (CheckedField.Phone, "13712345678", "137******78", false),
            (CheckedField.Phone, "0755-26711111", "0755-******11", false),
            (CheckedField.FreeText, "某某有限公司", "某某有限公司", false),
            (CheckedField.Address, "广东省深圳市南山区科技园路18号2栋3单元404室", "广东省深圳市南山区科技园路18号2栋***", false),
            (CheckedField.Phone, "18400913965-7576", "18400913965-7576", true),
            (CheckedField.Name, "欧阳建国", "欧阳**", false),
            (CheckedField.Phone, "13955556666", "139******66", false),
            (CheckedField.Address, "浙江省", "浙江省", false),
            (CheckedField.Address, "杭州市", "杭州市", false),
            (CheckedField.Address, "西湖区", "西湖区", false),
            (CheckedField.Address, "天目山路226号6幢2单元501室", "天目山路226号6幢***", false),
            (CheckedField.Phone, "13900913965-7576", "139******65-****", false),
        ], seen);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.25, 10)]
    [InlineData(1, 40)]
    public void Verify_Share_IsOfOpenItems(double share, int expected)
    {
        var names = 0;
        var stage = Stage((field, _, _, _) =>
        {
            if (field == CheckedField.Name) names++;
            return default;
        }, new EngineOptions { VerifiedShare = share });
        for (var round = 0; round < 4; round++) stage.Verify(Masked([.. Waybills.New(10), .. Waybills.New(10, w => w.WaybillNo = "?")]));
        Assert.Equal(2 * expected, names);
    }

    [Fact]
    public void Verify_Off_AllocatesNothing() => Assert.Equal(0, AllocatedBy(new EngineOptions()));

    [Fact]
    public void Verify_AllOfThemAndAllHolds_AllocatesNothing() => Assert.Equal(0, AllocatedBy(new EngineOptions { VerifiedShare = 1 }));

    [Fact]
    public void Verify_Counters_TellFieldViolationAndProfile()
    {
        var profiles = Profiles("counted");
        using var measured = new Measurements("counted");
        var told = new List<MaskingViolation>();
        var batch = Masked(profiles, Waybills.New(2, w => w.Profile = "counted"));
        Stage(static (field, _, _, _) => new(field == CheckedField.Phone ? Violations.PhoneDigitsShown | Violations.ExtensionShown : Violations.None, null), told: told).Verify(batch);
        Assert.Equal(
            [
                ("verified address", 10), ("verified name", 4), ("verified phone", 4), ("verified text", 4),
                ("violations phone ExtensionShown", 4), ("violations phone PhoneDigitsShown", 4),
            ],
            measured.Sums.Select(s => (s.Key, (int)s.Value)));
        Assert.Equal(Enumerable.Repeat(new MaskingViolation("counted", CheckedField.Phone, Violations.PhoneDigitsShown | Violations.ExtensionShown), 4), told);
        foreach (ref var item in batch.Items) Assert.True(item.IsOpen);
    }

    [Fact]
    public void Verify_NonCompliantProfile_IsCountedAndNotChecked()
    {
        using var measured = new Measurements("jd-smile-classic");
        var stage = Stage(static (_, _, _, _) => throw new NotSupportedException("must not be asked"), new EngineOptions { VerifiedShare = 1, OnViolation = ViolationPolicy.Refuse });
        var batch = Masked(ProfileSet.Create([], ["jd-smile-classic"]), Waybills.New(3, w => w.Profile = "jd-smile-classic"));
        stage.Verify(batch);
        Assert.Equal([("unverified", 3)], measured.Sums.Select(s => (s.Key, (int)s.Value)));
        foreach (ref var item in batch.Items) Assert.True(item.IsOpen);
    }

    [Fact]
    public void Verify_RefuseAndSeveralFieldsViolate_NamesTheFirstAndCountsAll()
    {
        var told = new List<MaskingViolation>();
        var batch = Masked(Waybills.New());
        Stage(static (field, _, _, _) => new(field == CheckedField.Phone ? Violations.PhoneDigitsShown : field == CheckedField.Address ? Violations.UnitShown : Violations.None, null),
            new EngineOptions { VerifiedShare = 1, OnViolation = ViolationPolicy.Refuse }, told).Verify(batch);
        Assert.Equal((ItemCode.VerificationFailed, "sender.mobile"), (batch.Items[0].Code, batch.Items[0].Field));
        Assert.Equal(7, told.Count);
    }

    private static long AllocatedBy(EngineOptions options)
    {
        var stage = Stage(ConformanceChecker.Check, options);
        var batch = Masked(Waybills.New(20));
        for (var warm = 0; warm < 3; warm++) stage.Verify(batch);
        var before = GC.GetAllocatedBytesForCurrentThread();
        stage.Verify(batch);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static VerificationStage Stage(FieldCheck check, EngineOptions? options = null, List<MaskingViolation>? told = null) =>
        new(options ?? new EngineOptions { VerifiedShare = 1 }, Platform, check, (told ?? []).Add);

    private static ProfileSet Profiles(string name) => ProfileSet.Create(JsonSerializer.SerializeToUtf8Bytes(new { profiles = new[] { new { name } } }), []);

    private static WaybillBatch Masked(params Waybill[] waybills) => Masked(ProfileSet.BuiltIn, waybills);

    private static WaybillBatch Masked(ProfileSet profiles, Waybill[] waybills)
    {
        var batch = PolicyBench.Check(OnTheWire.Take(waybills), options: new EngineOptions { Profiles = new ProfileSource(profiles) });
        new MaskingStage(Platform).Mask(batch);
        return batch;
    }
}
