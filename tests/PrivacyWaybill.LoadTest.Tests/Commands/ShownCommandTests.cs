using PrivacyWaybill.LoadTest.Commands;

namespace PrivacyWaybill.LoadTest.Tests.Commands;

public class ShownCommandTests
{
    [Theory]
    [InlineData("--api-key", "pw_secret")]
    [InlineData("--api-key=pw_secret")]
    [InlineData("--api-key:pw_secret")]
    public void Shown_ApiKey_IsLeftOut(params string[] arguments)
    {
        var shown = ReportOptions.Shown(["--seconds", "5", .. arguments]);

        Assert.DoesNotContain("secret", shown, StringComparison.Ordinal);
        Assert.Contains("--seconds 5", shown, StringComparison.Ordinal);
    }
}
