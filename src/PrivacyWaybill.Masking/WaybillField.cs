namespace PrivacyWaybill.Masking;

/// <summary>The fields of a waybill that have a masking rule of their own.</summary>
public enum WaybillField
{
    /// <summary>The name of a sender or recipient.</summary>
    Name,

    /// <summary>A mobile or landline number, or several.</summary>
    Phone,

    /// <summary>An address as one text, or a part of one.</summary>
    Address,

    /// <summary>A remark or any other text in which only leaks are masked.</summary>
    FreeText,

    /// <summary>The company of a sender or recipient: text in which only leaks are masked.</summary>
    Company,

    /// <summary>The goods: text in which only leaks are masked.</summary>
    Goods,
}
