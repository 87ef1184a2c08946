namespace PrivacyWaybill.Cli.Tests;

public sealed class SheetTests
{
    [Theory]
    [InlineData("plain", "张三 2580#", "张三 2580#")]
    [InlineData("emoji and rare characters", "𠮷🐰", "𠮷🐰")]
    [InlineData("a terminal's escape", "\e[2J", "\\u{1b}[2J")]
    [InlineData("a newline", "a\nb", "a\\u{a}b")]
    [InlineData("a C1 control", "a\u009bb", "a\\u{9b}b")]
    [InlineData("turned writing", "a\u202eb", "a\\u{202e}b")]
    public void Printable_Text_LeavesTheTerminalAlone(string label, string text, string expected)
    {
        Assert.NotEmpty(label);
        Assert.Equal(expected, Sheet.Printable(text));
    }

    [Fact]
    public void Row_NoValue_IsLeftOut() => Assert.Equal("a               1\n", new Sheet().Row("a", "1").Row("b", "").Row("c", (string?)null).ToString());
}
