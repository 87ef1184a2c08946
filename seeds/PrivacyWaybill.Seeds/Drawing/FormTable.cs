namespace PrivacyWaybill.Seeds.Drawing;

/// <summary>All forms of one field: the ordinary ones by weight, the odd ones in rotation (see <see cref="OddRotation"/>).</summary>
public sealed class FormTable<T>(Form<T>[] ordinary, Form<T>[] odd)
{
    private readonly int _totalWeight = ordinary.Sum(form => form.Weight);

    /// <summary>The forms that four of five waybills have.</summary>
    public IReadOnlyList<Form<T>> Ordinary { get; } = ordinary;

    /// <summary>The forms that a masking engine stumbles over.</summary>
    public IReadOnlyList<Form<T>> Odd { get; } = odd;

    /// <summary>Names of all forms, ordinary ones first.</summary>
    public IEnumerable<string> Categories => Ordinary.Concat(Odd).Select(form => form.Category);

    /// <summary>One of the ordinary forms, by weight.</summary>
    public Form<T> DrawOrdinary(Dice dice)
    {
        var left = dice.Next(_totalWeight);
        foreach (var form in ordinary)
            if ((left -= form.Weight) < 0) return form;
        throw new InvalidOperationException("The weights of the ordinary forms do not add up to their total.");
    }

    /// <summary>One of the odd forms.</summary>
    public Form<T> DrawOdd(Dice dice) => dice.Pick<Form<T>>(odd);
}
