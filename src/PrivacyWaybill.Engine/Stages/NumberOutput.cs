using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.Numbers;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Stages;

/// <summary>Writes a party's virtual number into a result.</summary>
internal static class NumberOutput
{
    public static void Write(WaybillBatch batch, int item, PartyRole party, in ExtendedNumber number, uint expiresAt)
    {
        NumberText.TryFormat(number, batch.OutputRoom(number.DisplayLength), out var length);
        var display = batch.Commit(length);
        ref var outcome = ref Of(ref batch.Items[item], party);
        outcome.Display = display;
        outcome.MainNumber = new Slice(display.Start, number.MainDigits);
        outcome.Extension = new Slice(display.End - number.ExtensionDigits, number.ExtensionDigits);
        outcome.ExpiresAt = expiresAt;
    }

    /// <summary>A party's outcome.</summary>
    public static ref PartyOutcome Of(ref WaybillItem item, PartyRole party)
    {
        if (party == PartyRole.Sender) return ref item.Sender;
        return ref item.Recipient;
    }
}
