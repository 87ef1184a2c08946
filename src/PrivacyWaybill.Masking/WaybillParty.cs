namespace PrivacyWaybill.Masking;

/// <summary>Whose field it is: a profile may show more of one party than of the other.</summary>
public enum WaybillParty
{
    /// <summary>Who receives.</summary>
    Recipient,

    /// <summary>Who sends.</summary>
    Sender,
}
