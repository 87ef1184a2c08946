namespace PrivacyWaybill.Engine.Stores;

/// <summary>Whether the store may be used: it is connected, marked as ours, and has what is needed.</summary>
public interface IStoreGate
{
    /// <summary>Closed: nothing is sent to the store, and the outage policy holds.</summary>
    bool IsOpen { get; }

    /// <summary>False while this server's clock jumped and the store's does not confirm it.</summary>
    bool IsClockSure => true;

    /// <summary>
    /// Whether records may be made, changed and collected: by a wrong clock live ones would be over, and their numbers
    /// somebody else's. What is there may be read all the same.
    /// </summary>
    bool MayChange => IsOpen && IsClockSure;
}
