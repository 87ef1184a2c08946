using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.Numbers;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Work;

/// <summary>Answers the claims of an import with the numbers that the parties have already, as far as those are nobody else's.</summary>
internal sealed class GivenClaims(BatchWork work, GivenNumbers given, ExternalNumbers numbers)
{
    /// <summary>Claims them all in one round trip. The record that names a number is written afterwards: a claim without it leads nowhere.</summary>
    /// <returns>The numbers; null if there is nothing to claim.</returns>
    public async ValueTask<NumberReservation?> ReserveAsync(Memory<NumberClaim> claims)
    {
        if (claims.IsEmpty) return null;
        var (outcomes, reserved) = await numbers.ClaimAsync(ToClaims(claims.Span));
        for (var c = 0; c < outcomes.Length; c++)
        {
            if (outcomes[c] == ReservationOutcome.Reserved) claims.Span[c].Take(reserved, c);
            else claims.Span[c].Refuse(outcomes[c], null);
        }
        return reserved;
    }

    private List<ExternalClaim> ToClaims(ReadOnlySpan<NumberClaim> claims)
    {
        var asked = new List<ExternalClaim>(claims.Length);
        foreach (ref readonly var claim in claims) asked.Add(ToClaim(claim));
        return asked;
    }

    private ExternalClaim ToClaim(in NumberClaim claim)
    {
        ref readonly var item = ref work.Batch.Items[claim.Item];
        var until = claim.Party == PartyRole.Sender ? item.SenderNumber.ExpiresAt : item.RecipientNumber.ExpiresAt;
        return new ExternalClaim(given.PlaceOf(claim.Item, claim.Party), work.Ids[claim.Item].AsSpan().ToArray(),
            claim.Party == PartyRole.Sender, DateTimeOffset.FromUnixTimeSeconds(until));
    }
}
