namespace PrivacyWaybill.Numbers;

/// <summary>A number handed out by <see cref="NumberPool"/>; what a record needs to name it.</summary>
/// <param name="Ref">Its place in its segment.</param>
/// <param name="LeaseId">The lease it was issued under, never 0. The page's trailer holds the same one: a record whose
/// lease differs from its page's does not own the number any more.</param>
/// <param name="Number">What is printed and dialled.</param>
public readonly record struct IssuedNumber(NumberRef Ref, uint LeaseId, ExtendedNumber Number)
{
    /// <inheritdoc cref="ExtendedNumber.MainNumber"/>
    public long MainNumber => Number.MainNumber;

    /// <inheritdoc cref="ExtendedNumber.Extension"/>
    public int Extension => Number.Extension;
}
