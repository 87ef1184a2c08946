namespace PrivacyWaybill.Conformance.Phones;

/// <summary>The rule for one number: at least six digits hidden.</summary>
internal static class PhoneRule
{
    /// <summary>Digits that GB/T 41833-2022 asks to hide at least.</summary>
    public const int LeastHidden = 6;

    /// <summary>Digits of a mainland mobile number.</summary>
    public const int MobileDigits = 11;

    /// <summary>Whether enough is hidden of a number whose every digit has its place.</summary>
    public static bool Holds(int places, int shown) =>
        shown == 0 || places > LeastHidden && places - shown >= LeastHidden && shown <= MostShown(places);

    /// <summary>Whether enough is hidden of a number in which a mask stands for digits uncounted.</summary>
    /// <param name="mobile">It starts like a mobile number and has eleven digits, whatever the mask stands for.</param>
    /// <param name="shown">Digits that can be read.</param>
    public static bool HoldsOpen(bool mobile, int shown) => shown <= (mobile ? MobileDigits - LeastHidden : 2);

    /// <summary>Numbers that fit: a mainland mobile number starts with 1 and one of seven digits.</summary>
    public static long Candidates(int hidden, bool firstHidden, bool secondHidden)
    {
        var free = hidden - (firstHidden ? 1 : 0) - (secondHidden ? 1 : 0);
        var numbers = secondHidden ? 7L : 1L;
        for (var i = 0; i < free; i++) numbers *= 10;
        return numbers;
    }

    // Two numbers typed as one: six hidden digits of the one would leave the other in the clear.
    private static int MostShown(int places) => places > 15 ? 5 : places;
}
