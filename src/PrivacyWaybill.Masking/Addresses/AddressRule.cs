using PrivacyWaybill.Masking.Text;

namespace PrivacyWaybill.Masking.Addresses;

/// <summary>The address field: shown up to the building, one <c>***</c> from the first unit, floor, room or household on.</summary>
internal readonly struct AddressRule : IFieldRule
{
    /// <inheritdoc/>
    public static CharClasses Classes { get; } = new(AddressScan.StopKinds, AddressScan.StopCharacters);

    /// <inheritdoc/>
    public static void Mask(MaskingProfile profile, in FieldText text, ref MaskOutput output)
    {
        var scan = new AddressScan(profile, text, new HiddenRuns(text, output));
        scan.Run();
        output = scan.Runs.Finish();
    }
}
