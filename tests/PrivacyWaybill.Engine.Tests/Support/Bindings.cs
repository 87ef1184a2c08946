using Google.Protobuf.WellKnownTypes;
using PrivacyWaybill.Numbers;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Tests.Support;

/// <summary>Bindings of another number cloud.</summary>
internal static class Bindings
{
    /// <summary>An engine with a segment of its own and an external one.</summary>
    public static EngineSetup Setup() => new() { Segments = [EngineSetup.NewSegment(), EngineSetup.NewExternalSegment()] };

    /// <summary>The external segment.</summary>
    public static NumberSegment External(this EngineUnderTest engine) => engine.Setup.Segments[^1];

    /// <summary>A waybill with its recipient's number: the one at a place of the external segment.</summary>
    public static ImportedBinding Bind(this EngineUnderTest engine, Waybill waybill, int place, int days = 10) =>
        new() { Waybill = waybill, RecipientNumber = engine.Number(place, days) };

    /// <summary>The number at a place of the external segment, for some days.</summary>
    public static ImportedNumber Number(this EngineUnderTest engine, int place, int days = 10) =>
        new() { Number = engine.External().NumberAt(place).ToString(), ExpireTime = engine.Now.AddDays(days).ToTimestamp() };

    public static VirtualNumber Virtual(this ImportedNumber number) => new() { Display = number.Number };
}
