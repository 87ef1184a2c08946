using System.Text;
using CsCheck;

namespace PrivacyWaybill.Masking.Tests.Laws;

/// <summary>What holds for many threads, and for long fields.</summary>
public sealed class ScaleLaws
{
    private const int Threads = 8;
    private const int LongField = 64 * 1024;

    // Where a rule could look far ahead or back from each of many places.
    private static readonly string[] s_patterns =
    [
        "1一", "138****", "*1", "5-", "1 ", "1-1-", "a.b@", "01012345678一", "13812345678", "138 1234 5678/", "3栋", "3栋2单元", "张厂", "微信a_", "6222 ", "Flat ", "Flat B, 12/F, ", "○一", "^_^",
        "(1", "（栋", "[1234]", "【", "村1", "市", "市1号", "张三收", "张三/", "公司张", "a ", "密码1", "收件人", "王先生", "a\u0301", "👨‍👩‍👧", "\u0301", "张\u200B", "北京市朝阳区", "三栋镇", "路1号1",
    ];

    public static TheoryData<string> Profiles => LawProfiles.Names;

    /// <summary>Quadratic work would take hours, so it is enough to arrive; how long it takes is for benchmarks.</summary>
    [Theory]
    [MemberData(nameof(Profiles))]
    public void Mask_LongFieldOfAnyPattern_ArrivesAndIsItsOwnMaskedForm(string profile)
    {
        var masking = LawProfiles.Of(profile).Single();
        var patterns = profile == "gb41833" ? s_patterns.Concat(FieldTexts.Pieces) : s_patterns;
        Parallel.ForEach(patterns, pattern =>
        {
            var text = string.Concat(Enumerable.Repeat(pattern, LongField / Encoding.UTF8.GetByteCount(pattern)));
            foreach (var field in (ReadOnlySpan<WaybillField>)[WaybillField.Name, WaybillField.Phone, WaybillField.Address, WaybillField.FreeText])
            {
                var masked = masking.Mask(field, text);
                Assert.True(masked == masking.Mask(field, masked), $"{field} of '{pattern}' by {masking}");
            }
        });
    }

    [Fact]
    public async Task Mask_ManyThreads_GiveWhatOneGives()
    {
        var cases = Gen.Select(LawProfiles.Any, FieldTexts.Field, FieldTexts.Text).Array[2_000].Single();
        var alone = cases.Select(c => c.Item1.Mask(c.Item2, c.Item3)).ToArray();
        // Each thread in an order of its own, so that other fields meet in the shared pools each time.
        var rounds = LawCases.Count / (cases.Length * Threads) + 1;
        await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Factory.StartNew(() =>
        {
            for (var i = 0; i < rounds * cases.Length; i++)
            {
                var index = (int)((long)i * (2 * thread + 1) % cases.Length);
                var (masking, field, text) = cases[index];
                Assert.Equal(alone[index], masking.Mask(field, text));
            }
        }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
    }
}
