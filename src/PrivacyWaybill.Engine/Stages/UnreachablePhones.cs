using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Masking;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Stages;

/// <summary>Why no virtual number could lead to a party. Asked only of those for whom <see cref="Reachability"/> found no phone.</summary>
internal static class UnreachablePhones
{
    /// <summary>Digits of services' numbers (110 the shortest, 125200 the longest of the short ones; 400-800-1234), and of what reads as a number.</summary>
    private const int FewestOfService = 3, MostOfService = 6, OfFreephone = 10, FewestOfNumber = 7;

    /// <summary>Warns that the party gets no number, and says why.</summary>
    public static void Warn(VirtualPhones known, WaybillBatch batch, int item, PartyRole party) =>
        batch.Warn(item, WarningCode.NoReachablePhone, party == PartyRole.Sender ? "sender" : "recipient", Why(known, batch, item, party));

    /// <summary>A virtual phone is told before all else; otherwise the mobile field counts, and the landline if that is empty.</summary>
    private static UnreachableReason Why(VirtualPhones known, WaybillBatch batch, int item, PartyRole party)
    {
        var (mobile, landline) = (Why(known, batch, item, TextFields.Of(party, PartyField.Mobile)), Why(known, batch, item, TextFields.Of(party, PartyField.Landline)));
        return mobile == UnreachableReason.AlreadyVirtual || landline == UnreachableReason.AlreadyVirtual ? UnreachableReason.AlreadyVirtual
            : mobile == UnreachableReason.Missing ? landline : mobile;
    }

    private static UnreachableReason Why(VirtualPhones known, WaybillBatch batch, int item, TextField field)
    {
        var text = batch.Input(item, field);
        if (text.IsEmpty) return UnreachableReason.Missing;
        Span<byte> digits = stackalloc byte[PhoneText.MaxDigits];
        if (PhoneText.TryNormalise(text, digits, out var length, out var isForeign))
        {
            if (known.Contains(digits[..length])) return UnreachableReason.AlreadyVirtual;
            if (isForeign) return UnreachableReason.Foreign;
            return IsService(digits[..length]) ? UnreachableReason.ServiceNumber : UnreachableReason.Incomplete;
        }
        if (batch.HasArrivedMasked(item, field)) return UnreachableReason.Masked;
        Span<byte> found = stackalloc byte[FewestOfNumber];
        var count = 0;
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit((char)c)) continue;
            if (count < found.Length) found[count] = c;
            count++;
        }
        // One number would have been read.
        if (count >= FewestOfNumber) return UnreachableReason.SeveralNumbers;
        return IsService(found[..count]) ? UnreachableReason.ServiceNumber : UnreachableReason.Incomplete;
    }

    private static bool IsService(ReadOnlySpan<byte> digits) => digits switch
    {
        { Length: >= FewestOfService and <= MostOfService } => digits[0] is (byte)'1' or (byte)'9',
        [(byte)'4' or (byte)'8', (byte)'0', (byte)'0', ..] => digits.Length == OfFreephone,
        _ => false,
    };
}
