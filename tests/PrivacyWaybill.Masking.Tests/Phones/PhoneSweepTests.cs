using System.Text;

namespace PrivacyWaybill.Masking.Tests.Phones;

public sealed class PhoneSweepTests
{
    [Theory]
    [InlineData("bare", "13812345678")]
    [InlineData("bounded by letters", "order13812345678x")]
    [InlineData("bounded by hyphens", "A1-13812345678-7")]
    [InlineData("behind +86", "+8613812345678")]
    public void ContainsPhone_BoundedMobile_IsFound(string label, string text)
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
    public void ContainsPhone_OtherRuns_AreNot(string label, string text)
    {
        Assert.NotEmpty(label);
        Assert.False(PhoneSweep.ContainsPhone(Encoding.UTF8.GetBytes(text)));
    }
}
