using System.Text;
using PrivacyWaybill.Engine.Shipments;

namespace PrivacyWaybill.Engine.Tests.Shipments;

public sealed class ShipmentIdentityTests
{
    [Theory]
    [InlineData("JD0001234567890-1-5-", "JD0001234567890", 1, 5)]
    [InlineData("JD0001234567890-1-5", "JD0001234567890", 1, 5)]
    [InlineData("JD0001234567890-5-5-", "JD0001234567890", 5, 5)]
    [InlineData("jdvb12345678-120-999", "jdvb12345678", 120, 999)]
    [InlineData("12345678-1-1-", "12345678", 1, 1)]
    [InlineData("AB-12345678-2-3-", "AB-12345678", 2, 3)]
    [InlineData("JD0001234567890-6-5-", "JD0001234567890", 6, 5)]
    public void TryReadPiece_NumberOfAPiece_IsTakenApart(string number, string shipment, uint piece, uint of)
    {
        Assert.True(ShipmentIdentity.TryReadPiece(Encoding.ASCII.GetBytes(number), out var rest, out var readPiece, out var readOf));
        Assert.Equal((shipment, piece, of), (Encoding.ASCII.GetString(rest), readPiece, readOf));
        Assert.Equal(shipment, Encoding.ASCII.GetString(ShipmentIdentity.Of(Encoding.ASCII.GetBytes(number))));
    }

    [Theory]
    [InlineData("SF1385628716739", "no hyphen")]
    [InlineData("", "empty")]
    [InlineData("JD0001234567890-", "nothing behind the hyphen")]
    [InlineData("JD0001234567890-5", "one count")]
    [InlineData("JD0001234567890-5-", "one count and a hyphen")]
    [InlineData("JD0001234567890--5-", "an empty count")]
    [InlineData("JD0001234567890-1-5--", "two hyphens")]
    [InlineData("JD0001234567890-0-5-", "piece 0")]
    [InlineData("JD0001234567890-1-0", "of 0")]
    [InlineData("JD0001234567890-01-05", "leading zeros")]
    [InlineData("12345678-9012-3456", "groups of digits")]
    [InlineData("JD0001234567890-1-5A", "a letter behind")]
    [InlineData("JD0001234567890-A-5", "a letter for a count")]
    [InlineData("1234567-1-5-", "too short for a waybill number of its own")]
    [InlineData("-1-5-", "no number before")]
    public void TryReadPiece_OtherNumber_IsTheShipmentsOwn(string number, string label)
    {
        Assert.False(ShipmentIdentity.TryReadPiece(Encoding.ASCII.GetBytes(number), out var rest, out _, out _), label);
        Assert.Equal(number, Encoding.ASCII.GetString(rest));
        Assert.Equal(number, Encoding.ASCII.GetString(ShipmentIdentity.Of(Encoding.ASCII.GetBytes(number))));
    }
}
