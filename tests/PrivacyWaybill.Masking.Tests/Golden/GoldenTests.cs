using System.Text;

namespace PrivacyWaybill.Masking.Tests.Golden;

public sealed class GoldenTests
{
    private static readonly WaybillMasker s_masker = new(MaskingProfile.Gb41833);

    public static TheoryData<string, WaybillField, string, string> Rows()
    {
        var rows = new TheoryData<string, WaybillField, string, string>();
        foreach (var row in GoldenRow.All().Where(row => row.Field != "waybill_no"))
            rows.Add($"{row.Id} {row.Note}", FieldOf(row), row.Input, row.Expected);
        return rows;
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Mask_WorkedExample_RendersExactly(string label, WaybillField field, string input, string expected)
    {
        Assert.NotEmpty(label);
        Assert.Equal(expected, s_masker.Mask(field, input));
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Mask_Masked_ChangesNothing(string label, WaybillField field, string input, string expected)
    {
        Assert.NotEmpty(label);
        Assert.NotEmpty(input);
        Assert.Equal(expected, s_masker.Mask(field, expected));
    }

    [Fact]
    public void Mask_HiddenSpan_SurvivesInNoOutput()
    {
        foreach (var row in GoldenRow.All().Where(row => row.Hidden is not null))
            Assert.DoesNotContain(row.Hidden!, s_masker.Mask(FieldOf(row), row.Input), StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_WorkedExample_IsAccepted()
    {
        foreach (var row in GoldenRow.All().Where(row => row.Field == "waybill_no"))
        {
            Assert.Equal(WaybillNumberFault.None, WaybillNumber.Validate(Encoding.UTF8.GetBytes(row.Input)));
            Assert.False(PhoneSweep.ContainsPhone(Encoding.UTF8.GetBytes(row.Input)));
        }
    }

    public static WaybillField FieldOf(GoldenRow row) => row.Field switch
    {
        "name" => WaybillField.Name,
        "phone" => WaybillField.Phone,
        "address" => WaybillField.Address,
        "remark" => WaybillField.FreeText,
        _ => throw new InvalidDataException(row.Field),
    };
}
