namespace PrivacyWaybill.Seeds.Drawing;

/// <summary>One way in which a field is met in practice.</summary>
/// <param name="Category">What it is called in the mix: <c>field/form</c>.</param>
/// <param name="Weight">How often it is drawn, relative to the other ordinary forms of its table; not used for odd ones.</param>
/// <param name="Make">Invents one value.</param>
public sealed record Form<T>(string Category, int Weight, Func<Dice, T> Make);
