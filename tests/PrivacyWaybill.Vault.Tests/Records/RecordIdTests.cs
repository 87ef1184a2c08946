using System.Runtime.CompilerServices;
using PrivacyWaybill.Vault.Records;

namespace PrivacyWaybill.Vault.Tests.Records;

public sealed class RecordIdTests
{
    private static readonly byte[] Bytes = [.. Enumerable.Range(1, 13).Select(static i => (byte)i)];

    [Fact]
    public void Constructor_ThirteenBytes_KeepsThem()
    {
        var id = new RecordId(Bytes);
        Assert.Equal(Bytes, id.AsSpan().ToArray());
        Assert.Equal(13, Unsafe.SizeOf<RecordId>());
    }

    [Theory]
    [InlineData(12)]
    [InlineData(14)]
    public void Constructor_OtherLength_Throws(int length) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RecordId(new byte[length]));

    [Fact]
    public void Equals_AnyByteChanged_IsFalse()
    {
        var id = new RecordId(Bytes);
        Assert.True(id == new RecordId(Bytes));
        Assert.Equal(id.GetHashCode(), new RecordId(Bytes).GetHashCode());
        for (var i = 0; i < Bytes.Length; i++)
        {
            var other = Bytes.ToArray();
            other[i] ^= 0x80;
            Assert.False(id == new RecordId(other));
            Assert.False(id.Equals((object)new RecordId(other)));
        }
    }

    [Fact]
    public void ToString_AnyId_ShowsTwoBytesAtMost() => Assert.Equal("RecordId 0102…", new RecordId(Bytes).ToString());
}
