using PrivacyWaybill.Engine.Stores;

namespace PrivacyWaybill.Engine.Tests.Support;

/// <summary>A gate that the test opens and closes.</summary>
internal sealed class Gate : IStoreGate
{
    public bool IsOpen { get; set; } = true;

    public bool IsClockSure { get; set; } = true;
}
