using CsCheck;
using PrivacyWaybill.Vault.Store;

namespace PrivacyWaybill.Vault.Tests.Store;

public sealed class ChangeCursorTests
{
    private static readonly Gen<ChangeCursor> Cursors = Gen.Select(
        Gen.UInt, Gen.Select(Gen.ULong, Gen.Int[0, int.MaxValue]).List[0, 20],
        static (hour, read) => new ChangeCursor(hour, read.GroupBy(r => r.Item1).ToDictionary(g => $"{g.Key:x16}", g => g.First().Item2)));

    [Fact]
    public void Parse_WhatToBytesGave_IsTheSamePlace() => Cursors.Sample(static cursor =>
    {
        var read = ChangeCursor.Parse(cursor.ToBytes());
        return read is not null && read.Hour == cursor.Hour && read.Read.OrderBy(r => r.Key).SequenceEqual(cursor.Read.OrderBy(r => r.Key));
    });

    [Fact]
    public void Parse_AnyBytes_IsACursorOrNone() => Gen.Byte.Array[0, 60].Sample(static bytes =>
    {
        if (ChangeCursor.Parse(bytes) is { } cursor) Assert.Equal(bytes.Length, cursor.ToBytes().Length);
    });

    public static TheoryData<string, byte[]> Bad => new()
    {
        { "nothing", [] },
        { "another version", [2, 0, 0, 0, 1] },
        { "half an hour", [1, 0, 0, 0] },
        { "half a server", [1, 0, 0, 0, 1, .. new byte[11]] },
        { "a negative count", [1, 0, 0, 0, 1, .. new byte[8], 255, 255, 255, 255] },
        { "the same server twice", [1, 0, 0, 0, 1, .. new byte[24]] },
        { "more servers than there can be", [1, 0, 0, 0, 1, .. new byte[12 * 10_001]] },
    };

    [Theory, MemberData(nameof(Bad))]
    public void Parse_NoCursor_IsNone(string label, byte[] bytes)
    {
        _ = label;
        Assert.Null(ChangeCursor.Parse(bytes));
    }
}
