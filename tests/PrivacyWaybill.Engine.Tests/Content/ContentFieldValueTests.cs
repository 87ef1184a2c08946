using PrivacyWaybill.Engine.Batches;

namespace PrivacyWaybill.Engine.Tests.Content;

/// <summary>The numbers of the content fields stand in every sealed record: whoever moves one cannot read old records.</summary>
public sealed class ContentFieldValueTests
{
    [Theory]
    [InlineData(TextField.Goods, 2)]
    [InlineData(TextField.Remark, 3)]
    [InlineData(TextField.ParentWaybillNo, 5)]
    [InlineData(TextField.ReplacementOf, 8)]
    [InlineData(TextField.SenderName, 12)]
    [InlineData(TextField.RecipientName, 26)]
    public void TextField_InSealedRecords_KeepsItsNumber(TextField field, int number) => Assert.Equal(number, (int)field);

    [Fact]
    public void PartyField_InSealedRecords_KeepsItsNumber() =>
        Assert.Equal(
            ["Name", "Mobile", "Landline", "Company", "AddressText", "Province", "City", "District", "Town", "Detail", "PlatformIssuer", "PlatformNumber", "PlatformReference", "NumberSegment"],
            Enum.GetValues<PartyField>().Order().Select(f => f.ToString()));

    /// <summary>A batch marks a text by a bit of 64, a sealed record by the top bit of its field's byte.</summary>
    [Fact]
    public void TextField_Marks_HaveRoomForEach() => Assert.InRange(TextFields.Count, 1, 64);
}
