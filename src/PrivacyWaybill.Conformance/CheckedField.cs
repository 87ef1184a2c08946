namespace PrivacyWaybill.Conformance;

/// <summary>What a text on a label is, which decides the rule that it is held against.</summary>
public enum CheckedField
{
    /// <summary>The name of a sender or recipient.</summary>
    Name,

    /// <summary>A phone field: one number or several, with extensions and notes.</summary>
    Phone,

    /// <summary>An address, as one text or its detailed part.</summary>
    Address,

    /// <summary>Goods, remark, or any other text of which nothing is known.</summary>
    FreeText,
}
