namespace PrivacyWaybill.Conformance;

/// <summary>Fixed sentences for people: the clause that a violation offends, and the remedy. Never a part of the input.</summary>
public static class ViolationReasons
{
    /// <summary>Every flag with its sentence, in the order of the flags.</summary>
    public static IReadOnlyList<KeyValuePair<Violations, string>> All { get; } =
    [
        new(Violations.NameNotHidden, "GB/T 41833-2022 asks for at least one hidden character of the name: hide the given name, or the surname before a title."),
        new(Violations.PhoneDigitsShown, "GB/T 41833-2022 asks for at least six hidden digits of the phone: show at most three at the head and two at the tail of a mobile number, two of a local number, none of a shorter one."),
        new(Violations.UnitShown, "GB/T 41833-2022 asks to hide unit and room of the address: end the printed address with the building."),
        new(Violations.PhoneInText, "GB/T 41833-2022 asks for at least six hidden digits of a phone wherever it stands: mask numbers in names, addresses and remarks as well."),
        new(Violations.ExtensionShown, "An extension leads to one person as the phone's digits do (GB/T 41833-2022): hide it, or declare the number virtual."),
        new(Violations.IdentityShown, "A label names nobody by other means than name, address and phone (Measures for the Express Market, Art. 36): remove cards, accounts, e-mail addresses and number plates."),
        new(Violations.CodeShown, "A door code on a label opens the unit that GB/T 41833-2022 asks to hide: remove it."),
        new(Violations.PersonShown, "GB/T 41833-2022 asks for at least one hidden character of the name wherever it stands: mask persons in addresses and remarks as well."),
        new(Violations.LongerThanOriginal, "Masked text takes the original's place on the label and must not be longer: use as many mask characters as are hidden, or fewer."),
        new(Violations.InvalidUtf8, "The text is not valid UTF-8 and cannot be judged as a whole: refuse it or correct its encoding."),
        new(Violations.NotDerived, "The masked text shows what its original does not: compare it with its own original, and mask by hiding alone."),
    ];

    /// <summary>The sentence of a single flag.</summary>
    /// <param name="violation">One flag, neither none nor several.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not a single known flag.</exception>
    public static string For(Violations violation)
    {
        foreach (var (flag, sentence) in All)
            if (flag == violation) return sentence;
        throw new ArgumentOutOfRangeException(nameof(violation));
    }

    /// <summary>The sentences of all flags that are set.</summary>
    /// <param name="violations">Any set of flags.</param>
    public static IEnumerable<string> Of(Violations violations) =>
        All.Where(pair => violations.HasFlag(pair.Key)).Select(pair => pair.Value);
}
