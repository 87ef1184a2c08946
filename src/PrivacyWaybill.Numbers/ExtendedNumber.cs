namespace PrivacyWaybill.Numbers;

/// <summary>A main number with its extension, as dialled and as printed: <c>18400913965-7576</c>.</summary>
/// <param name="MainNumber">The main number's digits as a decimal value.</param>
/// <param name="Extension">The extension's digits as a decimal value; 0 if there is none.</param>
/// <param name="MainDigits">How many digits the main number has, leading zeros included.</param>
/// <param name="ExtensionDigits">How many digits the extension has, leading zeros included; 0 for none.</param>
public readonly record struct ExtendedNumber(long MainNumber, int Extension, byte MainDigits, byte ExtensionDigits)
{
    /// <summary>The length of the printed form in characters, which are ASCII.</summary>
    public int DisplayLength => MainDigits + (ExtensionDigits == 0 ? 0 : 1 + ExtensionDigits);

    /// <summary>The printed form: <c>18400913965-7576</c>, or the main number alone without an extension.</summary>
    public override string ToString() =>
        string.Create(DisplayLength, this, static (span, number) => NumberText.TryFormat(number, span, out _));
}
