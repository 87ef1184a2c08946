using System.Text;
using CsCheck;
using PrivacyWaybill.Engine.Content;
using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.Masking;

namespace PrivacyWaybill.Engine.Tests.Content;

public sealed class ArrivedMaskedTests
{
    [Theory]
    [InlineData(WaybillField.Phone, "138****5678", true)]
    [InlineData(WaybillField.Phone, "138xxxx5678", true)]
    [InlineData(WaybillField.Phone, "138^_^5678", true)]
    [InlineData(WaybillField.Phone, "13812345678", false)]
    [InlineData(WaybillField.Name, "王**", true)]
    [InlineData(WaybillField.Name, "王＊＊", true)]
    [InlineData(WaybillField.Name, "王●●", true)]
    [InlineData(WaybillField.Name, "王×", true)]
    [InlineData(WaybillField.Name, "王小明", false)]
    [InlineData(WaybillField.FreeText, "改送138****5678", true)]
    [InlineData(WaybillField.FreeText, "放门口", false)]
    [InlineData(WaybillField.FreeText, "", false)]
    public void Is_Text_AsItLooks(WaybillField kind, string text, bool expected) => Assert.Equal(expected, ArrivedMasked.Is(kind, Encoding.UTF8.GetBytes(text)));

    /// <summary>What is passed over without a look is nothing that the masker would have noted.</summary>
    [Fact]
    public void Is_AnyText_AgreesWithTheMaskersNotes()
    {
        var masker = MaskingProfile.Gb41833.MaskerOf(WaybillParty.Recipient);
        Gen.Select(Gen.Enum<WaybillField>(), ContentGen.Of("王欧阳建国路号栋室〇某 -.*＊×●○xX^_#?·（）0123456789abc\u00e9\u3400", 0, 14)).Sample((kind, text) =>
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            var isNoted = (masker.Mask(kind, bytes, new byte[bytes.Length]).Notes & ArrivedMasked.Noted) != 0;
            Assert.Equal(isNoted, ArrivedMasked.Is(kind, bytes));
        }, iter: 20_000);
    }
}
