using System.Text;
using CsCheck;
using PrivacyWaybill.Cli.Lines;

namespace PrivacyWaybill.Cli.Tests.Lines;

public sealed class LineEscapesTests
{
    private static readonly Gen<byte[]> s_values = Gen.OneOf((byte)'\\', (byte)'n', (byte)'\n', (byte)'a').Array[0, 40];

    [Fact]
    public void Read_WhatWasWritten_IsTheValue() => s_values.Sample(value => value.SequenceEqual(Read(Write(value))));

    [Fact]
    public void Write_AnyValue_IsOneLine() => s_values.Sample(value => !Write(value).Contains((byte)'\n'));

    [Theory]
    [InlineData(@"a\nb", "a\nb")]
    [InlineData(@"a\\nb", @"a\nb")]
    [InlineData(@"a\\\nb", "a\\\nb")]
    [InlineData(@"a\tb", @"a\tb")]
    [InlineData(@"a\", @"a\")]
    [InlineData(@"\", @"\")]
    [InlineData("", "")]
    public void Read_Line_IsTheValue(string line, string value) => Assert.Equal(value, Encoding.UTF8.GetString(Read(Encoding.UTF8.GetBytes(line))));

    private static byte[] Read(byte[] line)
    {
        var value = new byte[line.Length];
        return value[..LineEscapes.Read(line, value)];
    }

    private static byte[] Write(byte[] value)
    {
        var line = new byte[2 * value.Length];
        return line[..LineEscapes.Write(value, line)];
    }
}
