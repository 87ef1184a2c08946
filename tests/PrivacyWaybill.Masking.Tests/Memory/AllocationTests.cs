using System.Text;
using PrivacyWaybill.Masking.Tests.Golden;

namespace PrivacyWaybill.Masking.Tests.Memory;

/// <summary>The masker's budget of allocated bytes.</summary>
public sealed class AllocationTests
{
    // The longest field for which buffers are kept; no field of a request is as long.
    private const int LongestKept = 4096;

    // A UTF-16 unit, its class and its offset are 7 bytes, its grapheme cluster 4 where there are any.
    private const long BytesPerByteBeyond = 12;
    private const int Parties = 2;

    // A collection meanwhile, of what other tests allocate, counts what this thread had left as allocated. What masking allocates is there each time.
    private const int Tries = 4;

    private const long BytesPerThread = 64 * 1024;

    private static readonly string[] s_pieces =
    [
        "很", "1", "1 ", "1-", "1x", "１", "一", "13812345678,", "*", "王", "王先生", "店", "号", "1号", "1单元2室", "三组", "（", "[]",
        "👨‍👩‍👧‍👦", "👩\u200D", "e\u0301", "\u0301", "-", "x", " ", "^_^", "@", "a@b.", "电话微信身份证给", "收件人：", "订单号:1", "Unit 5, ",
    ];

    public static TheoryData<string, WaybillField> ProfilesAndFields()
    {
        var rows = new TheoryData<string, WaybillField>();
        foreach (var profile in Profiles)
            foreach (var field in Enum.GetValues<WaybillField>())
                rows.Add(profile.Name, field);
        return rows;
    }

    [Theory]
    [MemberData(nameof(ProfilesAndFields))]
    public void Mask_EveryWorkedExample_AllocatesNothing(string profile, WaybillField field)
    {
        // Every text under every rule: people write anything anywhere.
        byte[][] sources = [.. GoldenRow.All().Select(row => Encoding.UTF8.GetBytes(row.Input))];
        Assert.Equal(0, AllocatedBy(profile, field, sources));
    }

    [Theory]
    [MemberData(nameof(ProfilesAndFields))]
    public void Mask_FieldOfFourKilobytes_AllocatesNothing(string profile, WaybillField field) =>
        Assert.Equal(0, AllocatedBy(profile, field, [.. s_pieces.Select(piece => Filled(piece, LongestKept))]));

    [Theory]
    [MemberData(nameof(ProfilesAndFields))]
    public void Mask_FieldBeyondFourKilobytes_AllocatesInProportionAtMost(string profile, WaybillField field)
    {
        const int length = 2 * LongestKept;
        foreach (var piece in s_pieces)
            Assert.InRange(AllocatedBy(profile, field, [Filled(piece, length)]), 0, Parties * BytesPerByteBeyond * length);
    }

    [Fact]
    public void Mask_FirstFieldsOfAThread_AllocateItsBuffersAtMost()
    {
        byte[][] sources = [.. s_pieces.Select(piece => Filled(piece, 600))];
        // What is allocated once for all threads is not this thread's.
        AllocatedBy(MaskingProfile.Gb41833.Name, WaybillField.Address, sources);
        var allocated = long.MaxValue;
        var thread = new Thread(() => allocated = MaskAll(MaskingProfile.Gb41833.MaskerOf(WaybillParty.Recipient), WaybillField.Address, sources, new byte[LongestKept]));
        thread.Start();
        thread.Join();
        Assert.InRange(allocated, 0, BytesPerThread);
    }

    private static IEnumerable<MaskingProfile> Profiles =>
        ProfileSet.Create([], [MaskingProfile.SfMiddle4.Name, MaskingProfile.JdSmileClassic.Name]).Profiles;

    /// <summary>What masking allocates on this thread once it has masked the same before, for both parties.</summary>
    private static long AllocatedBy(string profile, WaybillField field, byte[][] sources)
    {
        var compiled = Profiles.Single(candidate => candidate.Name == profile);
        var destination = new byte[sources.Max(source => source.Length)];
        var allocated = 0L;
        foreach (var party in Enum.GetValues<WaybillParty>())
        {
            MaskAll(compiled.MaskerOf(party), field, sources, destination);
            var least = long.MaxValue;
            for (var i = 0; i < Tries && least > 0; i++) least = Math.Min(least, MaskAll(compiled.MaskerOf(party), field, sources, destination));
            allocated += least;
        }

        return allocated;
    }

    private static long MaskAll(WaybillMasker masker, WaybillField field, byte[][] sources, byte[] destination)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var source in sources) masker.Mask(field, source, destination);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static byte[] Filled(string piece, int length)
    {
        var text = new StringBuilder();
        var bytes = Encoding.UTF8.GetByteCount(piece);
        for (var end = 0; end + bytes <= length; end += bytes) text.Append(piece);
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
