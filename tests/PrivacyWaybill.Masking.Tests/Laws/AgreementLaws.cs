using System.Text;
using CsCheck;
using PrivacyWaybill.Conformance;
using PrivacyWaybill.GroundTruth.Judging;

namespace PrivacyWaybill.Masking.Tests.Laws;

/// <summary>
/// Whatever a compliant profile masks, two judges that share nothing with the masker find nothing to object to: the checker
/// that knows the rule of GB/T 41833-2022, and the one that knows the secrets of the field.
/// </summary>
public sealed class AgreementLaws
{
    // Who is called like a thing or a place of everyday is not told from it without more (README: what is not); made-up names come to these.
    private static readonly string[] s_everyday = "养生 凌晨 卫生 席子 幸福 廉江 昌平 暴雨 李子 杨梅 柜子 梅子 沈阳 沙发 热水 祝福 苗木 谷子 贺礼 雷雨 高铁 麦子".Split(' ');

    public static TheoryData<string> Profiles => LawProfiles.Names;

    [Theory]
    [MemberData(nameof(Profiles))]
    public void Mask_FieldWithKnownSecrets_ShowsNoneOfThem(string profile) => Hold(profile, static (masking, field, masked) =>
    {
        var verdict = Judge.Weigh(field.Text, Starred(masking, masked), masking.MostTail);
        Assert.True(!verdict.IsLeak, masking.Describe(field.Field, field.Text.ToString(), masked) + $" leaks {verdict.Leaked}");
    });

    [Theory]
    [MemberData(nameof(Profiles))]
    public void Check_MaskedFieldWithKnownSecrets_Holds(string profile) => Hold(profile, static (masking, field, masked) =>
    {
        var result = ConformanceChecker.Check(KindOf(field.Field), Encoding.UTF8.GetBytes(field.Text.Text), Encoding.UTF8.GetBytes(masked));
        Assert.True(result.Holds, masking.Describe(field.Field, field.Text.ToString(), masked) + $" is said to be {result.Violations}");
    });

    /// <summary>
    /// Print alone can have two readings: of a profile that shows tails, ^_^-0660/^_^9984 is two mobiles, or a landline of the
    /// area 0660 that shows too much. The judge takes the worse one. Built-in profiles print nothing of the kind; with random
    /// ones it is rarer than one in a hundred thousand.
    /// </summary>
    [Theory]
    [MemberData(nameof(Profiles))]
    public void CheckPrinted_MaskedFieldWithKnownSecrets_Holds(string profile)
    {
        var (ambiguous, first) = (0, "");
        Hold(profile, (masking, field, masked) =>
        {
            var result = ConformanceChecker.CheckPrinted(KindOf(field.Field), Encoding.UTF8.GetBytes(masked));
            if (result.Holds) return;
            first = masking.Describe(field.Field, field.Text.ToString(), masked) + $" is said to be {result.Violations}";
            Assert.True(profile == LawProfiles.Own, first);
            Interlocked.Increment(ref ambiguous);
        });
        Assert.True(ambiguous <= 1 + LawCases.Count / 100_000, $"{ambiguous} times, at last: {first}");
    }

    private static void Hold(string profile, Action<LawProfile, TrueField, string> law) =>
        Gen.Select(LawProfiles.Of(profile), Gen.Frequency((4, FieldTexts.True), (1, PartyFields.Any))).Where(static (_, field) => field.Text.IsFair && !s_everyday.Any(field.Text.Text.Contains)).Sample(
            (masking, field) => law(masking, field, masking.Mask(field.Field, field.Text.Text)), iter: LawCases.Count);

    // The judge knows stars; the smiley hides three characters or more, as stars do.
    private static string Starred(LawProfile masking, string masked) =>
        masking.Filler == "^_^" ? masked.Replace("^_^", "***", StringComparison.Ordinal) : masked;

    private static CheckedField KindOf(WaybillField field) => field switch
    {
        WaybillField.Name => CheckedField.Name,
        WaybillField.Phone => CheckedField.Phone,
        WaybillField.Address => CheckedField.Address,
        _ => CheckedField.FreeText,
    };
}
