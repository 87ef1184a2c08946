namespace PrivacyWaybill.Engine.Stores;

/// <summary>Whether the store may be used: it is connected, marked as ours, and has what is needed.</summary>
public interface IStoreGate
{
    /// <summary>Closed: nothing is sent to the store, and the outage policy holds.</summary>
    bool IsOpen { get; }
}
