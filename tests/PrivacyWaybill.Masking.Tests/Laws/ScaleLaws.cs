using System.Text;
using CsCheck;

namespace PrivacyWaybill.Masking.Tests.Laws;

/// <summary>What holds for many threads, and for long fields.</summary>
public sealed class ScaleLaws
{
    private const int Threads = 8;
    private const int LongField = 64 * 1024;
    private const int SlowField = 512 * 1024;
    private const string Mobile = "13812345678";

    // Where a rule could look far ahead or back from each of many places.
    private static readonly string[] s_patterns =
    [
        "1一", "138****", "*1", "5-", "1 ", "1-1-", "a.b@", "01012345678一", "13812345678", "138 1234 5678/", "3栋", "3栋2单元", "张厂", "微信a_", "6222 ", "Flat ", "Flat B, 12/F, ", "○一", "^_^",
        "(1", "（栋", "[1234]", "【", "村1", "市", "市1号", "张三收", "张三/", "公司张", "a ", "密码1", "收件人", "王先生", "a\u0301", "👨‍👩‍👧", "\u0301", "张\u200B", "北京市朝阳区", "三栋镇", "路1号1",
    ];

    public static TheoryData<string> Profiles => LawProfiles.Names;

    /// <summary>What a field starts with, what its first half is full of, if with something else, and what the rest is: quadratic once, each of them.</summary>
    public static TheoryData<string, string, string> SlowTexts => new()
    {
        // Ends, starts and words read again from each of their characters.
        { "", "", " " }, { "", "", "No. " }, { "", "", "**A" }, { "", "", "＊xx" }, { "", "", "A●" }, { "", "", "tel***" }, { "", "", "wxa-" },
        { "", "", "xx11010519491231002X" }, { "", "", "QQ13812345678" }, { "", "", "3^_^" }, { "", "", "①^_^" },
        // What stands behind cues.
        { "", "", "联系元" }, { "", "", "花园联系花园" }, { "", "", "古收件人" }, { "", "", "身份证银行卡先生" },
        // Grapheme clusters as long as the text, and letters that each carry a mark.
        { "", "", "e\u0301" }, { "", "", "*\u0301QQ" }, { "", "", "attn\u0E33" }, { "", "", "\uFE0FFloor" }, { "bUnit ", "", "\u11A8%" },
        // Each of the latter looks back over, or ahead to, all of the former.
        { "", "-", "王 " }, { "村", "很", "路一号很" }, { "", "http-", ".13812345678" }, { "", " attn", "\u0301" },
        // A call deeper for each.
        { "", "", "张厂 " }, { "", "", "恒达公司 " },
    };

    /// <summary>Quadratic work would take minutes, linear work takes a tenth of a second.</summary>
    [Theory]
    [MemberData(nameof(SlowTexts))]
    public void Mask_LongFieldMadeToBeSlow_ArrivesHidesAndIsItsOwnMaskedForm(string start, string half, string piece)
    {
        var masker = new WaybillMasker(MaskingProfile.Gb41833);
        var text = half.Length == 0 ? start + Filled(piece, SlowField) : start + Filled(half, SlowField / 2) + Filled(piece, SlowField / 2);
        text += "，" + Mobile;
        Parallel.ForEach((WaybillField[])[WaybillField.Name, WaybillField.Phone, WaybillField.Address, WaybillField.FreeText], field =>
        {
            var masked = masker.Mask(field, text);
            Assert.DoesNotContain(Mobile, masked[(masked.LastIndexOf('，') + 1)..], StringComparison.Ordinal);
            Assert.True(masked == masker.Mask(field, masked), $"{field} of '{start}', '{half}', '{piece}'");
        });
    }

    /// <summary>Quadratic work would take hours, so it is enough to arrive; how long it takes is for benchmarks.</summary>
    [Theory]
    [MemberData(nameof(Profiles))]
    public void Mask_LongFieldOfAnyPattern_ArrivesAndIsItsOwnMaskedForm(string profile)
    {
        var masking = LawProfiles.Of(profile).Single();
        var patterns = profile == "gb41833" ? s_patterns.Concat(FieldTexts.Pieces) : s_patterns;
        Parallel.ForEach(patterns, pattern =>
        {
            var text = Filled(pattern, LongField);
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

    private static string Filled(string piece, int bytes) => string.Concat(Enumerable.Repeat(piece, bytes / Encoding.UTF8.GetByteCount(piece)));
}
