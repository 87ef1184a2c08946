using System.Text;
using PrivacyWaybill.Masking;

namespace PrivacyWaybill.Benchmarks.Masking;

/// <summary>One text of a waybill, ready to be masked.</summary>
/// <param name="Field">Its rule.</param>
/// <param name="Party">Whose it is.</param>
/// <param name="Source">UTF-8.</param>
internal sealed record MaskedText(WaybillField Field, WaybillParty Party, byte[] Source)
{
    public MaskedText(WaybillField field, WaybillParty party, string source)
        : this(field, party, Encoding.UTF8.GetBytes(source))
    {
    }
}
