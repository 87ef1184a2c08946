using System.Text;

namespace PrivacyWaybill.Masking.Tests.Phones;

public sealed class PhoneSweepTests
{
    [Theory]
    [InlineData("bare", "13812345678")]
    [InlineData("bounded by letters", "order13812345678x")]
    [InlineData("bounded by hyphens", "A1-13812345678-7")]
    [InlineData("behind +86", "+8613812345678")]
    [InlineData("behind +86 and a hyphen", "+86-138-1234-5678")]
    [InlineData("with hyphens", "A1 138-1234-5678")]
    [InlineData("with spaces", "138 1234 5678")]
    [InlineData("in two groups", "138-12345678")]
    [InlineData("with points", "138.1234.5678")]
    [InlineData("landline of 3+8", "021-50001234")]
    [InlineData("landline of 4+7", "0317-2012345")]
    public void ContainsPhone_BoundedPhone_IsFound(string label, string text)
    {
        Assert.NotEmpty(label);
        Assert.True(PhoneSweep.ContainsPhone(Encoding.UTF8.GetBytes(text)));
    }

    [Theory]
    [InlineData("SF, holds 13856287167", "SF1385628716739")]
    [InlineData("JT", "JT1391234567890")]
    [InlineData("ZTO", "73138123456789")]
    [InlineData("digits before", "9913812345678")]
    [InlineData("digit behind", "138123456789")]
    [InlineData("no mobile segment", "12812345678")]
    [InlineData("empty", "")]
    [InlineData("route label", "010W-755-A1")]
    [InlineData("route label of digits", "021-003-12")]
    [InlineData("short groups", "1-3-8-1234-5678")]
    [InlineData("too many digits in groups", "138-1234-56789")]
    public void ContainsPhone_OtherRuns_AreNot(string label, string text)
    {
        Assert.NotEmpty(label);
        Assert.False(PhoneSweep.ContainsPhone(Encoding.UTF8.GetBytes(text)));
    }
}
