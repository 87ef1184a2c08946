namespace PrivacyWaybill.Conformance;

/// <summary>
/// How many people a masked mobile number may belong to, for somebody who also reads the rest of the label. An estimate of
/// orders of magnitude out of three stated constants, not a measurement: 10,000 numbers (3+4 shown) become about 27 people
/// in a city and 2 of the surname, 1,000,000 (3+2 shown) become about 2,700 and 190.
/// </summary>
/// <remarks>
/// <para>candidates in the city = numbers × <see cref="ShareInUse"/> ÷ <see cref="Cities"/>: numbers are issued to cities in
/// blocks, so a city holds its share of every head. An average city: one of ten times the size leaves ten times as many.</para>
/// <para>with the surname = that × <see cref="SurnameShare"/>, the share of the commonest surnames; a rare one leaves fewer.</para>
/// </remarks>
/// <param name="Overall">Numbers that fit the shown digits.</param>
/// <param name="KnowingCity">Subscribers among them in the city on the label.</param>
/// <param name="KnowingCityAndSurname">Subscribers among these with the surname on the label.</param>
public readonly record struct ReidentificationEstimate(double Overall, double KnowingCity, double KnowingCityAndSurname)
{
    /// <summary>Prefecture-level divisions (333) and municipalities (4) of the mainland, taken as equally large.</summary>
    public const int Cities = 337;

    /// <summary>Assumption: the share of the numbers of an issued block that belong to somebody.</summary>
    public const double ShareInUse = 0.91;

    /// <summary>Assumption: the share of people who bear a given common surname (王 and 李 have a little more than 7 %).</summary>
    public const double SurnameShare = 0.072;

    /// <summary>The estimate for a count of numbers, such as <see cref="ConformanceResult.Candidates"/>.</summary>
    /// <param name="numbers">Numbers that fit, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one.</exception>
    public static ReidentificationEstimate OfCandidates(long numbers)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(numbers, 1);
        var inCity = numbers * ShareInUse / Cities;
        return new(numbers, inCity, inCity * SurnameShare);
    }

    /// <summary>The estimate for a mobile number with that many digits hidden behind a shown head.</summary>
    /// <param name="hidden">0 to 11.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not 0 to 11.</exception>
    public static ReidentificationEstimate OfHiddenDigits(int hidden)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(hidden);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(hidden, 11);
        return OfCandidates((long)Math.Pow(10, hidden));
    }
}
