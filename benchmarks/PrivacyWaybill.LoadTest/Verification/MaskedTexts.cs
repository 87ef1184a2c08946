using System.Text;
using PrivacyWaybill.Conformance;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.LoadTest.Verification;

/// <summary>Holds masked texts against their originals by a judge that shares nothing with the masker.</summary>
internal static class MaskedTexts
{
    /// <summary>Whether all texts of a result are masked as the standard asks.</summary>
    public static bool Hold(Waybill sent, WaybillResult result) =>
        Hold(sent.Sender, result.Sender) && Hold(sent.Recipient, result.Recipient)
        && Holds(CheckedField.FreeText, sent.Goods, result.Goods) && Holds(CheckedField.FreeText, sent.Remark, result.Remark);

    private static bool Hold(Party sent, PartyResult result) =>
        Holds(CheckedField.Name, sent.Name, result.Name)
        && Holds(CheckedField.Phone, sent.Mobile, result.Mobile)
        && Holds(CheckedField.Phone, sent.Landline, result.Landline)
        && Holds(CheckedField.FreeText, sent.Company, result.Company)
        && Hold(sent.Address, result.Address);

    private static bool Hold(Address? sent, Address? result) =>
        sent is null || result is not null
        && Holds(CheckedField.Address, sent.Text, result.Text)
        && Holds(CheckedField.Address, sent.Detail, result.Detail);

    private static bool Holds(CheckedField field, string original, string masked) =>
        original.Length == 0 ? masked.Length == 0 : ConformanceChecker.Check(field, Encoding.UTF8.GetBytes(original), Encoding.UTF8.GetBytes(masked)).Holds;
}
