using PrivacyWaybill.Vault.Records;

namespace PrivacyWaybill.Vault.Tests.Records;

public sealed class SealedRecordTests
{
    private static readonly RecordId Id = new("1234567890123"u8);

    [Fact]
    public void Write_IdAndValue_IsThePromisedForm()
    {
        var envelope = new byte[SealedRecord.Overhead + 3];
        Assert.Equal(envelope.Length, SealedRecord.Write(Id, "abc"u8, envelope));
        Assert.Equal("PW\u00021234567890123abc"u8.ToArray(), envelope);
        Assert.True(SealedRecord.TryRead(envelope, out var id, out var value));
        Assert.Equal(Id, id);
        Assert.Equal("abc"u8.ToArray(), value.ToArray());
    }

    [Theory]
    [InlineData("")]
    [InlineData("PW\u00021234567890123")]
    [InlineData("PW\u00011234567890123abc")]
    [InlineData("WP\u00021234567890123abc")]
    public void TryRead_NoEnvelope_IsNone(string text) => Assert.False(SealedRecord.TryRead(System.Text.Encoding.ASCII.GetBytes(text), out _, out _));
}
