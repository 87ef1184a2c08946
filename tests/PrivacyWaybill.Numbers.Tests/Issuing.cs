namespace PrivacyWaybill.Numbers.Tests;

/// <summary>What the pipeline does with a reservation, in short.</summary>
internal static class Issuing
{
    /// <summary>Reserves, binds each number to <paramref name="recordOf"/> it, writes, settles as used.</summary>
    public static async Task<(ReservationOutcome Outcome, IssuedNumber[] Numbers)> IssueAsync(this NumberPool pool, int count,
        Func<IssuedNumber, byte[]>? recordOf = null, SlotOutcome settle = SlotOutcome.Used, string? segment = null)
    {
        var reservation = await pool.ReserveAsync(segment, count);
        var numbers = new IssuedNumber[reservation.Count];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = reservation[i];
            reservation.Bind(i, (recordOf ?? (n => TestSegments.RecordId(n.Ref.Sequence)))(numbers[i]));
        }
        if (reservation.Count > 0) Assert.True(await reservation.WritePagesAsync());
        for (var i = 0; i < numbers.Length; i++) reservation.Settle(i, settle);
        var outcome = reservation.Outcome;
        reservation.Complete();
        return (outcome, numbers);
    }
}
