namespace PrivacyWaybill.Seeds.Waybills;

/// <summary>Which virtual number a party gets: the contract's <c>NumberRequest</c>.</summary>
/// <param name="Scope">Name of a value of the contract's <c>NumberScope</c>.</param>
public sealed record SyntheticNumberRequest(string Scope)
{
    /// <summary>No number.</summary>
    public static SyntheticNumberRequest None { get; } = new("NUMBER_SCOPE_NONE");

    /// <summary>A number of its own for this waybill.</summary>
    public static SyntheticNumberRequest Waybill { get; } = new("NUMBER_SCOPE_WAYBILL");

    /// <summary>One number for all linked waybills.</summary>
    public static SyntheticNumberRequest Shipment { get; } = new("NUMBER_SCOPE_SHIPMENT");
}
