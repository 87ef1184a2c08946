namespace PrivacyWaybill.Masking;

/// <summary>The fields of a waybill that have a masking rule of their own.</summary>
public enum WaybillField
{
    /// <summary>The name of a sender or recipient.</summary>
    Name,

    /// <summary>A mobile or landline number, or several.</summary>
    Phone,

    /// <summary>An address as one text.</summary>
    Address,

    /// <summary>A remark, the goods, a company: text in which only leaks are masked.</summary>
    FreeText,
}
