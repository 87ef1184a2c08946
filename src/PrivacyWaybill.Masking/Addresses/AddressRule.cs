using PrivacyWaybill.Masking.Profiles;
using PrivacyWaybill.Masking.Text;

namespace PrivacyWaybill.Masking.Addresses;

/// <summary>The address field: shown up to the building, one <c>***</c> from the first unit, floor, room or household on.</summary>
internal readonly struct AddressRule : IFieldRule
{
    /// <inheritdoc/>
    public static CharClasses Classes { get; } = new(AddressScan.StopKinds, AddressScan.StopCharacters, AddressScan.NoteStarts, AddressScan.HiddenEndKinds);

    /// <inheritdoc/>
    public static void Mask(FieldText text, MaskOutput output)
    {
        if (output.Styles.Address == AddressStyle.Division)
        {
            var end = Divisions.EndOf(text);
            output.Keep(0, end);
            output.Run(text.CountGraphemes(end, text.Length));
            return;
        }

        if ((text.Seen & CharKinds.AllHan) == 0 && (text.Seen & 1u << (int)CharKind.Latin) != 0)
        {
            var latin = new LatinAddressScan(text, output);
            latin.Run();
            return;
        }

        var scan = new AddressScan(text, output);
        scan.Run();
    }
}
