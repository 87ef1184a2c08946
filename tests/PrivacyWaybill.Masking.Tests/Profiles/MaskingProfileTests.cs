namespace PrivacyWaybill.Masking.Tests.Profiles;

public sealed class MaskingProfileTests
{
    [Fact]
    public void TryGet_Gb41833_IsTheDefault()
    {
        Assert.True(MaskingProfile.TryGet("gb41833", out var named));
        Assert.True(MaskingProfile.TryGet("gb41833"u8, out var bytes));
        Assert.Same(MaskingProfile.Gb41833, named);
        Assert.Same(MaskingProfile.Gb41833, bytes);
        Assert.Equal("gb41833", named.Name);
    }

    [Theory]
    [InlineData("")]
    [InlineData("GB41833")]
    [InlineData("none")]
    public void TryGet_UnknownName_IsRefused(string name)
    {
        Assert.False(MaskingProfile.TryGet(name, out var profile));
        Assert.False(MaskingProfile.TryGet(System.Text.Encoding.UTF8.GetBytes(name), out _));
        Assert.Null(profile);
    }
}
