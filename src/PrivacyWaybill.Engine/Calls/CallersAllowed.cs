namespace PrivacyWaybill.Engine.Calls;

/// <summary>Who may call a party by its virtual number. Call pairs have two phones and let nobody else in, whatever is said here.</summary>
public enum CallersAllowed
{
    /// <summary>Anybody.</summary>
    Anybody,

    /// <summary>Anybody but the party itself, whose phone would call itself. Who withholds the number may call.</summary>
    Others,

    /// <summary>Only the other party of the shipment, from a phone that its waybill names.</summary>
    OtherParty,
}
