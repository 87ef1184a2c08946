using PrivacyWaybill.Engine.Batches;

namespace PrivacyWaybill.Engine.Shipments;

/// <summary>What follows from the kind of a link.</summary>
internal static class LinkKinds
{
    /// <summary>The text that names the other shipment.</summary>
    public static TextField Field(this LinkKind kind) => kind switch
    {
        LinkKind.Return => TextField.ReturnOf,
        LinkKind.Redirect => TextField.RedirectOf,
        _ => TextField.ReplacementOf,
    };
}
