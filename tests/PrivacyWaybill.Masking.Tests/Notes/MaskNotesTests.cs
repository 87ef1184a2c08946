using System.Text;

namespace PrivacyWaybill.Masking.Tests.Notes;

public sealed class MaskNotesTests
{
    private static readonly WaybillMasker s_masker = new(MaskingProfile.Gb41833);

    [Theory]
    [InlineData("plain name", WaybillField.Name, "张三", MaskNotes.Changed)]
    [InlineData("name that arrived masked", WaybillField.Name, "王**", MaskNotes.AlreadyMasked)]
    [InlineData("name that shows too much", WaybillField.Name, "王小明*", MaskNotes.Changed | MaskNotes.MaskedFurther)]
    [InlineData("organisation", WaybillField.Name, "腾讯科技有限公司", MaskNotes.Organisation)]
    [InlineData("phone in a name", WaybillField.Name, "13812345678", MaskNotes.Changed | MaskNotes.PhoneFound)]
    [InlineData("mobile", WaybillField.Phone, "13812345678", MaskNotes.Changed)]
    [InlineData("mobile masked by the rule", WaybillField.Phone, "138******78", MaskNotes.AlreadyMasked)]
    [InlineData("mobile masked for search by tail", WaybillField.Phone, "1******5678", MaskNotes.AlreadyMasked)]
    [InlineData("mobile masked below the rule", WaybillField.Phone, "138****5678", MaskNotes.Changed | MaskNotes.MaskedFurther)]
    [InlineData("person in a phone field", WaybillField.Phone, "13812345678王小明", MaskNotes.Changed | MaskNotes.PersonFound)]
    [InlineData("nothing to hide", WaybillField.Address, "上海市浦东新区张江镇", MaskNotes.None)]
    [InlineData("room", WaybillField.Address, "深圳市雅豪苑6栋301", MaskNotes.Changed | MaskNotes.UnitHidden)]
    [InlineData("room that arrived masked", WaybillField.Address, "深圳市雅豪苑6栋***", MaskNotes.AlreadyMasked)]
    [InlineData("phone in an address", WaybillField.Address, "张江镇 13812345678", MaskNotes.Changed | MaskNotes.PhoneFound)]
    [InlineData("plain remark", WaybillField.FreeText, "小心轻放", MaskNotes.None)]
    [InlineData("card", WaybillField.FreeText, "11010519491231002X", MaskNotes.Changed | MaskNotes.IdentityFound)]
    [InlineData("gate code", WaybillField.FreeText, "门禁密码2580#", MaskNotes.Changed | MaskNotes.CodeFound)]
    [InlineData("person and phone", WaybillField.FreeText, "联系人李四 13812345678", MaskNotes.Changed | MaskNotes.PersonFound | MaskNotes.PhoneFound)]
    public void Mask_Field_NotesWhatItFound(string label, WaybillField field, string input, MaskNotes expected)
    {
        Assert.NotEmpty(label);
        var source = Encoding.UTF8.GetBytes(input);
        Assert.Equal(expected, s_masker.Mask(field, source, new byte[source.Length]).Notes);
    }

    [Fact]
    public void Mask_Empty_IsDoneWithNothingWritten() =>
        Assert.Equal(new(MaskStatus.Done, 0, MaskNotes.None), s_masker.MaskName([], []));
}
