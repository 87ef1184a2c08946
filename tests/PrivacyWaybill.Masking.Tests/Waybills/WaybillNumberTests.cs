using System.Text;

namespace PrivacyWaybill.Masking.Tests.Waybills;

public sealed class WaybillNumberTests
{
    [Theory]
    [InlineData("SF and 12", "SF138562871673", WaybillNumberFault.None)]
    [InlineData("SF and 13", "SF1385628716739", WaybillNumberFault.None)]
    [InlineData("EMS, 13 digits", "1234567890123", WaybillNumberFault.None)]
    [InlineData("piece number", "JDVA11408814483-1-2", WaybillNumberFault.None)]
    [InlineData("S10, right check digit", "RR473124829GB", WaybillNumberFault.None)]
    [InlineData("S10, lower case", "rr473124829gb", WaybillNumberFault.None)]
    [InlineData("S10, wrong check digit", "RR473124828GB", WaybillNumberFault.WrongCheckDigit)]
    [InlineData("S10, eleven becomes five", "RR000000005CN", WaybillNumberFault.None)]
    [InlineData("shortest", "12345678", WaybillNumberFault.None)]
    [InlineData("too short", "1234567", WaybillNumberFault.TooShort)]
    [InlineData("empty", "", WaybillNumberFault.TooShort)]
    [InlineData("longest", "1234567890123456789012345678901234567890", WaybillNumberFault.None)]
    [InlineData("too long", "12345678901234567890123456789012345678901", WaybillNumberFault.TooLong)]
    [InlineData("space", "SF13856 28716739", WaybillNumberFault.IllegalByte)]
    [InlineData("Han", "SF138562871顺", WaybillNumberFault.IllegalByte)]
    public void Validate_Number_NamesTheFault(string label, string number, WaybillNumberFault expected)
    {
        Assert.NotEmpty(label);
        Assert.Equal(expected, WaybillNumber.Validate(Encoding.UTF8.GetBytes(number)));
    }

    [Fact]
    public void Validate_S10_AcceptsOneCheckDigitOfTen()
    {
        // Serials whose remainder is 0 or 1 take the digits 5 and 0 (UPU S10).
        for (var serial = 0; serial < 2000; serial++)
        {
            var accepted = 0;
            for (var digit = 0; digit < 10; digit++)
                if (WaybillNumber.Validate(Encoding.ASCII.GetBytes($"LZ{serial:D8}{digit}CN")) == WaybillNumberFault.None) accepted++;
            Assert.Equal(1, accepted);
        }
    }
}
