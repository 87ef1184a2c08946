using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Masking;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Stages;

/// <summary>Stage <c>masking</c>: every text that may be printed, from input to output. What cannot be masked is an error.</summary>
internal sealed class MaskingStage(PlatformNumbers platformNumbers)
{
    private static readonly (PartyField Field, Rule Rule)[] OfParty =
    [
        (PartyField.Name, Rule.Name),
        (PartyField.Mobile, Rule.Phone), (PartyField.Landline, Rule.Phone),
        (PartyField.Company, Rule.Company),
        // A caller may have put anything anywhere: divisions go through the rules as well, which leave divisions alone.
        (PartyField.AddressText, Rule.Address), (PartyField.Province, Rule.Address), (PartyField.City, Rule.Address),
        (PartyField.District, Rule.Address), (PartyField.Town, Rule.Address), (PartyField.Detail, Rule.Address),
        (PartyField.PlatformReference, Rule.Echo),
    ];

    private enum Rule { Echo, Name, Phone, Address, Company, Goods, Remark }

    public void Mask(WaybillBatch batch)
    {
        for (var i = 0; i < batch.Count; i++)
            if (batch.Items[i].IsOpen) Mask(batch, i);
    }

    /// <summary>Masks one item's inputs; also used to mask what is stored instead of what came.</summary>
    public void Mask(WaybillBatch batch, int i)
    {
        if (!batch.Profiles.TryGet(batch.Output(i, TextField.Profile), out var profile))
        {
            batch.Items[i].Fail(ItemCode.Internal, TextField.Profile, "the profile was lost on the way");
            return;
        }
        batch.Items[i].NonCompliant = !profile.IsCompliant;
        var recipient = profile.MaskerOf(WaybillParty.Recipient);
        _ = Apply(batch, i, TextField.Goods, Rule.Goods, recipient)
            && Apply(batch, i, TextField.Remark, Rule.Remark, recipient)
            && Apply(batch, i, TextField.RouteLabel, Rule.Echo, recipient)
            && MaskParty(batch, i, PartyRole.Sender, profile.MaskerOf(WaybillParty.Sender))
            && MaskParty(batch, i, PartyRole.Recipient, recipient);
    }

    private bool MaskParty(WaybillBatch batch, int i, PartyRole party, WaybillMasker masker)
    {
        foreach (var (field, rule) in OfParty)
            if (!Apply(batch, i, TextFields.Of(party, field), rule, masker)) return false;

        var number = TextFields.Of(party, PartyField.PlatformNumber);
        if (batch.Input(i, number).IsEmpty) return true;
        var isVerified = platformNumbers.IsVerified(batch.Input(i, TextFields.Of(party, PartyField.PlatformIssuer)), batch.Input(i, number));
        if (!isVerified) batch.Warn(i, WarningCode.NotAVirtualNumber, number);
        return Apply(batch, i, number, isVerified ? Rule.Echo : Rule.Phone, masker);
    }

    private static bool Apply(WaybillBatch batch, int i, TextField field, Rule rule, WaybillMasker masker)
    {
        var source = batch.Input(i, field);
        if (source.IsEmpty) return true;
        var room = batch.OutputRoom(source.Length);
        var result = rule switch
        {
            Rule.Name => masker.MaskName(source, room),
            Rule.Phone => masker.MaskPhone(source, room),
            Rule.Address => masker.MaskAddress(source, room),
            Rule.Company => masker.MaskCompany(source, room),
            Rule.Goods => masker.MaskGoods(source, room),
            Rule.Remark => masker.MaskFreeText(source, room),
            _ => Copy(source, room),
        };
        if (result.Status != MaskStatus.Done)
        {
            batch.Items[i].Fail(ItemCode.InvalidFormat, field, "is not valid UTF-8, so it cannot be masked");
            return false;
        }
        batch.Commit(i, field, result.Written);
        if ((result.Notes & MaskNotes.MaskedFurther) != 0) batch.Warn(i, WarningCode.MaskedFurther, field);
        else if ((result.Notes & MaskNotes.AlreadyMasked) != 0) batch.Warn(i, WarningCode.AlreadyMasked, field);
        return true;
    }

    private static MaskResult Copy(ReadOnlySpan<byte> source, Span<byte> room)
    {
        source.CopyTo(room);
        return new MaskResult(MaskStatus.Done, source.Length, MaskNotes.None);
    }
}
